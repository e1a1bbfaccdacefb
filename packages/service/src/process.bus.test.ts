import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectNats } from "@practicum/bus/nats";
import { makeKeyPair, type Keys } from "@practicum/bus/nats-signing";
import type { Bus } from "@practicum/bus/bus";
import { openPg } from "@practicum/db/pg";
import { dropPracticeDatabase, setUpPracticeDatabase } from "@practicum/db/setup";
import type { Db } from "@practicum/db/db";
import { must } from "@practicum/kernel/assert";
import { uuidV7 } from "@practicum/kernel/random";
import { freePort } from "@practicum/tooling/ports";
import { startNats, type TestNats } from "@practicum/testing/nats";
import { startPostgres } from "@practicum/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceClient } from "./client.ts";
import { systemClock, systemRandom } from "./clock.ts";
import { staffActor } from "./test-kit.ts";
import { notesApi, type CounterTables, type NotesTables } from "./test-services.ts";

/** For one attempt: what a killed process leaves unanswered is asked again then. */
const CALL_MS = 2000;
const main = fileURLToPath(new URL("test-main.node.ts", import.meta.url));
const ids = uuidV7(systemClock, systemRandom);
const practice = { id: ids.next<"practice">(), slug: "p", name: "P", timeZone: "America/Los_Angeles" };

const pairs = {
  gateway: makeKeyPair("gateway", "gateway-1", ["requests"]),
  notes: makeKeyPair("notes", "notes-1", ["events"]),
  counter: makeKeyPair("counter", "counter-1", ["events"]),
};
const keysOf = (owner: keyof typeof pairs): Keys => ({
  own: pairs[owner].own,
  trusted: Object.values(pairs).map(({ known }) => known),
});

