import { execFile } from "node:child_process";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { staff, timeZone } from "@practicum/seed/practice";
import { alive, sleep } from "@practicum/tooling/child";
import { dataRoot, repositoryRoot } from "@practicum/tooling/paths";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { runDay, type DaySummary } from "../cli/day/run-day.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { SERVICES } from "../src/service-names.ts";

/** Of each day; another day begins while there is something left to kill, so that each dies under work on any machine. */
const VISITS = 15;
const DAYS_MAX = 8;
/** Everything that can die, the broker twice: once with its disk. */
const SERVERS = ["NATS", "PostgreSQL", "gateway", "store", "payers"];
const VICTIMS = [
  ...SERVICES.toReversed().flatMap((service, at) => [service, ...SERVERS.slice(at, at + 1)]),
  ...SERVERS.slice(SERVICES.length),
];
const PAUSE_MS = 2000;
/** It stands at nine on the next Monday: a day that is worked near midnight would end before its visits began. */
const AHEAD_MS = aheadOfMonday();
const DRAIN_MS_MAX = 60_000;

let instance: StartedInstance;
let admin: pg.Pool;
const days: DaySummary[] = [];
const killed: string[] = [];

beforeAll(async () => {
  instance = await startInstance({
    dataDir: join(dataRoot, "faults"),
    env: { PRACTICUM_DEMO: "small", PRACTICUM_PAYER_DAY_MS: "200", PRACTICUM_CLOCK_AHEAD_MS: String(AHEAD_MS) },
  });
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  admin = new pg.Pool({ connectionString: url.href, max: 1 });
  admin.on("error", () => {});
  const signIns = staff.map(({ staffId, email }) => ({ staffId, email, password: DEMO_PASSWORD }));
  const practice = new HttpPractice(instance.url, demoPractice.slug, signIns);
  let isKilling = true;
  const faults = killInTurn().finally(() => (isKilling = false));
  try {
    while (isKilling && days.length < DAYS_MAX) {
      const runKey = `faults-${days.length}`;
      days.push(
        await runDay(practice, {
          visits: VISITS,
          seed: "7",
          runKey,
          payersWaitMs: 180_000,
          aheadMs: AHEAD_MS,
          progress: () => {},
        }),
      );
    }
  } catch (error) {
    throw new Error(`the day did not end:\n${instance.said().slice(-3000)}`, { cause: error });
  } finally {
    await faults;
  }
}, 600_000);

afterAll(async () => {
  if (!admin.ended) await admin.end();
  await instance.stop();
});

function aheadOfMonday(): number {
  const now = Temporal.Now.zonedDateTimeISO(timeZone);
  const monday = now.add({ days: 8 - now.dayOfWeek }).with({ hour: 9, minute: 0 });
  return monday.epochMilliseconds - now.epochMilliseconds;
}

