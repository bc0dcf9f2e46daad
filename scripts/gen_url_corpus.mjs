// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes tests/vectors/url_corpus.json: URLs with what npm's whatwg-url, the
// reference implementation of the URL Standard, makes of them. whatwg-url is
// not part of this repository; install it elsewhere first:
//
//   npm install --prefix DIR whatwg-url@16.0.1
//   node scripts/gen_url_corpus.mjs --oracle DIR [--count N] [--seed N]
//     [--out FILE]
//
// The same count and seed give the same cases. With another FILE and a large
// count, VETO_URL_CORPUS=FILE lets the test run over that instead.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { byteCases, handCases } from "./gen_url_corpus_cases.mjs";

const { values: options } = parseArgs({
  options: {
    oracle: { type: "string" },
    count: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "tests/vectors/url_corpus.json" },
  },
});
const require = createRequire(join(resolve(options.oracle), "package.json"));
const { URL: OracleUrl } = require("whatwg-url");
const { version } = require("whatwg-url/package.json");

// mulberry32: small, seeded, and the same everywhere.
let state = Number(options.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const chance = (p) => random() < p;
const several = (most, make) =>
  Array.from({ length: below(most + 1) }, make).join("");

const SCHEMES = ["http:", "https:", "http:", "ws:", "wss:", "ftp:", "file:",
  "file:", "app:", "mailto:", "data:", "blob:https:", "HTTP:", "", "",
  "x-1.y+z:"];
const SLASHES = ["//", "//", "//", "/", "", "///", "\\\\", "/\\", "////", "\\"];
const USERS = ["", "", "", "", "u@", "u:p@", ":@", "@", "a b:c@", "é:@",
  "u%40@",
  "u@v@", "a:b:c@", "|^`{}[];=@"];
const LABELS = ["example", "EXAMPLE", "a", "b-c", "xn--bcher-kva", "bücher",
  "日本語", "faß", "שלום", "مثال", "x_y", "%61", "%C3%A9", "☃", "a\u00ADb",
  "\u200D", "क्\u200Dष", "e\u0301", "１", "ℂ", "C:", "C|", "xn--a", "xn--", "-",
  "localhost", "", "ab--c", "é-", "💩", "ａ", "\u0301", "٣", "1", "K"];
const NUMBERS = ["0", "1", "127", "255", "256", "0x7f", "0X", "017", "08",
  "65535",
  "65536", "16777216", "4294967295", "4294967296", "0xffffffff", "1a", ""];
const GROUPS = ["0", "1", "ffff", "ABCD", "0001", "", ":", "::", "12345", "g",
  "1.2.3.4", "0.0.0.256", "00", "255"];
const PORTS = ["", "", "", "", ":", ":80", ":443", ":21", ":0", ":65535",
  ":65536",
  ":8080", ":08", ":x", ":8 0", ":-1"];
const SEGMENTS = ["a", "b c", ".", "..", "%2e", "%2E%2e", ".%2e", "", "é",
  "%zz",
  "%41", "a|b", "[1]", "C:", "C|", "D|x", "~", "a;b=c", "'\"", "<x>", "`{}^",
  "💩",
  "...", "\u0000", "\u007F", "\uD800", "a:b", "@", "%", "\t", "file.txt"];
const SEPARATORS = ["/", "/", "/", "/", "\\", "//"];
const PIECES = ["", "q", "a=b&c=d", "x y", "'", "\"<>", "`{}|^", "é", "%zz",
  "[1]",
  "?", "#", "/../", "\\", "\uDFFF", "\u0001", "💩", " "];
const NOISE = [..."/\\?#@:[].%|^`{}<>\"' \t\n\r\0\u001F\u007F-+",
  ..."0129aAfFxXzZeE", "..", "//", "%2e", "%00", "%25", "é", "ß", "\u00AD",
  "\u200C", "\u200D", "\uFEFF",
  "\uFF0E", "\u3002", "💩", "\uD800", "xn--", "\u0301", "ש", "C|", "::", "0x"];
const BASES = ["http://example.org/a/b/c?q#f", "https://u:p@h:444/",
  "file:///C:/a/b",
  "file://host/a/b?q", "file:///", "app://h/a/b?q", "app:/a//b",
  "app:///x/..//y",
  "mailto:x", "data:,a b #f", "app://h", "ftp://x/y/", "ws://[::1]:81/z",
  "not a base",
  "http://ü/é/", "blob:https://x/y", "app:/.//p"];

const joined = (most, list, separator) =>
  Array.from({ length: 1 + below(most) }, () => pick(list)).join(separator);

function host() {
  const kind = random();
  if (kind < 0.15) return joined(5, NUMBERS, ".");
  if (kind < 0.3) return `[${joined(9, GROUPS, ":")}]`;
  return joined(3, LABELS, ".") + pick(["", "", "", "."]);
}

const tail = () => several(5, () => pick(SEPARATORS) + pick(SEGMENTS)) +
  (chance(0.35) ? `?${pick(PIECES)}${pick(PIECES)}` : "") +
  (chance(0.3) ? `#${pick(PIECES)}${pick(PIECES)}` : "");

function combined() {
  if (chance(0.2)) return pick(SEGMENTS) + tail();
  const authority = chance(0.85) ? pick(USERS) + host() + pick(PORTS) : "";
  return pick(SCHEMES) + pick(SLASHES) + authority + tail();
}

function mutated(text) {
  const units = [...text];
  for (let n = 1 + below(3); n > 0; --n) {
    const at = below(units.length + 1);
    const kind = below(4);
    if (kind === 0) units.splice(at, 1);
    else if (kind === 1) units.splice(at, 0, pick(NOISE));
    else if (kind === 2) units.splice(at, 1, pick(NOISE));
    else {
      const from = below(units.length + 1);
      units.splice(at, 0, ...units.slice(from, from + 6));
    }
  }
  return units.join("");
}

// whatwg-url 16.0.1 loses what follows such a code point in credentials (it
// counts UTF-16 units in one place and code points in the other; browsers and
// Node's own URL do not), so it cannot be asked about them.
const ASTRAL_CREDENTIALS = /[\u{10000}-\u{10FFFF}][^/?#]*@/u;

function generated() {
  const text = chance(0.45) ? mutated(pick(handCases)[0]) : combined();
  const input = chance(0.25) ? mutated(text) : text;
  if (ASTRAL_CREDENTIALS.test(input)) return generated();
  return chance(0.45) ? [input, pick(BASES)] : [input];
}

const PARTS = ["href", "protocol", "username", "password", "hostname", "port",
  "pathname", "search", "hash", "origin"];

// What the oracle says; `bytes` holds an input that is not UTF-8. Parts that
// are empty are left out.
function record(input, base, bytes) {
  const out = bytes ? { bytes } : { input: input.toWellFormed() };
  if (base !== undefined) out.base = base;
  let url;
  try {
    url = new OracleUrl(input, base);
  } catch {
    return { ...out, failure: true };
  }
  for (const part of PARTS) {
    if (url[part] !== "") out[part] = url[part];
  }
  return out;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const cases = [
  ...handCases.map(([input, base]) => record(input, base)),
  ...byteCases.map((hex) =>
    record(decoder.decode(Buffer.from(hex, "hex")), undefined, hex)),
];
for (let n = Number(options.count); n > 0; --n) {
  cases.push(record(...generated()));
}

// No control bytes in the file; one case a line.
const escaped = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
const line = (one) =>
  JSON.stringify(one).replace(/[\u007F-\u009F\u2028\u2029]/g, escaped);
writeFileSync(options.out, `{"oracle": "whatwg-url ${version}", "cases": [\n${
  cases.map(line).join(",\n")}\n]}\n`);
console.log(`${handCases.length} by hand, ${byteCases.length} of bytes, ${
  cases.length} in all`);
