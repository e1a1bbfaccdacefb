/*
 * Part of the gate `walls`: no list ends in silence. A query that stops at a number, and a screen that asks for a first page or draws the
 * first rows alone, says in a comment why nothing is lost by it, on the same line or the one above: `// limit: why`; a file of searches
 * says `// limits: why` at its head. Pages need no comment: they ask for one row more than they show and go on.
 */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { silentLimits, type Kind } from "./silent-limits.ts";

const SOURCES: readonly (readonly [Kind, string])[] = [
  ["query", "{services,packages}/*/src/**/*.ts"],
  ["screen", "packages/web-app/src/**/*.{ts,tsx}"],
];

let faults = 0;
for (const [kind, sources] of SOURCES)
  for await (const file of glob(sources, { cwd: repositoryRoot })) {
    if (/\.(test|web\.test)\.tsx?$|\/(testing|test)\//.test(file)) continue;
    for (const line of silentLimits(kind, await readFile(join(repositoryRoot, file), "utf8"))) {
      console.error(
        `${file}:${line}: a list that ends in silence; let it go on, or say why nothing is lost: // limit: why`,
      );
      faults += 1;
    }
  }
process.exitCode = faults === 0 ? 0 : 1;
