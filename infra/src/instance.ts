import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sleep } from "@practicum/tooling/child";
import { guard } from "@practicum/tooling/guard";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import type { Instance } from "./state.ts";

export interface StartInstance {
  /** A folder of its own: the person's installation is left alone. */
  readonly dataDir: string;
  /** Begin with nothing; else go on with what is there. Default true. */
  readonly fresh?: boolean;
  /** Over the environment of this process; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface StartedInstance extends Instance {
  readonly dataDir: string;
  readonly launcher: ChildProcess;
  /** What the launcher has said. */
  said(): string;
  /** From the launcher's start until it said that everything is up. */
  readonly seconds: number;
  /** What it tells now: process ids change when one is started again. */
  now(): Promise<Instance>;
  stop(): Promise<void>;
}

const START_MS_MAX = 600_000;

/** Starts a whole installation as `npm start` does, on free ports and data of its own, for tests, faults and benchmarks. */
export async function startInstance({ dataDir, fresh = true, env = {} }: StartInstance): Promise<StartedInstance> {
  if (fresh) await rm(dataDir, { recursive: true, force: true });
  else await rm(join(dataDir, "instance.json"), { force: true });
  const startedMs = performance.now();
  const flags = ["--max-semi-space-size=2", "--max-old-space-size=128", "--expose-gc"];
  const launcher = spawn(process.execPath, [...flags, join(repositoryRoot, "infra", "src", "start.ts")], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRACTICUM_DATA_DIR: dataDir,
      PRACTICUM_PORT: "0",
      PRACTICUM_PARENT_PID: String(process.pid),
      NODE_COMPILE_CACHE: join(cacheRoot, "node"),
      ...env,
    },
  });
  guard(launcher);
  const said: string[] = [];
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.on("data", (text: Buffer) => said.push(text.toString()));
  const now = async (): Promise<Instance> => {
    const instance: Instance = JSON.parse(await readFile(join(dataDir, "instance.json"), "utf8"));
    return instance;
  };
  const stop = async () => {
    if (launcher.exitCode !== null || launcher.signalCode !== null) return;
    const gone = once(launcher, "exit");
    launcher.kill("SIGTERM");
    await gone;
  };
  for (let waitedMs = 0; waitedMs < START_MS_MAX && launcher.exitCode === null; waitedMs += 50) {
    const instance = await now().catch(() => undefined);
    if (instance !== undefined && instance.url !== "") {
      return {
        ...instance,
        dataDir,
        launcher,
        seconds: (performance.now() - startedMs) / 1000,
        now,
        stop,
        said: () => said.join(""),
      };
    }
    await sleep(50);
  }
  await stop();
  throw new Error(`the installation in ${dataDir} did not start:\n${said.join("").slice(-4000)}`);
}
