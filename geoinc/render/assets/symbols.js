/* Symbols: a colour (Okabe and Ito 2008) and a shape for each class of event, so that neither is needed alone. */
(function (G) {
  "use strict";

  /** Shapes in a box of 24 by 24; names are ACLED's event types, which our own types carry. */
  G.classes = [
    { name: "Battles", colour: "#D55E00", path: "M12 1.5 22.5 12 12 22.5 1.5 12Z" },
    {
      name: "Explosions/Remote violence",
      colour: "#E69F00",
      path: "M12 1l2.9 7.2 7.6.6-5.8 5 1.8 7.5L12 17.2l-6.5 4.1 1.8-7.5-5.8-5 7.6-.6Z",
    },
    { name: "Violence against civilians", colour: "#CC79A7", path: "M12 2.5 22.5 21H1.5Z" },
    { name: "Protests", colour: "#56B4E9", path: "M12 2.5a9.5 9.5 0 1 0 .01 0Z" },
    { name: "Riots", colour: "#F0E442", path: "M3 3H21V21H3Z" },
    { name: "Strategic developments", colour: "#009E73", path: "M12 1.8 22 9.1 18.2 21H5.8L2 9.1Z" },
    { name: "Other", colour: "#0072B2", path: "M8.5 2h7v6.5H22v7h-6.5V22h-7v-6.500H2v-7h6.500Z" },
  ];

  const OTHER = G.classes.length - 1;

  G.classNumber = function (acled) {
    const at = G.classes.findIndex((one) => one.name.toLowerCase() === String(acled || "").toLowerCase());
    return at < 0 ? OTHER : at;
  };

  G.classOf = (data, incident) =>
    incident.ty && incident.ty.length ? G.classNumber(data.types[incident.ty[0]].acled) : OTHER;

  G.symbol = function (number, size) {
    const look = G.classes[number] || G.classes[OTHER];
    return G.svg(
      "svg",
      { viewBox: "-1 -1 26 26", width: size, height: size, "aria-hidden": "true", focusable: "false", class: "symbol" },
      G.svg("path", {
        d: look.path,
        fill: look.colour,
        "stroke-width": 1.6,
        "stroke-linejoin": "round",
        class: "symbol-edge",
      }),
    );
  };

  const paths = new Map();
  G.symbolPath = function (number) {
    if (!paths.has(number)) paths.set(number, new Path2D((G.classes[number] || G.classes[OTHER]).path));
    return paths.get(number);
  };

  G.sizeByToll = false;
  /** Area grows with the toll, as eyes compare areas. */
  G.symbolSize = (killed) => (G.sizeByToll ? Math.min(64, 16 + 4.4 * Math.sqrt(killed)) : 24);

  G.drawLegend = function () {
    const present = new Uint8Array(256),
      { cls } = G.S,
      all = G.shown;
    for (let k = 0; k < all.length; k++) present[cls[all[k]]] = 1;
    const rows = G.classes
      .map((_, number) => number)
      .filter((number) => present[number])
      .map((number) => G.el("li", {}, G.symbol(number, 16), G.classes[number].name));
    if (!rows.length) return G.clear(G.byId("legend"));
    rows.push(G.el("li", {}, G.el("span", { class: "key-area" }), "50 % and 90 % areas"));
    if (G.data.places && G.data.places.length)
      rows.push(G.el("li", {}, G.el("span", { class: "key-place" }), "place mentioned"));
    return G.byId("legend").replaceChildren(...rows);
  };
})((window.Geoinc = window.Geoinc || {}));
