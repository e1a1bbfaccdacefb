import { PGlite } from "@electric-sql/pglite";
import { allModules } from "@practicum/all-services/modules";
import { answer } from "@practicum/api/answer";
import { callOverBus } from "@practicum/api/call";
import { openChangeFeed, type ChangeFeed } from "@practicum/api/changes";
import type { Change } from "@practicum/api/live-notes";
import { operations } from "@practicum/api/operations";
import { router } from "@practicum/api/router";
import type { ApiContext, LiveInput } from "@practicum/api/router-types";
import type { LiveNote } from "@practicum/bus/bus";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions } from "@practicum/db/pglite-extensions";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMs, epochMs, type Instant } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { actorOf, staff } from "@practicum/seed/practice";
import { OffsetClock, systemClock, systemIds } from "@practicum/service/clock";
import { startInProcess, type InProcessHost } from "@practicum/service/in-process-host";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { simulatedClearinghouse } from "@practicum/simulators/clearinghouse/simulated-clearinghouse";
import type { Engine } from "./load-engine.ts";
import type { Seed } from "./load-seed.ts";
import { isTrackedEnvelope } from "@trpc/server";
import type { ApiCall } from "./protocol.ts";
import { SeedFiles } from "./seed-files.ts";

const DAY_MS = 86_400_000;
/** Nothing of the prepared practice is left to do at its moment; the person's first screen comes first. */
const FIRST_LOOK_MS = 3000;

/**
 * The files are in memory already, and there is one connection: a large cache and tables for a hundred would cost their filling at
 * the start. No page is ever half written.
 */
const IN_MEMORY = [
  "shared_buffers=16MB",
  "max_connections=10",
  "max_wal_senders=0",
  "autovacuum_worker_slots=1",
  "full_page_writes=off",
].flatMap((setting) => ["-c", setting]);

/** The whole practice in one worker: every service on PGlite and the memory bus, the payers behind a movable clock. */
export interface PracticeHost {
  readonly now: () => Instant;
  /** The answer is the JSON that the gateway would have sent. */
  call(call: ApiCall): Promise<string>;
  /** Moves the clock forward; everything due happens on the way, in order. The reply is the moment reached. */
  moveClock(to: Instant): Promise<Instant>;
}

export interface HostListeners {
  readonly onStep: (step: string) => void;
  readonly onChange: (change: Change) => void;
  readonly onClock: (now: Instant) => void;
}

export async function hostPractice(
  engine: Engine,
  { about, payers, dataDirectory }: Seed,
  { onStep, onChange, onClock }: HostListeners,
): Promise<PracticeHost> {
  onStep("Opening the practice's records");
  const pglite = await PGlite.create({
    extensions: pgliteExtensions,
    pgliteWasmModule: await engine.program,
    initdbWasmModule: engine.initdb,
    fsBundle: engine.files,
    fs: new SeedFiles(dataDirectory),
    startParams: [...PGlite.defaultStartParams, ...IN_MEMORY],
  });
  const clock = new OffsetClock(systemClock, epochMs(about.now) - Date.now());
  const simulator = new ClearinghouseSimulator({ seed: "practicum-demo", dayMs: DAY_MS, mistakes: true }, payers);
  onStep("Starting the services");
  const clearinghouse = simulatedClearinghouse(simulator, clock);
  // Nobody outside is ever sent anything, and where the audit chain's heads are kept ends with the tab.
  const host = await startInProcess({
    modules: allModules({ clearinghouse: () => clearinghouse }),
    practices: [about.practice],
    openDb: (_, service) => openPglite(pglite, { schema: service }),
    clock,
    ids: systemIds,
    checkReplies: false,
    background: true,
    firstLookMs: FIRST_LOOK_MS,
  });
  const feed = await openChangeFeed(host.bus, { epoch: systemIds.next(), nowMs: () => performance.now() });
  const contextOf = contexts(host, feed, about.practice.id);
  void tellChanges(contextOf, onChange);
  return {
    now: () => clock.now(),
    call: (call) => callApi(contextOf, call),
    moveClock: (to) => moveClock(host, to, onClock),
  };
}

type ContextOf = (staffId: string, commandId: string | null) => ApiContext;

/** Of one call by one of the practice's people. */
function contexts(host: InProcessHost, feed: ChangeFeed, practiceId: Id<"practice">): ContextOf {
  return (staffId, commandId) => {
    const person = must(
      staff.find((one) => one.staffId === staffId),
      "the page acts as nobody of this practice",
    );
    const call = callOverBus(host.bus, { practiceId, actor: actorOf(person), traceId: host.ids.next() });
    const caller = ok({
      call,
      changes: (input: LiveInput, signal: AbortSignal | undefined) =>
        feed.changes(practiceId, input.lastEventId, signal),
    });
    return { caller, commandIds: [commandId === null ? undefined : (commandId as Id<"command">)] };
  };
}

async function callApi(contextOf: ContextOf, { path, body, commandId, staffId }: ApiCall): Promise<string> {
  const operation = must(operations.get(path), "the page asked for an operation that does not exist");
  return (await answer(operation, body, contextOf(staffId, commandId))).body;
}

/** There is one page, and whoever the trainee is sees what changes in the practice. */
async function tellChanges(contextOf: ContextOf, onChange: (change: Change) => void): Promise<void> {
  const { staffId } = must(staff[0]);
  const changes = await router.createCaller(contextOf(staffId, null)).live.changes({ staffId });
  for await (const change of changes)
    if (isTrackedEnvelope<LiveNote>(change)) onChange({ id: change[0], data: change[1] });
}

/** A day at a time, so that the page sees the days go by. */
async function moveClock(host: InProcessHost, to: Instant, onClock: (now: Instant) => void): Promise<Instant> {
  for (;;) {
    const nextDay = addMs(host.clock.now(), DAY_MS);
    const last = to <= nextDay;
    await host.advanceTo(last ? to : nextDay);
    onClock(host.clock.now());
    if (last) return host.clock.now();
  }
}
