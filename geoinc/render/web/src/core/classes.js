/* Classes of events: a colour (Okabe and Ito 2008) and a shape for each, so that neither is needed alone. */
/** @import { EventType, Incident } from "../types" */

/** Shapes in a box of 24 by 24; names are ACLED's event types, which our own types carry. */
export const CLASSES = [
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

export const OTHER = CLASSES.length - 1;

/** @param {string | undefined} acled */
export function classNumber(acled) {
  const at = CLASSES.findIndex((one) => one.name.toLowerCase() === String(acled || "").toLowerCase());
  return at < 0 ? OTHER : at;
}

/**
 * The class of an incident is that of its first type.
 * @param {EventType[]} types
 * @param {Incident} incident
 */
export const classOf = (types, incident) =>
  incident.ty && incident.ty.length ? classNumber(types[incident.ty[0]].acled) : OTHER;
