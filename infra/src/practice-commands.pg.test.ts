import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dropPracticeDatabase, setUpPracticeDatabase } from "@practicum/db/setup";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { PracticeEntry } from "./practices.ts";

/** What reads the data folder does so when it is loaded. */
const root = vi.hoisted(() => {
  const folder = `${process.env["TMPDIR"] ?? "/tmp"}/practicum-practices-${process.pid}-${Date.now()}`;
  process.env["PRACTICUM_DATA_DIR"] = folder;
  return folder;
});
const { addPractice, changePractice, knownPractices, savePractices } = await import("./practices.ts");
const { exportPractice } = await import("./practice-export.ts");
const { checkRemoval, practiceFolders, removeTold } = await import("./practice-removal.ts");
const { operatorLog } = await import("./operator-log.ts");
const { SERVICES } = await import("./service-names.ts");
const { makeKey, readKey } = await import("./backup/key.ts");
const { openBackup } = await import("./backup/make.ts");
const { stateOf } = await import("../cli/practice.ts");

let adminUrl = "";
const made: PracticeEntry[] = [];
let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "practicum-exports-"));
  adminUrl = (await startPostgres()).url;
  await mkdir(root, { recursive: true });
  for (const slug of ["north", "south"]) made.push(await addPractice(slug));
  await savePractices(made.map((entry) => ({ ...entry, name: `${entry.slug} clinic` })));
  const folders = practiceFolders();
  for (const entry of made) {
    const services = SERVICES.map((service) => ({ service, password: "test" }));
    const urls = await setUpPracticeDatabase({ adminUrl, database: entry.database, services });
    const client = new pg.Client({ connectionString: urls["charting"] });
    await client.connect();
    await client.query("create table charting.note (id int primary key, body text, at timestamptz, file bytea)");
    await client.query(
      "insert into charting.note select n, $1 || n, now(), '\\x00ff' from generate_series(1, 2500) n",
      [`of ${entry.slug}: "quoted", ünïcode\n`],
    );
    await client.end();
    const identity = new pg.Client({ connectionString: urls["identity"] });
    await identity.connect();
    await identity.query("create table identity.auth_account (password text)");
    await identity.query("insert into identity.auth_account values ('hash-of-a-password')");
    await identity.end();
    await put(join(folders.clearinghouse, entry.id, "outbound", "claims.837"), `ISA*${entry.slug}~`);
    await put(join(folders.messages, entry.slug, "email", "1.json"), `{"to":"${entry.slug}"}`);
    await put(join(folders.auditHeads, `${entry.id}.jsonl`), `{"head":"${entry.slug}"}\n`);
  }
});
afterAll(async () => {
  for (const { database } of made) await dropPracticeDatabase({ adminUrl, database, services: SERVICES });
  await rm(root, { recursive: true, force: true });
  await rm(scratch, { recursive: true, force: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, text);
}

async function exported(slug: string, keyFile: string) {
  const entry = (await knownPractices()).find((one) => one.slug === slug);
  if (entry === undefined) throw new Error("it is there");
  const key = await readKey(keyFile);
  return exportPractice({
    adminUrl,
    entry,
    folders: practiceFolders(),
    to: join(scratch, "out"),
    key,
    scratchIn: root,
  });
}

it("SVC-40 a practice is made with a short name of its own, never beside a demonstration", async () => {
  await expect(addPractice("north")).rejects.toThrow('a practice "north" already');
  await expect(addPractice("North Street")).rejects.toThrow("no short name");
  const before = await knownPractices();
  expect(new Set(before.map(({ database }) => database)).size).toBe(2);
  await savePractices([...before, { ...made[0], id: "d", slug: "demo", demonstration: true } as PracticeEntry]);
  await expect(addPractice("east")).rejects.toThrow("demonstration");
  await savePractices(before);
  await expect(changePractice("west", (same) => same)).rejects.toThrow('no practice "west"');
  const [north] = before;
  if (north === undefined) throw new Error("it is there");
  expect(stateOf(north, {})).toBe("open (nothing runs)");
  expect(stateOf({ ...north, paused: true }, { north: "open" })).toBe("open, paused within seconds");
  expect(stateOf(north, { south: "open" })).toBe("begins at the next start");
});

it("SVC-41 an export holds all of one practice and nothing of another, opens with its key alone, and leaves no clear text behind", async () => {
  const keyFile = join(scratch, "key");
  await makeKey(keyFile);
  const { file, rows } = await exported("north", keyFile);
  expect(rows).toBe(2500);
  expect((await readFile(file)).includes("north")).toBe(false);
  const into = join(scratch, "read");
  await openBackup(file, (await readKey(keyFile)).identity, into);
  const lines = (await readFile(join(into, "tables/charting/note.ndjson"), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(2500);
  expect(JSON.parse(lines[1733] ?? "")).toMatchObject({ body: 'of north: "quoted", ünïcode\n1734', file: "\\x00ff" });
  expect(await readFile(join(into, "clearinghouse/outbound/claims.837"), "utf8")).toBe("ISA*north~");
  expect(await readFile(join(into, "messages/email/1.json"), "utf8")).toBe('{"to":"north"}');
  expect(await readFile(join(into, "README.txt"), "utf8")).toContain("2500  charting/note");
  const all = await readdir(into, { recursive: true, withFileTypes: true });
  expect(all.map(({ name }) => name)).not.toContain("auth_account.ndjson");
  for (const each of all)
    if (each.isFile()) expect(await readFile(join(each.parentPath, each.name), "utf8")).not.toContain("south");
  expect((await readdir(root)).filter((name) => name.startsWith(".export-"))).toEqual([]);
  const other = join(scratch, "other-key");
  await makeKey(other);
  await expect(openBackup(file, (await readKey(other)).identity, undefined)).rejects.toThrow("another key");
});

it("SVC-42 a practice goes when it is paused, exported since and named; nothing of another is touched, and it is written down", async () => {
  const keyFile = join(scratch, "key");
  const entryOf = () => changePractice("north", (same) => same);
  const refusal = async (name: string) => {
    const entry = await entryOf();
    try {
      checkRemoval(entry, name);
      return "none";
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };
  await changePractice("north", (before) => ({
    ...before,
    exported: { file: "before", at: "2026-01-01T00:00:00.000Z" },
  }));
  expect(await refusal("north clinic")).toContain("is at work");
  await changePractice("north", (before) => ({ ...before, paused: true, pausedAt: "2026-01-02T00:00:00.000Z" }));
  expect(await refusal("north clinic")).toContain("not exported since it was paused");
  const { file } = await exported("north", keyFile);
  await changePractice("north", (before) => ({ ...before, exported: { file, at: new Date().toISOString() } }));
  expect(await refusal("north")).toContain('not "north"');
  expect(await refusal("north clinic")).toBe("none");
  // Nothing goes before it was told to.
  expect(await removeTold(adminUrl, practiceFolders(), () => {})).toHaveLength(2);
  await changePractice("north", (before) => ({ ...before, remove: true }));
  const said: string[] = [];
  const left = await removeTold(adminUrl, practiceFolders(), (message) => said.push(message));
  expect(left.map(({ slug }) => slug)).toEqual(["south"]);
  expect(said[0]).toContain(file);
  const [north, south] = made;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const found = await client.query<{ datname: string }>("select datname from pg_database where datname = any($1)", [
    [north?.database, south?.database],
  ]);
  const roles = await client.query("select 1 from pg_roles where rolname like $1", [`${north?.database ?? ""}%`]);
  await client.end();
  expect(found.rows.map(({ datname }) => datname)).toEqual([south?.database]);
  expect(roles.rowCount).toBe(0);
  const folders = practiceFolders();
  expect(await readdir(folders.clearinghouse)).toEqual([south?.id]);
  expect(await readdir(folders.messages)).toEqual(["south"]);
  expect(await readdir(folders.auditHeads)).toEqual([`${south?.id ?? ""}.jsonl`]);
  expect((await exported("south", keyFile)).rows).toBe(2500);
  const log = (await readFile(operatorLog, "utf8")).trimEnd().split("\n");
  expect(JSON.parse(log.at(-1) ?? "")).toMatchObject({
    act: "removed",
    slug: "north",
    name: "north clinic",
    exported: file,
  });
});
