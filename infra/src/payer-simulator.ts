import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@practicum/kernel/ports";
import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import type { SimulatorOptions } from "@practicum/simulators/clearinghouse/simulator-options";

/**
 * The far end of the folder exchange in a demonstration: one simulated clearinghouse a practice, below `root`. It takes files
 * out of `outbound`, puts answers into `inbound`, and keeps what the payers remember in `payers.json`. It may be killed
 * at any moment: a file is deleted only after what it led to is on the disk, and a repeated answer has the same name and content.
 */
export class FolderSimulator {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #simulator: ClearinghouseSimulator;

  private constructor(folder: string, clock: Clock, simulator: ClearinghouseSimulator) {
    this.#folder = folder;
    this.#clock = clock;
    this.#simulator = simulator;
  }

  /** @param folder `<root>/<practice id>`, made when missing. */
  static async open(folder: string, clock: Clock, options: SimulatorOptions): Promise<FolderSimulator> {
    await mkdir(join(folder, "outbound"), { recursive: true });
    await mkdir(join(folder, "inbound"), { recursive: true });
    return new FolderSimulator(folder, clock, new ClearinghouseSimulator(options, await savedState(folder)));
  }

  /** Takes what came and gives what is due, once. Answers how many files passed. */
  async turn(): Promise<number> {
    const names = (await readdir(join(this.#folder, "outbound"))).filter((name) => !name.startsWith(".")).toSorted();
    for (const name of names) {
      this.#simulator.receive(
        { name, content: await readFile(join(this.#folder, "outbound", name), "utf8") },
        this.#clock.now(),
      );
    }
    const due = this.#simulator.due(this.#clock.now());
    for (const file of due) await writeWhole(join(this.#folder, "inbound"), file.name, file.content);
    if (names.length + due.length > 0)
      await writeWhole(this.#folder, "payers.json", JSON.stringify(this.#simulator.snapshot()));
    for (const name of names) await rm(join(this.#folder, "outbound", name), { force: true });
    return names.length + due.length;
  }
}

/** Hands the payers' memory of a seed over to the demonstration. */
export async function saveSimulatorState(folder: string, state: SimulatorState): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(folder, "payers.json", JSON.stringify(state));
}

async function savedState(folder: string): Promise<SimulatorState | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "payers.json"), "utf8")) as SimulatorState;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** A reader sees the whole file or none of it. */
async function writeWhole(folder: string, name: string, content: string): Promise<void> {
  const temporary = join(folder, `.${name}.part`);
  await writeFile(temporary, content, { mode: 0o600 });
  await rename(temporary, join(folder, name));
}
