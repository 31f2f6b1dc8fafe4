/* Joins the modules and styles into the two files of ../assets that pages hold. With --check, only says whether they are current.

   The joined files are plain ASCII: a page whose bytes are recoded on the way still has scripts and styles of the
   hashes that its policy allows. They are not minified: whoever receives a page can read what it does. */
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const checking = process.argv.includes("--check");
const assets = new URL("../assets/", import.meta.url);

const common = { bundle: true, write: false, charset: "ascii", legalComments: "none", logLevel: "warning" };
const outputs = [
  ["page.js", { ...common, entryPoints: ["src/main.js"], format: "iife", target: "es2022" }],
  ["page.css", { ...common, entryPoints: ["css/page.css"], target: "chrome111" }],
];

process.chdir(new URL(".", import.meta.url).pathname);
let stale = false;
for (const [name, options] of outputs) {
  const [{ text }] = (await build(options)).outputFiles;
  const file = new URL(name, assets);
  if (checking) {
    const now = await readFile(file, "utf-8").catch(() => "");
    if (now === text) continue;
    stale = true;
    console.error(`${name} is not what the modules give: run "make web"`);
  } else await writeFile(file, text);
}
process.exitCode = stale ? 1 : 0;
