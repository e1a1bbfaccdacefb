import type { ServiceApi } from "@practicum/contracts/operation";
import type { Tx } from "@practicum/db/db";
import { errorLabel } from "@practicum/db/errors";
import { assert } from "@practicum/kernel/assert";
import { idsOfCause } from "@practicum/kernel/cause";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import { prune, RETENTION_TIMER } from "./retention.ts";
import { causeName, systemActor, type Origin, type PracticeRuntime } from "./runtime.ts";
import { UnitOfWork } from "./unit-of-work.ts";

const ATTEMPTS_MAX = 8;
const BACKOFF_MS: readonly number[] = [1000, 5000, 20_000, 60_000, 300_000, 1_800_000, 7_200_000];

interface TimerRow {
  readonly name: string;
  readonly key: string;
  readonly due_at: Instant;
  readonly payload: { readonly [key: string]: string | number | null };
  readonly attempts: number;
  readonly caused_by: string | null;
}

/**
 * Fires the timer that has been due for longest: taking it off the table and its effect are one transaction. Several
 * processes may do so at once; each takes another row.
 * @returns whether there was one.
 */
export async function fireNextTimer<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
): Promise<boolean> {
  const { definition, clock, log, metrics } = runtime.service;
  let traceId = "";
  const started = performance.now();
  let taken: TimerRow | undefined;
  try {
    const effects = await runtime.db.transactEndingWith(
      async (tx) => {
        taken = await takeDue(tx, clock.now());
        if (!taken) return undefined;
        if (taken.name === RETENTION_TIMER) return void (await prune(runtime, tx, clock.now()));
        const handler = definition.timers[taken.name];
        assert(handler, `${definition.name} has no timer ${taken.name}`);
        const origin = originOf(runtime, taken);
        ({ traceId } = origin);
        const unit = new UnitOfWork(runtime, tx, systemActor(`${definition.name}-${taken.name}`), origin);
        await handler(unit.context, { key: taken.key, dueAt: taken.due_at, payload: taken.payload });
        await unit.sayWhoHears();
        return unit;
      },
      async (_, unit) => unit?.write(),
    );
    if (!taken) return false;
    if (effects) runtime.committed(effects);
    metrics.record("timer", taken.name, "ok", performance.now() - started);
    log.info({
      event: "timer-fired",
      service: definition.name,
      practiceId: runtime.practice.id,
      traceId,
      name: taken.name,
    });
    return true;
  } catch (error) {
    if (!taken) throw error;
    metrics.record("timer", taken.name, "failed", performance.now() - started);
    await postpone(runtime, taken, errorLabel(error));
    return true;
  }
}

function originOf<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  { name, key, due_at, caused_by }: TimerRow,
): Origin {
  const cause = `timer/${name}/${key}/${due_at}/${caused_by ?? ""}`;
  const traceId = idsOfCause(causeName(runtime, `${cause}#trace`), due_at).next();
  return { traceId, cause, causedBy: caused_by };
}

export interface NextTimers {
  /** When the next timer of any kind fires. */
  readonly at: Instant | null;
  /** The same of those that the practice's work has set: without the house's own. */
  readonly ofWork: Instant | null;
}

function first(times: readonly (Instant | null)[]): Instant | null {
  return times.filter((at) => at !== null).toSorted()[0] ?? null;
}

export function earliest(of: readonly NextTimers[]): NextTimers {
  return { at: first(of.map(({ at }) => at)), ofWork: first(of.map(({ ofWork }) => ofWork)) };
}

/** When the next timer fires, if any waits. */
export async function nextTimers<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
): Promise<NextTimers> {
  return runtime.db.transact(
    async (tx) => {
      const { rows } = await sql<NextTimers>`select min(fires_at) as at,
        min(fires_at) filter (where name <> ${RETENTION_TIMER}) as "ofWork" from timer`.execute(tx);
      return rows[0] ?? { at: null, ofWork: null };
    },
    { readOnly: true },
  );
}

async function takeDue<Schema>(tx: Tx<Schema>, now: Instant): Promise<TimerRow | undefined> {
  const { rows } = await sql<TimerRow>`delete from timer where (name, key) in (
      select name, key from timer where fires_at <= ${now} order by fires_at, name, key limit 1 for update skip locked
    ) returning name, key, due_at, payload, attempts, caused_by`.execute(tx);
  return rows[0];
}

/** After a failure the timer is back (its transaction was rolled back): later next time, or among the dead letters. */
async function postpone<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  timer: TimerRow,
  reason: string,
): Promise<void> {
  const { definition, clock, log } = runtime.service;
  const attempts = timer.attempts + 1;
  const entry = { service: definition.name, practiceId: runtime.practice.id, name: timer.name, attempt: attempts };
  const now = clock.now();
  await runtime.db.transact(async (tx) => {
    if (attempts < ATTEMPTS_MAX) {
      const waitMs = BACKOFF_MS[attempts - 1] ?? 0;
      await sql`update timer set attempts = ${attempts}, fires_at = ${addMs(now, waitMs)}, last_error = ${reason}
        where name = ${timer.name} and key = ${timer.key}`.execute(tx);
      return;
    }
    await sql`delete from timer where name = ${timer.name} and key = ${timer.key}`.execute(tx);
    const content = { key: timer.key, dueAt: timer.due_at, payload: timer.payload, causedBy: timer.caused_by };
    const { cause } = originOf(runtime, timer);
    const letterId = idsOfCause(causeName(runtime, `dead-${cause}`), now).next();
    await sql`insert into dead_letter (dead_letter_id, kind, handler, content, reason, attempts, died_at)
      values (${letterId}, 'timer', ${timer.name}, ${JSON.stringify(content)}, ${reason}, ${attempts}, ${now})`.execute(
      tx,
    );
  });
  const event = attempts < ATTEMPTS_MAX ? ("timer-failed" as const) : ("dead-letter" as const);
  log.warn({ ...entry, event, error: reason });
}
