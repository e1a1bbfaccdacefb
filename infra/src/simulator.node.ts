import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { giveBackStartMemory } from "@practicum/service/start-memory";
import { z } from "zod";
import { installationClock } from "./installation-clock.ts";
import { FolderSimulator } from "./payer-simulator.ts";

/** The process of the demonstration's payers: `PRACTICUM_CONFIG` names its settings. It ends when its parent does. */
const settings = z
  .object({
    practices: z.array(z.object({ id: z.string() })),
    clearinghouseFolder: z.string(),
    payerDayMs: z.number().min(0),
    seed: z.string(),
    mistakes: z.boolean(),
  })
  .parse(JSON.parse(await readFile(process.env["PRACTICUM_CONFIG"] ?? "", "utf8")));

let running = true;
const stop = () => {
  running = false;
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);

const simulators = await Promise.all(
  settings.practices.map((practice) =>
    FolderSimulator.open(join(settings.clearinghouseFolder, practice.id), installationClock, {
      seed: settings.seed,
      dayMs: settings.payerDayMs,
      mistakes: settings.mistakes,
    }),
  ),
);
process.send?.({ ready: true });
giveBackStartMemory();
// Where nothing came for a while they look less often: a payer may take a second.
const [SOON_MS, LATER_MS, QUIET_MS] = [250, 1000, 10_000];
let busyMs = performance.now();
while (running) {
  let files = 0;
  for (const simulator of simulators) {
    // A disk that is full is no reason to end: a turn is done again from the files that are there.
    files += await simulator.turn().catch((error: unknown) => {
      console.error(codeOf(error));
      return 0;
    });
  }
  if (files > 0) busyMs = performance.now();
  await wait(performance.now() - busyMs < QUIET_MS ? SOON_MS : LATER_MS);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "a turn failed";
}

if (process.connected) process.disconnect?.();
