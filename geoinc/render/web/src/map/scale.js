/* The colours of counts. */

/** From few to many: ColorBrewer's YlOrRd, which tells its order without hue as well (it darkens). */
export const SCALE = ["#ffeda0", "#feb24c", "#fd8d3c", "#e31a1c", "#800026"];
