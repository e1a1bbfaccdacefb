import { Command } from "commander";
import { stopRunning } from "../src/stop-running.ts";

/** `practicum stop`: ends what `npm start` runs from this folder. Nothing is deleted. */
export function command(): Command {
  return new Command("stop").description("stop what runs from this folder; its data stays").action(async () => {
    const stopped = await stopRunning((text) => console.log(text));
    console.log(stopped ? "Stopped. Its data is where it was; `npm start` goes on." : "Nothing runs from this folder.");
  });
}
