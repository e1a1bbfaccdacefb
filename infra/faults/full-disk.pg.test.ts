import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actorOf, staff, staffByKey } from "@practicum/seed/practice";
import { sleep } from "@practicum/tooling/child";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { SERVICES } from "../src/service-names.ts";

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
const manager = actorOf(staffByKey("whitfield"));

beforeAll(async () => {
  if (!isMounted) return;
  await chmod(folder, 0o755);
  instance = await startInstance({
    dataDir: join(folder, "data"),
    env: { PRACTICUM_DEMO: "small", PRACTICUM_PAYER_DAY_MS: "200" },
  });
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  admin = new pg.Pool({ connectionString: url.href, max: 1 });
  admin.on("error", () => {});
  const signIns = staff.map(({ staffId, email }) => ({ staffId, email, password: DEMO_PASSWORD }));
  practice = new HttpPractice(instance.url, demoPractice.slug, signIns);
}, 300_000);

afterAll(async () => {
  if (isMounted) {
    await admin?.end();
    await instance?.stop();
    execFileSync("umount", ["-l", folder]);
  }
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Fills the volume from outside in one go, as a stray dump does, until so much is left. */
async function fillTo(leftMib: number): Promise<void> {
  for (let part = 0; ; part += 1) {
    const bytes = Math.min(64 * MIB, (await freeBytes()) - leftMib * MIB);
    if (bytes < 4096) return;
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

const titles = async () => {
  const open = await practice.run("messaging", "listTasks", { scope: "all", patientId: null, status: "open" }, manager);
  return open.map(({ title }) => title);
};

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

describe.skipIf(!isMounted)("a full disk", () => {
  it("is told to the managers before it is full, while everything still works", async () => {
    await fillTo(VOLUME_MIB * 0.12);
    await until("a task for the managers", async () => (await titles()).some((title) => /disk .* full/.test(title)));
    await makeTask("Saved while the disk is low");
    expect(await titles()).toContain("Saved while the disk is low");
  }, 90_000);

  it("lets people read, refuses what would be saved with words, and says so in /health", async () => {
    const [patient] = await practice.run("scheduling", "searchPatients", { text: "a", limit: 5 }, manager);
    await fillTo(0);
    await until("the end of saving", async () =>
      makeTask("Saved while it was noticed").then(
        () => false,
        (error: unknown) => String(error).includes("storage-full"),
      ),
    );
    await expect(makeTask("Not saved")).rejects.toThrow("storage-full");
    await until("503", async () => (await healthStatus()) === 503);
    expect(await titles()).toContain("Saved while the disk is low");
    // A look into a chart is audited: it needs the reserve.
    for (let look = 0; look < 20; look += 1)
      await practice.run("charting", "chartSummary", { patientId: patient!.patientId }, manager);
  }, 90_000);

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
    expect(await titles()).not.toContain("Not saved");
    for (const service of SERVICES) {
      const { rows } = await admin.query(`select 1 from ${service}.dead_letter`);
      expect(rows, service).toEqual([]);
    }
  }, 200_000);
});
