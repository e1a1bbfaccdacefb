import { mayDo, type Role } from "@practicum/contracts/permission";
import { jetstreamManager } from "@nats-io/jetstream";
import { must } from "@practicum/kernel/assert";
import { sleep } from "@practicum/tooling/child";
import { meets, median, percentile, type BenchRow } from "../src/bench-row.ts";
import { demoSignIns } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import { callCases, unaudited, type CallCase } from "./call-cases.ts";
import { repeat } from "./cpu.ts";
import { signedIn, type GatewayClient } from "./gateway-client.ts";
import { operatorConnection } from "./operator-connection.ts";
import { cpuOfInstallation } from "./whole-cpu.ts";
import { withDatabase } from "./with-database.ts";

const ROUNDS = 3;
/** Rounds that only warm the compiler up: a clinic's services have run for days. */
const WARM_UP = 1;
const CLICKS = 40;
const BETWEEN_CLICKS_MS = 60;
/** Accesses go together after 100 ms, and so do marks of what was published. */
const GATHERS_MS = 250;
const SETTLE_MS = 20_000;
const IDLE_MS = 60_000;

/** Rows 10 and 14 to 21: what a call costs in processor time of everything, and what nothing costs. */
export async function bench(): Promise<readonly BenchRow[]> {
  return withBenchInstance(async (instance) => {
    // Before all else: the practice as it is after a start, with nobody at work.
    const idle = await idleRow(instance);
    return [...(await callRows(instance)), idle];
  });
}

async function callRows(instance: StartedInstance): Promise<readonly BenchRow[]> {
  const everybody = await signedIn(instance.url, demoSignIns.length);
  const connection = await operatorConnection(instance);
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const drained = async () => {
      for await (const { num_pending, num_ack_pending } of manager.consumers.list("EVT"))
        if (num_pending > 0 || num_ack_pending > 0) return false;
      return true;
    };
    const cases = await callCases(instance);
    const measured = await measure(instance, everybody, [unaudited, ...cases], drained);
    const base = must(measured.get(unaudited));
    const baseline = median(base.cpuMs);
    const rows: BenchRow[] = [];
    for (const one of cases) {
      const { cpuMs, rates } = must(measured.get(one));
      const clicks = await clicksOf(must(clientsFor(one, everybody)[0]), one);
      const [ours, spread] = [median(cpuMs), `${Math.min(...cpuMs).toFixed(1)} to ${Math.max(...cpuMs).toFixed(1)}`];
      const { number, name, goal } = one;
      const ratio = ours / baseline;
      const note =
        `rounds ${spread} ms; ${median(rates).toFixed(0)} calls a second by ${one.lanes}; ` +
        `a click of one person p50 ${median(clicks).toFixed(1)}, p95 ${percentile(clicks, 0.95).toFixed(1)} ms`;
      const row = { number, name: `${name}: CPU of all processes / one row, unaudited`, ours, baseline, unit: "ms" };
      rows.push({ ...row, ratio, goal, met: meets(ratio, goal), note });
    }
    return rows;
  } finally {
    for (const client of everybody) client.close();
    await connection.close();
  }
}

interface Measured {
  readonly cpuMs: number[];
  readonly rates: number[];
}

/** All in turns, round by round; what a call brings about elsewhere (consumers, the audit trail, payers) is waited for and counted. */
async function measure(
  instance: StartedInstance,
  everybody: readonly GatewayClient[],
  cases: readonly CallCase[],
  drained: () => Promise<boolean>,
): Promise<ReadonlyMap<CallCase, Measured>> {
  const measured = new Map(cases.map((one) => [one, { cpuMs: [] as number[], rates: [] as number[] }]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [one, { cpuMs, rates }] of measured) {
      const clients = clientsFor(one, everybody);
      const before = await cpuOfInstallation(instance);
      const startedMs = performance.now();
      await repeat(one.calls, one.lanes, (lane) => one.ask(must(clients[lane % clients.length])));
      const seconds = (performance.now() - startedMs) / 1000;
      do await sleep(GATHERS_MS);
      while (!(await drained()));
      if (round < 0) continue;
      cpuMs.push((((await cpuOfInstallation(instance)) - before) * 1000) / one.calls);
      rates.push(one.calls / seconds);
    }
  }
  return measured;
}

function clientsFor({ permission }: CallCase, everybody: readonly GatewayClient[]): readonly GatewayClient[] {
  return everybody.filter((_, index) => mayDo((demoSignIns[index]?.roles ?? []) as readonly Role[], permission));
}

/** How long a person waits who asks now and then, while nobody else does. */
async function clicksOf(client: GatewayClient, { ask }: CallCase): Promise<readonly number[]> {
  const times: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    await sleep(BETWEEN_CLICKS_MS);
    const startedMs = performance.now();
    await ask(client);
    times.push(performance.now() - startedMs);
  }
  return times;
}

/** Row 21: everybody has gone home. */
async function idleRow(instance: StartedInstance): Promise<BenchRow> {
  await sleep(SETTLE_MS);
  const counters = () =>
    withDatabase(instance, async (client) => {
      const { rows } = await client.query<{ commits: number; wal: number }>(`select
        (select sum(xact_commit)::float8 from pg_stat_database) as commits,
        (select wal_bytes::float8 from pg_stat_wal) as wal`);
      return must(rows[0]);
    });
  const [before, cpuBefore, startedMs] = [await counters(), await cpuOfInstallation(instance), performance.now()];
  await sleep(IDLE_MS);
  const seconds = (performance.now() - startedMs) / 1000;
  const percent = (((await cpuOfInstallation(instance)) - cpuBefore) * 100) / seconds;
  const after = await counters();
  const note =
    `${((after.commits - before.commits) / seconds).toFixed(2)} commits a second and ` +
    `${((after.wal - before.wal) / seconds).toFixed(0)} bytes of WAL a second, counted over ${seconds.toFixed(0)} s`;
  const row = { number: 21, name: "idle: CPU of all processes / a core", ours: percent, baseline: 100, unit: "%" };
  return { ...row, ratio: percent / 100, goal: "<= 0.01", met: percent <= 1, note };
}