/** Kills each in turn with SIGKILL; the next one's turn comes when it is back. */
async function killInTurn(): Promise<void> {
  for (const victim of VICTIMS) {
    await sleep(PAUSE_MS);
    const name = victim === "store" ? "NATS" : victim;
    const pid = await pidOf(name);
    // A lost disk: the server goes on with what it has open, and finds nothing when it comes back.
    if (victim === "store") await rename(join(instance.dataDir, "nats", "store"), join(instance.dataDir, "lost-store"));
    process.kill(pid, "SIGKILL");
    await pidOf(name, pid);
    killed.push(victim);
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
    expect(killed).toEqual(VICTIMS);
    expect(days.length).toBeGreaterThan(0);
  });

  it("ended nobody but those that were killed: a server that restarts takes no service with it", () => {
    const ended = [...instance.said().matchAll(/ {2}(\S+) ended \(/g)].map(([, name]) => name);
    expect(ended).toEqual(VICTIMS.map((victim) => (victim === "store" ? "NATS" : victim)));
  });

  it("did every visit exactly once", () => {
    for (const day of days) {
      expect(day.visits).toBe(VISITS);
      expect(day.signed).toBe(VISITS);
      expect(day.claims + day.selfPay).toBe(VISITS);
      expect(day.accepted).toBe(day.claims);
    }
  });

  it("has a ledger that sums to zero, transaction by transaction", () => {
    for (const day of days) {
      expect(day.ledgerSum).toBe(0);
      expect(day.unbalancedTransactions).toBe(0);
    }
  });

  it("charged each signed note once, line for line", async () => {
    const signed = "charting.encounter e where e.status in ('signed', 'cosigned')";
    expect(await count(signed)).toBeGreaterThanOrEqual(days.length * VISITS);
    const charges = "(select count(*) from billing.charge c where c.encounter_id = e.encounter_id)";
    expect(await count(`${signed} and ${charges} <> jsonb_array_length(e.procedures)`)).toBe(0);
    // What was billed before this practice wrote notes here says so.
    const ofNotes = "billing.visit v where v.without_note is null";
    expect(await count(`${ofNotes} and v.encounter_id not in (select encounter_id from charting.encounter)`)).toBe(0);
  });

  it("sent each claim once for each attempt, and posted each remittance once", async () => {
    const out = "from billing.exchange_file where kind = '837' and direction = 'out'";
    const sent = await count(`(select regexp_matches(content, 'CLM[*][^*~]+', 'g') ${out}) claims`);
    // What goes on paper is in no file.
    expect(sent).toBe(await count("billing.claim_submission where file_id is not null"));
    expect(sent).toBeGreaterThan(0);
    const posted = "billing.ledger_transaction where source_kind = 'remittance'";
    expect(await count(posted)).toBeGreaterThan(0);
    expect(
      await count(`(select payer_code, trace, total, payment_date from billing.remittance
      group by 1, 2, 3, 4 having count(*) > 1) twice`),
    ).toBe(0);
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
      [join(repositoryRoot, "infra", "src", "practicum.ts"), "audit", "verify", "--json"],
      { env: { ...process.env, PRACTICUM_DATA_DIR: instance.dataDir, INIT_CWD: repositoryRoot } },
    );
    const { entries, brokenAt }: { entries: number; brokenAt: number | null } = JSON.parse(stdout);
    expect(brokenAt).toBeNull();
    expect(entries).toBeGreaterThan(VISITS);
  }, 60_000);

  it.skipIf(process.getuid?.() !== 0)(
    "IDN-190 runs each service, the gateway and NATS as a user of its own, who reads nothing of another's",
    async ({ skip }) => {
      skip(instance.said().includes("run as root, because"), "users can't be made here, or can't reach this folder");
      const { processes } = await instance.now();
      const userOf = async (name: string) => {
        const status = await readFile(`/proc/${processes[name]}/status`, "utf8");
        return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
      };
      const own = [...SERVICES, "gateway", "NATS"];
      const users = await Promise.all(own.map(userOf));
      expect(users).not.toContain(0);
      expect(new Set(users).size).toBe(own.length);
      expect(await userOf("payers")).toBe(await userOf("billing"));

      const file = (...names: string[]) => join(instance.dataDir, ...names);
      for (const [at, name] of SERVICES.entries()) {
        const uid = users[at] ?? 0;
        const reads = (path: string) =>
          promisify(execFile)("cat", [path], { uid, gid: uid, encoding: "buffer" }).then(
            () => true,
            () => false,
          );
        const other = SERVICES.find((one) => one !== name) ?? "";
        expect(await reads(file("run", `${name}.json`)), `${name} reads its own`).toBe(true);
        await promisify(execFile)("touch", [file("own", name, "written")], { uid, gid: uid });
        for (const secret of [
          file("run", `${other}.json`),
          file("run", "gateway.json"),
          file("secrets.json"),
          file("instance.json"),
          file("keys", "heads.json"),
          file("nats", "nats.conf"),
          `/proc/${processes[other]}/environ`,
          ...(name === "identity" ? [] : [file("identity.secret")]),
        ])
          expect([secret, await reads(secret)]).toEqual([secret, false]);
        const cuts = promisify(execFile)("touch", [file("heads", "forged")], { uid, gid: uid });
        await expect(cuts, `${name} writes among the heads`).rejects.toThrow(/Permission denied/);
      }
    },
  );

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
