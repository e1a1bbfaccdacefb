import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, sleep } from "@practicum/tooling/child";
import { findNats } from "@practicum/tooling/nats-binary";
import { runNats } from "@practicum/tooling/nats-server";
import { cacheRoot } from "@practicum/tooling/paths";
import { freePort } from "@practicum/tooling/ports";
import { runPostgres } from "@practicum/tooling/postgres-server";
import { meets, share, type BenchRow } from "../src/bench-row.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import { pssOfTree } from "./memory.ts";

/** A program of ours at the least: Node, what talks HTTP and what talks to NATS. */
const BARE_NODE = `
const { createRequire } = await import("node:module");
const require = createRequire(process.argv[1]);
await import(require.resolve("@trpc/server"));
await import(process.argv[2]);
(await import("node:http")).createServer().listen(0, "127.0.0.1");
`;

const SETTLE_MS = 20_000;
const SECONDS_GOAL = 10;
const MEGABYTES_GOAL = 900;

/** Row 9, and with it the two goals of `npm start`: the second start's seconds and everything's memory at rest. */
export async function bench(): Promise<readonly BenchRow[]> {
  // The first start makes the practice and fills the caches.
  await withBenchInstance(async () => {});
  return withBenchInstance(measure);
}

async function measure(second: StartedInstance): Promise<readonly BenchRow[]> {
  const { status } = await fetch(second.url);
  if (status !== 200) throw new Error(`the sign-in page answered ${status}`);
  await sleep(SETTLE_MS);
  const { processes } = await second.now();
  const ours = await pssOfTree(second.launcher.pid ?? 0);
  const parts: Record<string, number> = {};
  for (const [name, pid] of Object.entries(processes)) parts[name] = await pssOfTree(pid);
  parts["launcher"] = ours - Object.values(parts).reduce((sum, size) => sum + size, 0);
  const services = Object.keys(processes).filter((name) => name !== "PostgreSQL" && name !== "NATS").length;
  const baseline = await bareProcesses(services);
  const ratio = ours / baseline;
  const list = Object.entries(parts).map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`);
  return [
    {
      number: 9,
      name: "idle stack / bare processes",
      ours,
      baseline,
      unit: "MB PSS",
      ratio,
      goal: "<= 1.5",
      met: meets(ratio, "<= 1.5"),
      note: `${list.join(", ")} MB`,
    },
    { number: 9, name: "everything at rest", ours, unit: "MB PSS", ...share(ours, MEGABYTES_GOAL) },
    {
      number: 9,
      name: "second start to the sign-in page",
      ours: second.seconds,
      unit: "s",
      ...share(second.seconds, SECONDS_GOAL),
    },
  ];
}

async function bareProcesses(nodes: number): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), "practicum-bench-"));
  // Where we are root the database server is another user's, who must be able to get there.
  await chmod(scratch, 0o755);
  const stops: (() => Promise<void>)[] = [() => rm(scratch, { recursive: true, force: true })];
  try {
    const postgres = await runPostgres({ dataDir: join(scratch, "data"), port: await freePort(), password: "bench" });
    stops.push(() => postgres.stop());
    const binary = await findNats(cacheRoot);
    if (binary === undefined) throw new Error("no nats-server to compare with");
    const configFile = join(scratch, "nats.conf");
    await writeFile(configFile, `jetstream { store_dir: ${JSON.stringify(join(scratch, "store"))} }\n`);
    const nats = await runNats({ binary: binary.path, configFile, port: await freePort() });
    stops.push(() => nats.stop());
    const children: ChildProcess[] = [];
    const anchor = new URL("../../packages/api/package.json", import.meta.url).pathname;
    for (let i = 0; i < nodes; i++) {
      const child = spawn(
        process.execPath,
        ["--input-type=module", "-e", BARE_NODE, anchor, import.meta.resolve("@nats-io/transport-node")],
        { stdio: "ignore" },
      );
      children.push(child);
      stops.push(() => end(child));
    }
    await sleep(5000);
    const pids = [postgres.process.pid, nats.process.pid, ...children.map(({ pid }) => pid)];
    const died = children.filter(({ exitCode }) => exitCode !== null);
    if (died.length > 0) throw new Error("a bare process to compare with did not start");
    const sizes = await Promise.all(pids.map((pid) => pssOfTree(pid ?? 0)));
    return sizes.reduce((sum, size) => sum + size, 0);
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}
