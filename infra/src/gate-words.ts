/* The gate of wording (GTW-80): what people read says the field's words, none of our old ones. */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { oldWording } from "./old-wording.ts";

const read = "{packages/{web-app,ui,contracts,curriculum,x12,simulators},services/*,apps/*}/src/**/*.{ts,tsx}";
const quoting = "e2e/**/*.ts";
let count = 0;
for await (const file of glob([read, quoting], {
  cwd: repositoryRoot,
  exclude: ["**/node_modules", "**/dist", "**/*.test.*"],
}))
  for (const { line, found, field } of oldWording(await readFile(join(repositoryRoot, file), "utf8"))) {
    count += 1;
    console.error(`${file}:${line} says "${found}": the field says ${field}`);
  }
process.exitCode = count === 0 ? 0 : 1;
