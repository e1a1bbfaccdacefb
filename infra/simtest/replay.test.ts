import { addMs } from "@practicum/kernel/instant";
import { staff } from "@practicum/seed/practice";
import { seedPractice } from "@practicum/seed/run-seed";
import { afterEach, describe, expect, test } from "vitest";
import { differences } from "@practicum/world/digest";
import { endOf, type Entry } from "@practicum/world/entry";
import { openEmptyWorld, openOn, start, type RunningWorld } from "./empty-world.ts";
import { recordedPractice } from "./recorded-practice.ts";

const DAY_MS = 86_400_000;
const SEEDS = ["first", "second"];
/** Plans of another shape, and rows in another order where nothing asks for one. */
const OTHER_PLANS = ["enable_seqscan=off", "enable_hashagg=off", "enable_hashjoin=off", "work_mem=1MB"];

describe("WLD-1, WLD-2, WLD-3: the same log on the same seed is the same world", () => {
  const open: RunningWorld[] = [];
  const opened = async (world: Promise<RunningWorld>) => {
    open.push(await world);
    return world;
  };
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  /** A founded practice, some patients, a day's visits with people's mistakes, then ten days for the payers. */
  async function live(seed: string): Promise<{ readonly log: readonly Entry[]; readonly world: RunningWorld }> {
    const world = await opened(openEmptyWorld(seed));
    const practice = recordedPractice(world.world, seed, true);
    const size = { patients: 8, weeks: 0, pastVisitsPerProvider: 1, comingVisitsPerProvider: 0 };
    const now = addMs(start, 12 * 3_600_000);
    await seedPractice(practice, { ...size, now, seed, progress: () => {} });
    await practice.advanceTo(addMs(now, 10 * DAY_MS));
    return { log: practice.log, world };
  }

  test.each(SEEDS)(
    "other plans, other reads, other stops on the way, a restart in the middle: %s",
    async (seed) => {
      const { log, world } = await live(seed);
      expect(log.length).toBeGreaterThan(100);
      const digest = await world.world.digest();

      let other = await opened(openEmptyWorld(seed, OTHER_PLANS));
      for (const [index, entry] of log.entries()) {
        await other.world.apply(entry);
        await look(other);
        // A jump in two.
        if (entry.kind === "jump" && index % 3 === 0) await other.world.passTo(endOf(entry));
        if (index === Math.floor(log.length / 2)) {
          const anew = await openOn(other, seed);
          open.splice(open.indexOf(other), 1, anew);
          other = anew;
        }
      }
      expect(differences(digest, await other.world.digest())).toEqual([]);
      expect(Object.keys(digest).length).toBeGreaterThan(80);
    },
    600_000,
  );

  test("another seed, or one entry less, is another world", async () => {
    const { log, world } = await live("first");
    const digest = await world.world.digest();
    const other = await opened(openEmptyWorld("other"));
    for (const entry of log) await other.world.apply(entry);
    expect(differences(digest, await other.world.digest())).toContain("scheduling.appointment");
  }, 600_000);
});

/** Every read that leaves no trace and needs nothing to be said. */
async function look({ world }: RunningWorld): Promise<void> {
  const [someone] = staff;
  for (const path of ["billing.listPayers", "scheduling.listResources", "identity.listLocations"])
    await world.look({ staffId: someone?.staffId ?? "", path, body: "{}", commandId: null });
}
