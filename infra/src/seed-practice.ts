import { join } from "node:path";
import { allModules } from "@practicum/all-services/modules";
import { callService } from "@practicum/service/client";
import { ManualClock } from "@practicum/service/clock";
import type { Practice } from "@practicum/service/define-service";
import { startInProcess, type OpenDb } from "@practicum/service/in-process-host";
import { addMs, epochMs, type Instant } from "@practicum/kernel/instant";
import { seededRandom, uuidV7 } from "@practicum/kernel/random";
import { Refused, type ScriptedPractice } from "@practicum/seed/practice-port";
import { HISTORY_DAYS } from "@practicum/seed/money-cases";
import { seedPractice, type SeedReport } from "@practicum/seed/run-seed";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { simulatedClearinghouse } from "@practicum/simulators/clearinghouse/simulated-clearinghouse";
import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface SeedRun {
  readonly practice: Practice;
  readonly openDb: OpenDb;
  readonly now: Instant;
  readonly patients: number;
  readonly weeks: number;
  readonly pastVisitsPerProvider: number;
  readonly comingVisitsPerProvider: number;
  /** See {@link seedPractice}. */
  readonly history?: boolean;
  /** See {@link seedPractice}. */
  readonly atOnce?: number;
  readonly progress: (text: string) => void;
}

/**
 * Fills an empty practice with the demonstration: all services in this process on the memory bus, with a clock that begins weeks
 * ago and payers that answer by it. The same run fills PostgreSQL for the clinic and PGlite for the sandbox.
 */
export async function runSeed(run: SeedRun): Promise<SeedReport & { readonly payers: SimulatorState }> {
  const days = run.history ? Math.max(run.weeks * 7, HISTORY_DAYS) : run.weeks * 7;
  const clock = new ManualClock(addMs(run.now, -(days + 2) * DAY_MS));
  const random = seededRandom("practicum-demo/ids");
  const simulator = new ClearinghouseSimulator({ seed: "practicum-demo", dayMs: DAY_MS, mistakes: true });
  const clearinghouse = simulatedClearinghouse(simulator, clock);
  const host = await startInProcess({
    modules: allModules({ clearinghouse: () => clearinghouse }),
    practices: [run.practice],
    openDb: run.openDb,
    clock,
    seed: "practicum-demo",
    ids: uuidV7(clock, random),
    checkReplies: false,
    // What is filled belongs to nobody yet.
    alone: true,
  });
  const practice: ScriptedPractice = {
    async run(service, operation, input, as) {
      const reply = await callService(host.bus, service, operation, {
        practiceId: run.practice.id,
        actor: as,
        commandId: host.ids.next(),
        traceId: host.ids.next(),
        input,
      });
      if (!reply.ok)
        throw new Refused(
          `${service}.${operation}`,
          reply.error.code,
          reply.error.field ?? reply.error.fields?.map((one) => one.field).join(", ") ?? "",
        );
      return reply.value as never;
    },
    // Within a visit the clock only moves; what falls due is done at the next `settle` or longer step.
    advanceTo: async (at) => {
      const aheadMs = epochMs(at) - epochMs(clock.now());
      if (aheadMs > HOUR_MS) await host.advanceTo(at);
      else if (aheadMs > 0) clock.moveTo(at);
    },
    settle: () => host.settle(),
  };
  try {
    const report = await seedPractice(practice, {
      ...run,
      seed: "practicum-demo",
      tablet: true,
      progress: (done, total, what) => run.progress(`${what}: ${done} of ${total}`),
    });
    return { ...report, payers: simulator.snapshot() };
  } finally {
    await host.stop();
  }
}

/** Where the demonstration's payers of a practice keep their memory. */
export const simulatorFolder = (clearinghouseFolder: string, practiceId: string): string =>
  join(clearinghouseFolder, practiceId);
