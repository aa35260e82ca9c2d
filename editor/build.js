// Builds codemirror.js, and the list of what is in it with each licence.

import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = process.argv[2] ?? "../affiche/serving/editor/static";

const made = await build({
  entryPoints: ["main.js"],
  outfile: `${OUT}/codemirror.js`,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  banner: { js: "/* CodeMirror 6 and its parts: versions and licences are in codemirror.txt. */" },
});

const names = new Set(
  Object.keys(made.metafile.inputs)
    .map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean),
);
const parts = [...names].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return { name: `${name} ${version} (${license})`, text: readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim() };
});
const texts = new Map();
for (const { name, text } of parts) texts.set(text, [...(texts.get(text) ?? []), name]);
const written = [...texts].map(([text, list]) => `${list.join("\n")}\n\n${text}\n`).join("\n\n");
writeFileSync(`${OUT}/codemirror.txt`, `What codemirror.js is made of. \`make editor\` builds both.\n\n\n${written}`);
