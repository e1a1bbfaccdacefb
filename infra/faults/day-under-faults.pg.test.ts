import { execFile } from "node:child_process";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { staff } from "@practicum/seed/practice";
import { alive, sleep } from "@practicum/tooling/child";
import { dataRoot, repositoryRoot } from "@practicum/tooling/paths";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { runDay, type DaySummary } from "../cli/day/run-day.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { SERVICES } from "../src/service-names.ts";

const VISITS = 15;
/** Everything that can die, the broker twice: once with its disk. */
const VICTIMS = [
  "scheduling",
  "NATS",
  "charting",
  "PostgreSQL",
  "billing",
  "gateway",
  "messaging",
  "store",
  "identity",
  "payers",
];
const PAUSE_MS = 2000;
const DRAIN_MS_MAX = 60_000;

let instance: StartedInstance;
let admin: pg.Pool;
let summary: DaySummary;
let dayWasOver = false;
const killed: { readonly victim: string; readonly dayWasOver: boolean }[] = [];

beforeAll(async () => {
  instance = await startInstance({
    dataDir: join(dataRoot, "faults"),
    env: { PRACTICUM_DEMO: "small", PRACTICUM_PAYER_DAY_MS: "200" },
  });
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  admin = new pg.Pool({ connectionString: url.href, max: 1 });
  admin.on("error", () => {});
  const signIns = staff.map(({ staffId, email }) => ({ staffId, email, password: DEMO_PASSWORD }));
  const practice = new HttpPractice(instance.url, demoPractice.slug, signIns);
  const options = { visits: VISITS, seed: "7", runKey: "faults", payersWaitMs: 180_000, progress: () => {} };
  const faults = killInTurn();
  try {
    summary = await runDay(practice, options);
  } catch (error) {
    throw new Error(`the day did not end:\n${instance.said().slice(-3000)}`, { cause: error });
  } finally {
    dayWasOver = true;
    await faults;
  }
}, 600_000);

afterAll(async () => {
  if (!admin.ended) await admin.end();
  await instance.stop();
}, 60_000);

/** Kills each in turn with SIGKILL; the next one's turn comes when it is back. */
async function killInTurn(): Promise<void> {
  for (const victim of VICTIMS) {
    await sleep(PAUSE_MS);
    const name = victim === "store" ? "NATS" : victim;
    const pid = await pidOf(name);
    // A lost disk: the server goes on with what it has open, and finds nothing when it comes back.
    if (victim === "store") await rename(join(instance.dataDir, "nats", "store"), join(instance.dataDir, "lost-store"));
    process.kill(pid, "SIGKILL");
    killed.push({ victim, dayWasOver });
    await pidOf(name, pid);
  }
}

/** The process id; with `dead`, once it is another one. */
async function pidOf(name: string, dead?: number): Promise<number> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 50) {
    const pid = (await instance.now().catch(() => undefined))?.processes[name];
    if (pid !== undefined && pid !== dead && alive(pid)) return pid;
    await sleep(50);
  }
  throw new Error(`${name} did not come back within 60 s`);
}

async function count(sql: string): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(`select count(*) as count from ${sql}`);
  return Number(rows[0]?.count);
}

describe("a practice day while every process is killed", () => {
  it("killed each of them while the day ran", () => {
    expect(killed).toEqual(VICTIMS.map((victim) => ({ victim, dayWasOver: false })));
  });

  it("did every visit exactly once", () => {
    expect(summary.visits).toBe(VISITS);
    expect(summary.signed).toBe(VISITS);
    expect(summary.claims + summary.selfPay).toBe(VISITS);
    expect(summary.accepted).toBe(summary.claims);
  });

  it("has a ledger that sums to zero, transaction by transaction", () => {
    expect(summary.ledgerSum).toBe(0);
    expect(summary.unbalancedTransactions).toBe(0);
  });

  it("drains every outbox within a minute, and nothing died on the way", async () => {
    const left = async () => {
      const counts = await Promise.all(
        SERVICES.map((service) => count(`${service}.outbox where published_at is null`)),
      );
      return counts.reduce((sum, one) => sum + one, 0);
    };
    for (let waitedMs = 0; waitedMs < DRAIN_MS_MAX && (await left()) > 0; waitedMs += 250) await sleep(250);
    expect(await left()).toBe(0);
    for (const service of SERVICES)
      expect(await count(`${service}.dead_letter where replayed_at is null`), service).toBe(0);
  }, 90_000);

  it("keeps the audit trail's chain unbroken", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(repositoryRoot, "infra", "src", "practicum.ts"), "audit", "verify"],
      { env: { ...process.env, PRACTICUM_DATA_DIR: instance.dataDir, INIT_CWD: repositoryRoot } },
    );
    const { entries, brokenAt }: { entries: number; brokenAt: number | null } = JSON.parse(stdout);
    expect(brokenAt).toBeNull();
    expect(entries).toBeGreaterThan(VISITS);
  }, 60_000);

  it("leaves no process behind when the launcher itself is killed", async () => {
    const { processes } = await instance.now();
    const pids = Object.values(processes);
    expect(pids.filter(alive)).toEqual(pids);
    await admin.end();
    instance.launcher.kill("SIGKILL");
    for (let waitedMs = 0; waitedMs < 20_000 && pids.some(alive); waitedMs += 100) await sleep(100);
    expect(pids.filter(alive)).toEqual([]);
  }, 60_000);
});
