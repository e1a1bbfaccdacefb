import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { end } from "./child.ts";
import { freePort } from "./ports.ts";
import { runPostgres, type RunningPostgres } from "./postgres-server.ts";
import { isStill, markOf } from "./process-mark.ts";

const PATIENCE_MS = 120_000;
let scratch = "";
let neighbour: RunningPostgres;
let server: RunningPostgres;
const stranger: ChildProcess = spawn("sleep", ["600"], { stdio: "ignore" });

const start = async (name: string) =>
  runPostgres({ dataDir: join(scratch, name), port: await freePort(), password: "test" });

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "practicum-left-over-"));
  // Where we are root the server is another user's, who must be able to get there.
  await chmod(scratch, 0o755);
  neighbour = await start("neighbour");
  server = await start("ours");
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all([end(server.process, "SIGINT"), end(neighbour.process, "SIGINT"), end(stranger)]);
  await rm(scratch, { recursive: true, force: true });
}, PATIENCE_MS);

/** What a crash leaves: the file with an id that is somebody else's by now. */
async function staleFile(pid: number | undefined): Promise<void> {
  const file = join(scratch, "ours", "postmaster.pid");
  const lines = (await readFile(file, "utf8")).split("\n");
  await server.stop();
  await writeFile(file, [String(pid), ...lines.slice(1)].join("\n"));
  await chmod(file, 0o666);
}

it(
  "starts beside a stranger who has the id of the server before, and leaves the stranger alone",
  async () => {
    await staleFile(stranger.pid);
    server = await start("ours");
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
  },
  PATIENCE_MS,
);

it(
  "starts beside another PostgreSQL that has the id of the server before, and leaves it running",
  async () => {
    await staleFile(neighbour.process.pid);
    server = await start("ours");
    expect(neighbour.process.exitCode).toBeNull();
    expect(neighbour.process.signalCode).toBeNull();
  },
  PATIENCE_MS,
);

it(
  "ends the server that really is left over on its folder",
  async () => {
    const before = server;
    server = await start("ours");
    expect(before.process.exitCode).toBe(0);
  },
  PATIENCE_MS,
);

it("a mark is one process's: not its id's, not its name's", () => {
  const mark = markOf(process.pid)!;
  expect(isStill(mark)).toBe(true);
  expect(isStill({ ...mark, started: "earlier" })).toBe(false);
  expect(isStill({ ...mark, command: "another" })).toBe(false);
  expect(markOf(stranger.pid!)?.command).toBe("sleep 600");
});
