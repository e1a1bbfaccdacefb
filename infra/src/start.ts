/* `npm start`: everything a practice needs on this machine, and one display of how far it is. */
import "./data-folder.ts";
import { Launcher } from "./launcher.ts";
import { runningInstance } from "./state.ts";

const running = await runningInstance();
if (running !== undefined) {
  console.error(`Practicum already runs from this folder (process ${running.pid}): ${running.url || "still starting"}`);
  console.error("Stop it with Ctrl-C where it was started, or with `npm run practicum -- stop`: its data stays.");
  process.exit(1);
}
await new Launcher().run();
