/*
 * `npm start`: everything a practice needs on this machine, and one display of how far it is. With `-- --empty` it begins without the
 * demonstration: a practice of one's own is founded by the link that it prints.
 */
import "./data-folder.ts";
import { parseArgs } from "node:util";
import { Launcher } from "./launcher.ts";
import { runningInstance } from "./state.ts";

const { values } = parseArgs({ options: { empty: { type: "boolean", default: false } } });
const running = await runningInstance();
if (running !== undefined) {
  console.error(`Practicum already runs from this folder (process ${running.pid}): ${running.url || "still starting"}`);
  console.error("Stop it with Ctrl-C where it was started, or with `npm run practicum -- stop`: its data stays.");
  process.exit(1);
}
await new Launcher({ empty: values.empty }).run();
