import type { ServiceApi } from "@practicum/contracts/operation";
import { errorLabel } from "@practicum/db/errors";
import { assert } from "@practicum/kernel/assert";
import { idsOfCause } from "@practicum/kernel/cause";
import { sql } from "kysely";
import { systemIds } from "./clock.ts";
import { causeName, systemActor, type PracticeRuntime } from "./runtime.ts";
import { UnitOfWork } from "./unit-of-work.ts";

const LEASE_SECONDS = 60;
const RENEW_MS = 20_000;

/**
 * Runs a worker once, unless another process is running it for this practice. A process that died while it held the lease
 * loses it after a minute. The lease is measured by the database's clock, which all processes share.
 * @returns how that went; "elsewhere" where another process runs it.
 */
export async function runWorker<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  options: { readonly lease: boolean },
): Promise<"ok" | "failed" | "elsewhere"> {
  // Of this process alone, whatever it does.
  const holder = systemIds.next();
  if (options.lease && !(await takeLease(runtime, name, holder))) return "elsewhere";
  const renewal = options.lease ? setInterval(() => void renewLease(runtime, name, holder), RENEW_MS) : undefined;
  try {
    return (await runOnce(runtime, name)) ? "ok" : "failed";
  } finally {
    clearInterval(renewal);
    if (options.lease) await releaseLease(runtime, name, holder);
  }
}

async function runOnce<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
): Promise<boolean> {
  const { service, practice, db } = runtime;
  const worker = service.definition.workers[name];
  assert(worker, `${service.definition.name} has no worker ${name}`);
  const traceId = idsOfCause(causeName(runtime, `worker/${name}#trace`), service.clock.now()).next();
  const started = performance.now();
  try {
    await worker.run({
      practice,
      ports: service.ports,
      now: () => service.clock.now(),
      async transact(work, { entry, causedBy = null, ...transactOptions } = {}) {
        const { value, effects } = await db.transactEndingWith(
          async (tx) => {
            const cause = entry === undefined ? null : `worker/${name}/${entry}`;
            const actor = systemActor(`${service.definition.name}-${name}`);
            const unit = new UnitOfWork(runtime, tx, actor, { traceId, cause, causedBy });
            const given = await work(unit.context);
            await unit.sayWhoHears();
            return { given, unit };
          },
          async (_, { given, unit }) => ({ value: given, effects: await unit.write() }),
          transactOptions,
        );
        const { events, wakes, timerAt, outboxChanged } = effects;
        // A worker that found nothing has left nothing to do either.
        if (events.length > 0 || wakes.size > 0 || timerAt !== undefined || outboxChanged) runtime.committed(effects);
        return value;
      },
    });
    service.metrics.record("worker", name, "ok", performance.now() - started);
    return true;
  } catch (error) {
    service.metrics.record("worker", name, "failed", performance.now() - started);
    service.log.warn({
      event: "worker-failed",
      service: service.definition.name,
      practiceId: practice.id,
      traceId,
      name,
      error: errorLabel(error),
    });
    return false;
  }
}

async function takeLease<Api extends ServiceApi, Schema, Ports>(
  { db }: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  holder: string,
): Promise<boolean> {
  return db.transact(async (tx) => {
    const { rows } = await sql`insert into worker_lease (worker, holder, until)
      values (${name}, ${holder}, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (worker) do update set holder = excluded.holder, until = excluded.until
      where worker_lease.until < clock_timestamp()
      returning 1 as taken`.execute(tx);
    return rows.length > 0;
  });
}

async function renewLease<Api extends ServiceApi, Schema, Ports>(
  { db }: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  holder: string,
): Promise<void> {
  try {
    await db.transact(async (tx) => {
      await sql`update worker_lease set until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        where worker = ${name} and holder = ${holder}`.execute(tx);
    });
  } catch {
    // The next renewal tries again; a lease that runs out meanwhile is why every step of a worker is idempotent.
  }
}

async function releaseLease<Api extends ServiceApi, Schema, Ports>(
  { db }: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  holder: string,
): Promise<void> {
  await db.transact(async (tx) => {
    await sql`delete from worker_lease where worker = ${name} and holder = ${holder}`.execute(tx);
  });
}
