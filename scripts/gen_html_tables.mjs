// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes two tables of the WHATWG standards that no Debian package carries:
//
//   crawler/data/html_references.txt   HTML, 13.5: named character references,
//       "NAME HEX [HEX]" a line, "*" after a name that also counts without its
//       semicolon; in byte order.
//   crawler/data/encoding_labels.txt   Encoding, 4.2: "LABEL NAME" a line.
//
// The data comes from npm packages that are not part of this repository:
//
//   npm install --prefix DIR character-entities@2.0.2 \
//     character-entities-legacy@3.0.0 whatwg-encoding@3.1.1
//   node scripts/gen_html_tables.mjs DIR

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(process.argv[2], "node_modules");
const load = (path) => import(pathToFileURL(join(root, path)).href);
const { characterEntities } = await load("character-entities/index.js");
const { characterEntitiesLegacy } = await load(
  "character-entities-legacy/index.js");
const labels = createRequire(import.meta.url)(
  join(root, "whatwg-encoding/lib/labels-to-names.json"));

const legacy = new Set(characterEntitiesLegacy);
const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const references = Object.entries(characterEntities)
  .sort(([a], [b]) => byBytes(a, b))
  .map(([name, text]) => {
    const points = [...text].map((c) => c.codePointAt(0).toString(16));
    return `${name}${legacy.has(name) ? "*" : ""} ${points.join(" ")}`;
  });
writeFileSync("crawler/data/html_references.txt", references.join("\n") + "\n");

// whatwg-encoding leaves out what its decoder cannot do.
const more = {
  "ISO-8859-8-I": ["csiso88598i", "iso-8859-8-i", "logical"],
  "ISO-2022-JP": ["csiso2022jp", "iso-2022-jp"],
  "x-mac-cyrillic": ["x-mac-cyrillic", "x-mac-ukrainian"],
  replacement: ["csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext",
    "iso-2022-kr", "replacement"],
};
const all = { ...labels };
for (const [name, list] of Object.entries(more))
  for (const label of list) all[label] = name;
writeFileSync("crawler/data/encoding_labels.txt",
  Object.entries(all).sort(([a], [b]) => byBytes(a, b))
    .map(([label, name]) => `${label} ${name}`).join("\n") + "\n");