/** Real processes over real NATS and PostgreSQL, killed while they work. */
describe("service processes", () => {
  const database = `process_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const running = new Map<string, ChildProcess>();
  const output: string[] = [];
  let nats: TestNats;
  let adminUrl: string;
  let folder: string;
  let bus: Bus;
  let notesDb: Db<NotesTables>;
  let counterDb: Db<CounterTables>;
  let healthPort: number;

  beforeAll(async () => {
    nats = await startNats();
    adminUrl = (await startPostgres()).url;
    folder = await mkdtemp(join(tmpdir(), "practicum-process-"));
    healthPort = await freePort();
    const logins = ["notes", "counter"].map((service) => ({ service, password: "secret-word" }));
    const urls = await setUpPracticeDatabase({ adminUrl, database, services: logins });
    for (const service of ["notes", "counter"] as const) {
      const config = {
        service,
        practices: [{ ...practice, databaseUrl: must(urls[service]) }],
        nats: { url: nats.url, keys: keysOf(service) },
        dataDir: folder,
        ...(service === "notes" ? { http: { port: healthPort } } : {}),
      };
      await writeFile(join(folder, `${service}.json`), JSON.stringify(config));
    }
    notesDb = openPg<NotesTables>({ url: must(urls["notes"]), schema: "notes", poolMax: 2 });
    counterDb = openPg<CounterTables>({ url: must(urls["counter"]), schema: "counter", poolMax: 2 });
    bus = await connectNats({ url: nats.url, name: "gateway", keys: keysOf("gateway") });
    await Promise.all([start("notes"), start("counter")]);
  });

  afterAll(async () => {
    await Promise.all([...running.keys()].map((name) => end(name, "SIGKILL")));
    await bus.close();
    await notesDb.close();
    await counterDb.close();
    await nats.stop();
    await dropPracticeDatabase({ adminUrl, database, services: ["notes", "counter"] });
    await rm(folder, { recursive: true, force: true });
  });

  async function start(name: string): Promise<void> {
    const env = { ...process.env, PRACTICUM_CONFIG: join(folder, `${name}.json`) };
    const child = spawn(process.execPath, [main, name], { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    running.set(name, child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (data: Buffer) => output.push(data.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once("message", () => resolve());
      child.once("exit", (code) => reject(new Error(`${name} ended with ${code}: ${output.slice(-5).join("")}`)));
    });
  }

  async function end(name: string, signal: NodeJS.Signals): Promise<number | null> {
    const child = must(running.get(name));
    running.delete(name);
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => {
      child.once("exit", resolve);
    });
    child.kill(signal);
    return ended;
  }

  const call = (input: { patientId: string; body: string }) => {
    const who = { practiceId: practice.id, actor: staffActor(["physician"]), traceId: "t" };
    // A caller's budget of repeats is its bus's (200, then one in ten): on a machine that does other things too, the calls of the tests before would
    // have spent it. Each call has one of its own here, for it is the services that are tested.
    const own = { request: bus.request.bind(bus) };
    const client = serviceClient<typeof notesApi>(own, "notes", who, { timeoutMs: CALL_MS, deadlineMs: 45_000 });
    return client("write", { ...input, remindInMinutes: null }, ids.next<"command">());
  };
  const writeMany = (patientId: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, n) => call({ patientId, body: `${patientId.slice(-12)} ${n}` })));
  const tallied = async (patientId: string) => {
    const row = await counterDb.transact((tx) =>
      tx.selectFrom("tally").select("notes").where("patient_id", "=", patientId).executeTakeFirst(),
    );
    return row?.notes ?? 0;
  };
  const expectOnce = async (patientId: string, count: number) => {
    await expect.poll(() => tallied(patientId), { timeout: 45_000, interval: 100 }).toBe(count);
    const written = await notesDb.transact((tx) =>
      tx.selectFrom("note").select("body").where("patient_id", "=", patientId).execute(),
    );
    expect(written).toHaveLength(count);
  };

  test("work together, tell their health and metrics, and log no patient data", async () => {
    const patientId = ids.next<"patient">();
    expect((await call({ patientId, body: "Canary Patient" })).ok).toBe(true);
    await expectOnce(patientId, 1);
    const health = await fetch(`http://127.0.0.1:${healthPort}/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      {
        service: "notes",
        status: "ok",
        bus: true,
        database: true,
        events: true,
        writes: true,
        disk: "ok",
        uptimeSeconds: expect.any(Number),
      },
    ]);
    const metrics = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
    expect(metrics).toContain('kind="request",name="write",outcome="ok"');
    const overBus = await bus.request("svc.counter.opsHealth", {}, { timeoutMs: 2000 });
    expect(overBus).toMatchObject({ ok: true, value: { service: "counter", status: "ok" } });
    expect(output.join("")).toContain('"event":"request"');
    for (const secret of ["Canary", patientId, "secret-word"]) expect(output.join("")).not.toContain(secret);
  }, 60_000);

  test("killed while commands run: each command is done once", async () => {
    const patientId = ids.next<"patient">();
    const writing = writeMany(patientId, 150);
    await new Promise((resolve) => {
      setTimeout(resolve, 40);
    });
    await end("notes", "SIGKILL");
    await start("notes");
    const replies = await writing;
    expect(replies.filter((reply) => !reply.ok)).toEqual([]);
    await expectOnce(patientId, 150);
  }, 90_000);

  test("killed while events are handled: each effect is there once", async () => {
    const patientId = ids.next<"patient">();
    const writing = writeMany(patientId, 150);
    await end("counter", "SIGKILL");
    expect((await writing).filter((reply) => !reply.ok)).toEqual([]);
    await start("counter");
    await expectOnce(patientId, 150);
  }, 90_000);

  test("the broker is killed and comes back", async () => {
    const patientId = ids.next<"patient">();
    const writing = writeMany(patientId, 60);
    await nats.kill();
    await nats.restart();
    expect((await writing).filter((reply) => !reply.ok)).toEqual([]);
    await expectOnce(patientId, 60);
  }, 120_000);

  test("the broker loses its store while a consumer is away: nothing is lost", async () => {
    const patientId = ids.next<"patient">();
    await end("counter", "SIGKILL");
    await writeMany(patientId, 40);
    const unpublished = async () => {
      const { rows } = await notesDb.transact((tx) => sql`select 1 from outbox where published_at is null`.execute(tx));
      return rows.length;
    };
    await expect.poll(unpublished, { timeout: 20_000 }).toBe(0);
    await nats.kill();
    await nats.restart({ wipe: true });
    await start("counter");
    await expectOnce(patientId, 40);
  }, 120_000);

  test("asked to stop, finish what they have and end well", async () => {
    const patientId = ids.next<"patient">();
    const writing = writeMany(patientId, 30);
    expect(await end("notes", "SIGTERM")).toBe(0);
    await start("notes");
    expect((await writing).filter((reply) => !reply.ok)).toEqual([]);
    await expectOnce(patientId, 30);
  }, 90_000);

  test("end when their launcher is gone", async () => {
    const child = must(running.get("counter"));
    const ended = new Promise((resolve) => {
      child.once("exit", resolve);
    });
    child.disconnect();
    expect(await ended).toBe(0);
    running.delete("counter");
  }, 30_000);

  test("say what is wrong with their configuration, and not its secrets", async () => {
    const file = join(folder, "wrong.json");
    await writeFile(
      file,
      JSON.stringify({ service: "notes", practices: [{ ...practice, databaseUrl: 7 }], nats: "secret-word" }),
    );
    const env = { ...process.env, PRACTICUM_CONFIG: file };
    const child = spawn(process.execPath, [main, "notes"], { env, stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.on("data", (data: Buffer) => (text += data.toString()));
    const code = await new Promise((resolve) => {
      child.once("close", resolve);
    });
    expect(code).toBe(1);
    expect(text).toContain("practices.0.databaseUrl");
    expect(text).not.toContain("secret-word");
  }, 30_000);
});
