import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { end } from "@practicum/tooling/child";
import { repositoryRoot } from "@practicum/tooling/paths";
import { markOf } from "@practicum/tooling/process-mark";
import { afterAll, beforeAll, expect, it } from "vitest";

const PATIENCE_MS = 60_000;
let dataDir = "";
const stranger: ChildProcess = spawn("sleep", ["600"], { stdio: "ignore" });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "practicum-running-"));
});
afterAll(async () => {
  await end(stranger);
  await rm(dataDir, { recursive: true, force: true });
});

const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(repositoryRoot, "infra", "src", script), ...args], {
    env: { ...process.env, PRACTICUM_DATA_DIR: dataDir, INIT_CWD: repositoryRoot },
  }).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string; readonly code: number });
const lives = () => stranger.exitCode === null && stranger.signalCode === null;
const say = (instance: object) => writeFile(join(dataDir, "instance.json"), JSON.stringify(instance));
const instance = () => ({ pid: stranger.pid, url: "", databaseUrl: "", processes: {} });

it(
  "a reused process id in the state file is nobody of ours: it is not in the way, and nobody ends it",
  async () => {
    await say({ ...instance(), mark: { ...markOf(stranger.pid!), started: "an earlier life" } });
    expect(await run("practicum.ts", "stop")).toMatchObject({ stdout: "Nothing runs from this folder.\n" });
    // As a version before marks wrote it.
    await say(instance());
    expect(await run("practicum.ts", "stop")).toMatchObject({ stdout: "Nothing runs from this folder.\n" });
    expect(lives()).toBe(true);
  },
  PATIENCE_MS,
);

it(
  "who starts twice is told how to stop without losing anything, and what deletes says so",
  async () => {
    await say({ ...instance(), mark: markOf(stranger.pid!) });
    const { stderr } = await run("start.ts");
    expect(stderr).toContain("Practicum already runs from this folder");
    expect(stderr).toContain("npm run practicum -- stop");
    expect(stderr).not.toContain("reset");
    expect(lives()).toBe(true);
  },
  PATIENCE_MS,
);

it(
  "reset deletes no practice that is real",
  async () => {
    const practices = JSON.stringify([{ id: "p", slug: "north", name: "North", timeZone: "UTC", database: "north" }]);
    await writeFile(join(dataDir, "practices.json"), practices);
    await say({ ...instance(), mark: { ...markOf(stranger.pid!), started: "an earlier life" } });
    expect(await run("reset.ts")).toMatchObject({ code: 1, stderr: expect.stringContaining("nothing was deleted") });
    expect(await readFile(join(dataDir, "practices.json"), "utf8")).toBe(practices);
    expect(lives()).toBe(true);
  },
  PATIENCE_MS,
);
