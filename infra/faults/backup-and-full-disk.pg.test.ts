import { execFile, execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { actorOf, staff, staffByKey } from "@practicum/seed/practice";
import { sleep } from "@practicum/tooling/child";
import { repositoryRoot } from "@practicum/tooling/paths";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pendingMigrations } from "../src/backup/before-upgrade.ts";
import { look } from "../src/backup/drill.ts";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { perService, SERVICES } from "../src/service-names.ts";

const MIB = 1024 ** 2;
const VOLUME_MIB = 2000;
const HEAL_MS_MAX = 60_000;
const folder = await mkdtemp(join(tmpdir(), "practicum-full-disk-"));
const isMounted = mount();

/** A file system of its own, which a plain user may not make. */
function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${VOLUME_MIB}m,mode=755`, "practicum-full-disk", folder], {
      stdio: "ignore",
    });
    return true;
  } catch {
    console.error("✖ skipped: a full disk can't be tried here, because this user may not mount a small file system");
    return false;
  }
}

let instance: StartedInstance;
let practice: HttpPractice;
let admin: pg.Pool;
const signIns = staff.map(({ staffId, email }) => ({ staffId, email, password: DEMO_PASSWORD }));
const manager = actorOf(staffByKey("whitfield"));

beforeAll(async () => {
  await chmod(folder, 0o755);
  await mkdir(join(folder, "restored"), { mode: 0o755 });
  instance = await startInstance({
    dataDir: join(folder, "data"),
    env: { PRACTICUM_DEMO: "small", PRACTICUM_PAYER_DAY_MS: "200" },
  });
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  admin = new pg.Pool({ connectionString: url.href, max: 1 });
  admin.on("error", () => {});
  practice = new HttpPractice(instance.url, demoPractice.slug, signIns);
}, 300_000);

afterAll(async () => {
  await admin?.end();
  await instance?.stop();
  if (isMounted) execFileSync("umount", ["-l", folder]);
  await rm(folder, { recursive: true, force: true });
});

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Fills the volume from outside in one go, as a stray dump does, until so much is left of what is free now. What the practice gives
 * back of its reserve meanwhile stays its own: a busy machine writes for longer than the practice takes to notice.
 */
async function fillTo(leftMib: number): Promise<void> {
  let missing = (await freeBytes()) - leftMib * MIB;
  for (let part = 0; missing > 0; part += 1) {
    const bytes = Math.min(64 * MIB, missing);
    missing -= bytes;
    try {
      await writeFile(join(folder, `filler-${leftMib}-${part}`), Buffer.alloc(bytes));
    } catch {
      return;
    }
  }
}

async function until(what: string, isSo: () => Promise<boolean>, msMax = HEAL_MS_MAX): Promise<void> {
  for (const started = performance.now(); performance.now() - started < msMax; await sleep(200)) {
    if (await isSo().catch(() => false)) return;
  }
  throw new Error(`${what} did not happen within ${msMax / 1000} s:\n${instance.said().slice(-3000)}`);
}

const healthStatus = async () => (await fetch(`${instance.url}/health`)).status;

async function servicesNow(): Promise<Readonly<Record<string, string>>> {
  const told: { services: Record<string, string> } = JSON.parse(await (await fetch(`${instance.url}/health`)).text());
  return told.services;
}

const makeTask = (title: string) =>
  practice.run(
    "messaging",
    "createTask",
    {
      taskId: crypto.randomUUID(),
      title,
      detail: "",
      patientId: null,
      ownerId: null,
      pool: "practice-manager",
      dueOn: null,
      priority: "normal",
      about: null,
    },
    manager,
  );

/** Of all open tasks, page after page: a busy test makes more than one page of them. */
async function titlesOf(at: HttpPractice): Promise<string[]> {
  const found: string[] = [];
  let before: string | null = null;
  do {
    const asked = { scope: "all", patientId: null, status: "open", before } as const;
    const page: { tasks: readonly { title: string }[]; next: string | null } = await at.run(
      "messaging",
      "listTasks",
      asked,
      manager,
    );
    found.push(...page.tasks.map(({ title }) => title));
    before = page.next;
  } while (before !== null);
  return found;
}

const titles = () => titlesOf(practice);

const unpublished = async () => {
  let count = 0;
  for (const service of SERVICES) {
    const { rows } = await admin.query<{ count: string }>(
      `select count(*) from ${service}.outbox where published_at is null`,
    );
    count += Number(rows[0]?.count);
  }
  return count;
};

/** The command line on an installation: what it said, or why it failed. */
async function practicum(dataDir: string, ...args: string[]): Promise<string> {
  const program = [join(repositoryRoot, "infra", "src", "practicum.ts"), ...args];
  const env = { ...process.env, PRACTICUM_DATA_DIR: dataDir, INIT_CWD: repositoryRoot };
  return promisify(execFile)(process.execPath, program, { env }).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
  );
}

describe("a backup", () => {
  const key = () => join(folder, "backup.key");
  const restored = () => join(folder, "restored");
  let file = "";
  let saved = 0;
  let savedBefore = 0;

  it("is made while people work, and is read back", async () => {
    await practicum(instance.dataDir, "backup", "key", key());
    await makeTask("Saved before the backup");
    let isWorking = true;
    // Each is acknowledged before the next one begins; people pause between them, and a list of tasks has an end.
    const working = (async () => {
      for (; isWorking; saved += 1) {
        await makeTask(`While people work, ${saved}`);
        await sleep(40);
      }
    })();
    await sleep(1000);
    savedBefore = saved;
    const said = await practicum(instance.dataDir, "backup", "make", "--to", join(folder, "backups"), "--key", key());
    isWorking = false;
    await working;
    expect(said).toContain("read back whole");
    file = said.split(": ")[0] ?? "";
    await makeTask("Saved after the backup");
    expect(saved).toBeGreaterThan(savedBefore);
  }, 240_000);

  it("is refused with another key, after a change, and where something is there already", async () => {
    const other = join(folder, "other.key");
    await practicum(instance.dataDir, "backup", "key", other);
    expect(await practicum(restored(), "restore", file, "--key", other)).toContain("made for another key");
    const changed = await readFile(file);
    const middle = Math.trunc(changed.length / 2);
    changed.writeUInt8(changed.readUInt8(middle) ^ 1, middle);
    await writeFile(join(folder, "changed.age"), changed);
    const refused = await practicum(restored(), "restore", join(folder, "changed.age"), "--key", key());
    expect(refused).toContain("is not a whole backup");
    await writeFile(join(folder, "changed.age"), changed.subarray(0, middle));
    expect(await practicum(restored(), "restore", join(folder, "changed.age"), "--key", key())).toContain(
      "not a whole",
    );
    expect(await readdir(restored())).toEqual([]);
    expect(await practicum(instance.dataDir, "restore", file, "--key", key())).toContain(
      "Practicum runs from this folder",
    );
  }, 120_000);

  it("gives the practice back beside, with its sign-ins, its audit chain, and a ledger that sums to zero, while people work on", async () => {
    let isWorking = true;
    let alsoSaved = 0;
    const working = (async () => {
      for (; isWorking; alsoSaved += 1) {
        await makeTask(`While it is restored, ${alsoSaved}`);
        await sleep(300);
      }
    })();
    expect(await practicum(restored(), "restore", file, "--key", key())).toContain("files are back");
    expect(await practicum(restored(), "restore", file, "--key", key())).toContain("is not empty");
    const beside = await startInstance({
      dataDir: restored(),
      fresh: false,
      env: { PRACTICUM_DEMO: "small", PRACTICUM_PAYER_DAY_MS: "200" },
    });
    try {
      const there = new HttpPractice(beside.url, demoPractice.slug, signIns);
      const tasks = await titlesOf(there);
      expect(tasks).toContain("Saved before the backup");
      expect(tasks).not.toContain("Saved after the backup");
      // One moment: all that was acknowledged before the backup, and of what came while it was made the first ones without a gap.
      const worked = tasks.filter((title) => title.startsWith("While people work, "));
      expect(worked.length).toBeGreaterThanOrEqual(savedBefore);
      expect(new Set(worked)).toEqual(new Set(worked.map((_, n) => `While people work, ${n}`)));
      expect(JSON.parse(await practicum(restored(), "audit", "verify", "--json"))).toMatchObject({ brokenAt: null });
      const url = new URL(beside.databaseUrl);
      url.pathname = `/${demoPractice.database}`;
      const client = new pg.Client({ connectionString: url.href });
      client.on("error", () => {});
      await client.connect();
      const sums = "select sum(amount) from billing.ledger_entry group by transaction_id having sum(amount) <> 0";
      expect((await client.query(sums)).rows).toEqual([]);
      for (const service of SERVICES)
        expect((await client.query(`select 1 from ${service}.dead_letter`)).rows, service).toEqual([]);
      // What was acknowledged here meanwhile is here, and the copy knows nothing of it.
      isWorking = false;
      await working;
      const { rows: here } = await admin.query<{ title: string }>(
        "select title from messaging.task where title like 'While it is restored, %'",
      );
      expect(new Set(here.map(({ title }) => title))).toEqual(
        new Set(Array.from({ length: alsoSaved }, (_, n) => `While it is restored, ${n}`)),
      );
      expect(await titlesOf(there)).toHaveLength(tasks.length);
      await drillFindsWhatIsPlanted(beside.databaseUrl, client);
      await client.end();
    } finally {
      isWorking = false;
      await beside.stop();
    }
    await rm(restored(), { recursive: true, force: true });
  }, 240_000);
});

/** In the copy, which is thrown away. */
async function drillFindsWhatIsPlanted(databaseUrl: string, client: pg.Client): Promise<void> {
  const audited = { practice: demoPractice.slug, entries: 1, brokenAt: null };
  const found = await look(demoPractice, databaseUrl, audited);
  expect(found).toMatchObject({ faults: [] });
  expect(found.patients).toBeGreaterThan(50);
  await client.query("set session_replication_role = replica");
  await client.query(
    "update billing.ledger_entry set amount = amount + 1 where ctid = (select min(ctid) from billing.ledger_entry)",
  );
  const { faults } = await look(demoPractice, databaseUrl, { ...audited, brokenAt: 7 });
  expect(faults).toEqual(["its audit trail is broken at entry 7", "1 transactions of the ledger do not sum to zero"]);
  // An older program's tables: what a newer one would bring up to date, and before that a backup is made.
  const { rows } = await client.query<{ name: string }>("select name from billing.migration order by name");
  const names = rows.map(({ name }) => name);
  const known = perService((service) => (service === "billing" ? [...names, "service/9999-to-come"] : []));
  expect(await pendingMigrations(databaseUrl, demoPractice.database, known)).toEqual(["billing service/9999-to-come"]);
}

describe.skipIf(!isMounted)("a full disk", () => {
  it("is told to the managers before it is full, while everything still works", async () => {
    await fillTo(VOLUME_MIB * 0.12);
    const isTold = async () => (await titles()).some((title) => /disk .* full/.test(title));
    await until("a task for the managers", isTold, 180_000);
    await makeTask("Saved while the disk is low");
    expect(await titles()).toContain("Saved while the disk is low");
  }, 240_000);

  it("lets people read, refuses what would be saved with words, and says so in /health", async () => {
    const [patient] = await practice.run("scheduling", "searchPatients", { text: "a", limit: 5 }, manager);
    await fillTo(0);
    await until("the end of saving", async () =>
      makeTask("Saved while it was noticed").then(
        () => false,
        (error: unknown) => String(error).includes("storage-full"),
      ),
    );
    // PostgreSQL may have said so first, and found room in the reserve since: now the service knows by itself.
    await until("messaging's own look at the disk", async () => (await servicesNow())["messaging"] === "degraded");
    await expect(makeTask("Not saved")).rejects.toThrow("storage-full");
    await until("503", async () => (await healthStatus()) === 503);
    // What was filled took the room of a moment: a look is written down, and finds it in the reserve as soon as that is given.
    await until("reading", async () => (await titles()).includes("Saved while the disk is low"));
    expect(await practicum(instance.dataDir, "doctor")).toMatch(/✖ .* MB are free .*: nothing is saved\n +Delete/);
    // A look into a record is audited: it needs the reserve.
    for (let look = 0; look < 20; look += 1)
      await practice.run("scheduling", "getPatient", { patientId: patient!.patientId }, manager);
  }, 240_000);

  it("heals by itself within a minute of space being there, the broker too", async () => {
    await sleep(3000);
    for (const name of execFileSync("ls", [folder], { encoding: "utf8" }).split("\n"))
      if (name.startsWith("filler-")) await rm(join(folder, name));
    await until("saving", () =>
      makeTask("Saved after it was full").then(
        () => true,
        () => false,
      ),
    );
    await until("publishing", async () => (await unpublished()) === 0);
    await until("health", async () => (await healthStatus()) === 200);
    expect(await practicum(instance.dataDir, "doctor")).not.toContain("✖");
    expect(await titles()).not.toContain("Not saved");
    for (const service of SERVICES) {
      const { rows } = await admin.query(`select 1 from ${service}.dead_letter`);
      expect(rows, service).toEqual([]);
    }
  }, 200_000);
});
