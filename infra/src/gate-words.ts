/*
 * The gate of wording (GTW-80): what people read says the field's words, none of our old ones; and a record's state has one word and one
 * colour (GTW-102), from the one map of them.
 */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { localStates, oldWording } from "./old-wording.ts";

const read = "{packages/{web-app,ui,contracts,curriculum,x12,simulators},services/*,apps/*}/src/**/*.{ts,tsx}";
const quoting = "e2e/**/*.ts";
let count = 0;
for await (const file of glob([read, quoting], {
  cwd: repositoryRoot,
  exclude: ["**/node_modules", "**/dist", "**/*.test.*"],
})) {
  const source = await readFile(join(repositoryRoot, file), "utf8");
  for (const { line, found, field } of oldWording(source)) {
    count += 1;
    console.error(`${file}:${line} says "${found}": the field says ${field}`);
  }
  if (file.startsWith("packages/web-app/src/") && !file.startsWith("packages/web-app/src/states/"))
    for (const line of localStates(source)) {
      count += 1;
      console.error(
        `${file}:${line} has a state's word of its own: packages/web-app/src/states/record-states.ts has them`,
      );
    }
}
process.exitCode = count === 0 ? 0 : 1;
