/* Lines of CSV. */

/** @param {string} text */
const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** A cell as it is. @param {unknown} value */
export const raw = (value) => quoted(value === null || value === undefined ? "" : String(value));

/** A cell for spreadsheets: they run what begins like a formula; an apostrophe keeps it text. @param {unknown} value */
export const cell = (value) => raw(typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/**
 * @param {unknown[][]} lines
 * @param {(value: unknown) => string} write
 */
export const csv = (lines, write) => lines.map((line) => line.map(write).join(",")).join("\r\n") + "\r\n";
