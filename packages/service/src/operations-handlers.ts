import type { EventEnvelope } from "@practicum/bus/bus";
import { fail, type DomainError } from "@practicum/contracts/error";
import { operations } from "@practicum/contracts/operations";
import type { Operation, ServiceApi } from "@practicum/contracts/operation";
import type { Instant } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { z } from "zod";
import { applyEvent } from "./consumers.ts";
import type { Context } from "./define-service.ts";
import type { BoundOperation } from "./bound-operation.ts";
import { RETENTION_TIMER } from "./retention.ts";
import type { PracticeRuntime } from "./runtime.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** The operations that every service has: looking at what waits or failed, and replaying it. They go through the pipeline like all others. */
export function operationsOf<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
): BoundOperation<Api, Schema, Ports>[] {
  type Handle<O extends Operation> = (
    context: Context<Schema, Ports>,
    input: z.output<O["input"]>,
    unit: UnitOfWork<Api, Schema, Ports>,
  ) => Promise<Result<z.input<O["output"]>, DomainError>>;
  const bind = <O extends Operation>(
    name: string,
    operation: O,
    handle: Handle<O>,
  ): BoundOperation<Api, Schema, Ports> => ({
    name,
    operation,
    // The pipeline has parsed the input with this operation's schema.
    handle: (context, input, unit) => handle(context, input as z.output<O["input"]>, unit),
  });
  return [
    bind("opsStatus", operations.opsStatus, status),
    bind("opsDeadLetters", operations.opsDeadLetters, listDeadLetters),
    bind("opsReplayOutbox", operations.opsReplayOutbox, replayOutbox),
    bind("opsReplayDeadLetter", operations.opsReplayDeadLetter, (context, input, unit) =>
      replayDeadLetter(runtime, context, input, unit),
    ),
  ];
}

async function status<Schema, Ports>({
  tx,
  now,
}: Context<Schema, Ports>): Promise<Result<z.input<typeof operations.opsStatus.output>, DomainError>> {
  const { rows } = await sql<z.input<typeof operations.opsStatus.output>>`select
    (select count(*) from outbox where published_at is null) as unpublished,
    (select coalesce(greatest(0, floor(extract(epoch from ${now}::timestamptz - min(occurred_at)))), 0)::int
      from outbox where published_at is null) as "unpublishedSeconds",
    (select count(*) from timer where fires_at <= ${now}) as "timersDue",
    (select coalesce(greatest(0, floor(extract(epoch from ${now}::timestamptz - min(fires_at)))), 0)::int
      from timer where fires_at <= ${now}) as "timersLateSeconds",
    (select count(*) from timer where fires_at > ${now} and name <> ${RETENTION_TIMER}) as "timersWaiting",
    (select count(*) from dead_letter where replayed_at is null) as "deadLetters"`.execute(tx);
  return ok(must(rows[0]));
}

async function listDeadLetters<Schema, Ports>(
  { tx }: Context<Schema, Ports>,
  input: z.output<typeof operations.opsDeadLetters.input>,
): Promise<Result<z.input<typeof operations.opsDeadLetters.output>, DomainError>> {
  // limit: a page; the next one goes on after its last row.
  const { rows } = await sql<z.input<typeof operations.opsDeadLetters.output>[number]>`select
      dead_letter_id as "deadLetterId", kind, handler,
      case kind when 'event' then content->>'name' else content->>'key' end as subject,
      reason, attempts, died_at as "diedAt", replayed_at as "replayedAt"
    from dead_letter where (replayed_at is null or not ${input.open})
      and (${input.after ?? null}::uuid is null or (died_at, dead_letter_id) <
        (select l.died_at, l.dead_letter_id from dead_letter l where l.dead_letter_id = ${input.after ?? null}::uuid))
    order by died_at desc, dead_letter_id desc limit ${input.limit}`.execute(tx);
  return ok(rows);
}

async function replayOutbox<Schema, Ports>(
  { tx }: Context<Schema, Ports>,
  input: z.output<typeof operations.opsReplayOutbox.input>,
  unit: { outboxChanged(): void },
): Promise<Result<{ events: number }, DomainError>> {
  unit.outboxChanged();
  const { numAffectedRows } = await sql`update outbox set published_at = null
    where occurred_at >= ${input.from} and occurred_at < ${input.to} and published_at is not null`.execute(tx);
  return ok({ events: Number(numAffectedRows ?? 0) });
}

interface DeadLetterRow {
  readonly kind: "event" | "timer";
  readonly handler: string;
  readonly content: unknown;
}

interface DeadTimer {
  readonly key: string;
  readonly dueAt: Instant;
  readonly payload: object;
  readonly causedBy?: string | null;
}

/** One transaction: the effect, its place in the inbox, and the mark on the dead letter. A failure leaves it dead. */
async function replayDeadLetter<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  { tx, now }: Context<Schema, Ports>,
  { deadLetterId }: { readonly deadLetterId: string },
  unit: UnitOfWork<Api, Schema, Ports>,
): Promise<Result<{ replayed: boolean }, DomainError>> {
  const { rows } = await sql<DeadLetterRow>`update dead_letter set replayed_at = ${now}
    where dead_letter_id = ${deadLetterId} and replayed_at is null returning kind, handler, content`.execute(tx);
  const [letter] = rows;
  if (!letter) {
    const { rows: known } = await sql`select 1 from dead_letter where dead_letter_id = ${deadLetterId}`.execute(tx);
    return known.length > 0 ? ok({ replayed: false }) : fail("not-found");
  }
  if (letter.kind === "event") {
    await applyEvent(runtime, tx, unit, letter.handler, letter.content as EventEnvelope);
  } else {
    const { key, dueAt, payload, causedBy = null } = letter.content as DeadTimer;
    await sql`insert into timer (name, key, due_at, fires_at, payload, caused_by)
      values (${letter.handler}, ${key}, ${dueAt}, ${now}, ${JSON.stringify(payload)}, ${causedBy})
      on conflict (name, key) do nothing`.execute(tx);
    unit.timerSet(now);
  }
  return ok({ replayed: true });
}
