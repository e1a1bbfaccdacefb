import type { ServiceApi } from "@practicum/contracts/operation";
import type { Tx } from "@practicum/db/db";
import { addMs, atLocal, dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, dayOfWeek } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { PracticeRuntime } from "./runtime.ts";

// limits: old rows go portion by portion, until none is left.

const DAY_MS = 86_400_000;

/**
 * How long each service keeps what it only needs to repeat or recognise something. The times are rules of SPEC.md, and one
 * stands on the other: an event may come again as long as a sender's outbox (30 days from its making) or the broker (30 days
 * from its last publishing) has it; the inbox that recognises it keeps longer than both together.
 */
export const RETENTION_MS = {
  outbox: 30 * DAY_MS,
  eventInbox: 90 * DAY_MS,
  commandInbox: 90 * DAY_MS,
  replayedLetter: 90 * DAY_MS,
} as const;

/** A day less than the inbox keeps, because clocks of processes differ. */
const RECOGNISED_MS = RETENTION_MS.eventInbox - DAY_MS;

/** Whether an event is so old that the inbox need not know any more whether it was handled (SVC-14). */
export function isPastInbox({ occurredAt }: { readonly occurredAt: Instant }, now: Instant): boolean {
  return occurredAt < addMs(now, -RECOGNISED_MS);
}

/** Rows of one table that go in one transaction, so that nobody waits for a lock or a disk for long (SVC-16). */
const PORTION = 5000;

/** The platform's own timer. Names of services' timers have no dot. */
export const RETENTION_TIMER = "platform.retention";

/** The next night before a Sunday, at three o'clock of the practice's clock (SVC-10). */
export function nextRetentionAt(now: Instant, zone: TimeZone): Instant {
  const today = dateIn(now, zone);
  const sunday = addDays(today, 7 - (dayOfWeek(today) % 7));
  const thisSunday = atLocal(addDays(sunday, -7), "03:00", zone);
  return thisSunday > now ? thisSunday : atLocal(sunday, "03:00", zone);
}

/** Sets the timer where it is not set: a new practice, or one that was made before there was any retention. */
export async function ensureRetention<Api extends ServiceApi, Schema, Ports>({
  db,
  practice,
  service,
}: PracticeRuntime<Api, Schema, Ports>): Promise<void> {
  const at = nextRetentionAt(service.clock.now(), practice.timeZone);
  await db.transact((tx) => setTimer(tx, at));
}

/**
 * Deletes one portion of each table. While there was something, the timer is due again at once; then in a week.
 * @returns how many rows went.
 */
export async function prune<Api extends ServiceApi, Schema, Ports>(
  { practice, service }: PracticeRuntime<Api, Schema, Ports>,
  tx: Tx<Schema>,
  now: Instant,
): Promise<number> {
  const { definition, stepwise = false } = service;
  let count = await pruneOutbox(tx, now, stepwise);
  count += await pruneInboxes(tx, now);
  count += (await definition.prune?.(tx, now, PORTION)) ?? 0;
  await setTimer(tx, count > 0 ? now : nextRetentionAt(now, practice.timeZone));
  return count;
}

/**
 * The oldest rows alone are looked at: a row that can't go yet keeps those behind it for another week. A stepwise host has no
 * consumer that could lag behind: what it publishes is handled within the same step.
 */
async function pruneOutbox<Schema>(tx: Tx<Schema>, now: Instant, stepwise: boolean): Promise<number> {
  const before = addMs(now, -RETENTION_MS.outbox);
  const consumed = stepwise ? sql`true` : sql`published_at < (select consumed_until from relay_state)`;
  const { numAffectedRows } = await sql`with oldest as (
      select sequence, occurred_at, published_at from outbox order by sequence limit ${PORTION}
    )
    delete from outbox where sequence in (
      select sequence from oldest where occurred_at < ${before} and published_at is not null and ${consumed}
    )`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

async function pruneInboxes<Schema>(tx: Tx<Schema>, now: Instant): Promise<number> {
  const replies = await sql`delete from command_inbox where command_id in (
      select command_id from command_inbox where done_at < ${addMs(now, -RETENTION_MS.commandInbox)} limit ${PORTION}
    )`.execute(tx);
  // An open dead letter can still be replayed, whatever its age: then the inbox must tell whether its event was handled since.
  const handled = await sql`delete from event_inbox where (consumer, event_id) in (
      select consumer, event_id from event_inbox as i where handled_at < ${addMs(now, -RETENTION_MS.eventInbox)}
        and not exists (select from dead_letter as d
          where d.event_id = i.event_id and d.handler = i.consumer and d.replayed_at is null)
      limit ${PORTION}
    )`.execute(tx);
  const letters = await sql`delete from dead_letter where dead_letter_id in (
      select dead_letter_id from dead_letter where replayed_at < ${addMs(now, -RETENTION_MS.replayedLetter)}
      limit ${PORTION}
    )`.execute(tx);
  return [replies, handled, letters].reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0);
}

async function setTimer<Schema>(tx: Tx<Schema>, at: Instant): Promise<void> {
  await sql`insert into timer (name, key, due_at, fires_at, payload)
    values (${RETENTION_TIMER}, '', ${at}, ${at}, '{}') on conflict do nothing`.execute(tx);
}
