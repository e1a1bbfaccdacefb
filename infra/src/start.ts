/*
 * `npm start`: everything a practice needs on this machine, and one display of how far it is. With `-- --empty` it begins without the
 * demonstration: a practice of one's own is founded by the link that it prints. With
 * `-- --prepare` it starts nothing: what is brought along is fetched and the screens are built, so that the next start needs no network.
 */
import "./data-folder.ts";
import { parseArgs } from "node:util";
import { runningInstance } from "./state.ts";

const { values } = parseArgs({
  options: { empty: { type: "boolean", default: false }, prepare: { type: "boolean", default: false } },
});
if (values.prepare) {
  const { prepare } = await import("./prepare.ts");
  await prepare();
  process.exit();
}
const running = await runningInstance();
if (running !== undefined) {
  console.error(`Practicum already runs from this folder (process ${running.pid}): ${running.url || "still starting"}`);
  console.error("Stop it with Ctrl-C where it was started, or with `npm run practicum -- stop`: its data stays.");
  process.exit(1);
}
const { Launcher } = await import("./launcher.ts");
await new Launcher({ empty: values.empty }).run();
