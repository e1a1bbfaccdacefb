import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { end, ended, sleep } from "@practicum/tooling/child";
import { guard } from "@practicum/tooling/guard";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import { childEnvironment } from "./child-environment.ts";
import { asUser, type RunAs } from "./run-as.ts";
import { paths } from "./state.ts";

export interface NodeProcess {
  readonly name: string;
  /** The TypeScript file to run, from the top of the checkout. */
  readonly script: string;
  /** Extra environment. No secrets: they travel in files, or to a step over its channel. */
  readonly env?: Readonly<Record<string, string>>;
  readonly readyTimeoutMs?: number;
  /** Whom it runs as, where that is not who runs this. */
  readonly user?: RunAs;
  /** Answers 200 when the program is ready; one without such an address says so on its channel. */
  readonly healthUrl?: string;
}

/**
 * Room for what lives no longer than a request: with a quarter of it find slots cost 1.2 times and a whole chart 1.4 times as much of the
 * processor, and at rest nothing is saved. What starting took they give back themselves.
 */
const NODE_FLAGS = ["--max-semi-space-size=16", "--expose-gc"];
/** What does one thing and ends may hold more for as long: a fifth of the demonstration's making was collecting garbage. */
const STEP_FLAGS = ["--max-semi-space-size=32"];

/**
 * Starts one of our programs on the pinned Node and waits until it is ready. What it writes goes to
 * `.data/logs/<name>.log`; the log of the time before is kept beside it.
 *
 * @throws with the end of its log when it ends before it is ready, or takes too long.
 */
export async function startNode(options: NodeProcess): Promise<ChildProcess> {
  const { child, logFile } = spawnNode(options, NODE_FLAGS);
  const timeoutMs = options.readyTimeoutMs ?? 60_000;
  const isReady =
    options.healthUrl === undefined ? saysReady(child, timeoutMs) : isHealthy(child, options.healthUrl, timeoutMs);
  if (await isReady) return child;
  const how = ended(child) ?? `not ready within ${timeoutMs / 1000} s`;
  await end(child, "SIGTERM", 5000);
  throw new Error(`${options.name} did not start (${how}); its log is ${logFile}`, { cause: tail(logFile) });
}

/**
 * Runs a program that does one thing: it gets `input` as its first message, answers with one message, and ends. So that
 * what the work needs in memory is given back when it is done.
 *
 * @throws with the end of its log when it ends badly or without an answer.
 */
export async function runStep<Output>(
  options: NodeProcess & { readonly onProgress?: (text: string) => void },
  input: unknown,
): Promise<Output> {
  const { child, logFile } = spawnNode(options, STEP_FLAGS);
  let output: Output | undefined;
  child.on("message", (message: { readonly progress?: string; readonly output?: Output }) => {
    if (message.progress !== undefined) options.onProgress?.(message.progress);
    if (message.output !== undefined) output = message.output;
  });
  child.send({ input });
  await closed(child);
  if (child.exitCode === 0 && output !== undefined) return output;
  throw new Error(`${options.name} failed (${ended(child) ?? "not started"}); its log is ${logFile}`, {
    cause: tail(logFile),
  });
}

function spawnNode(
  options: NodeProcess,
  flags: readonly string[],
): { readonly child: ChildProcess; readonly logFile: string } {
  const { log, logFile } = openLog(options.name);
  const { command, args, ...who } = asUser(options.user, process.execPath, [
    ...flags,
    join(repositoryRoot, options.script),
  ]);
  const child = spawn(command, args, {
    ...who,
    cwd: repositoryRoot,
    // A session of its own: Ctrl-C reaches the launcher alone, which stops the processes in the right order.
    detached: true,
    // Its standard input stays open as long as we live: it ends itself when the pipe closes.
    stdio: ["pipe", log, log, "ipc"],
    // One arena (glibc): each of the few threads would keep megabytes of its own.
    env: childEnvironment(process.env, {
      MALLOC_ARENA_MAX: "1",
      NODE_COMPILE_CACHE: join(cacheRoot, "node"),
      ...options.user?.env,
      ...options.env,
    }),
  });
  guard(child);
  child.stdin?.on("error", () => {});
  if (typeof log === "number") {
    child.once("error", (error) => noteFailure(log, error));
    child.once("close", () => closeSync(log));
  }
  return { child, logFile };
}

function saysReady(child: ChildProcess, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    const settle = (answer: boolean) => {
      clearTimeout(timer);
      resolve(answer);
    };
    child.once("message", (message: unknown) => {
      settle(typeof message === "object" && message !== null && "ready" in message && message.ready === true);
    });
    child.once("exit", () => settle(false));
    child.once("error", () => settle(false));
  });
}

async function isHealthy(child: ChildProcess, url: string, timeoutMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 50) {
    if (ended(child) !== undefined || child.pid === undefined) return false;
    const status = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return true;
    await sleep(50);
  }
  return false;
}

/** Gone, and everything it wrote has been read. */
async function closed(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  await new Promise<void>((resolve) => child.once("close", () => resolve()));
}

/** The child writes to the file itself, so that what it said before it died is there. Where no file can be made it goes without. */
function openLog(name: string): { readonly log: number | "ignore"; readonly logFile: string } {
  const logFile = join(paths.logs, `${name}.log`);
  try {
    mkdirSync(paths.logs, { recursive: true });
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
    return { log: openSync(logFile, "a", 0o600), logFile };
  } catch {
    return { log: "ignore", logFile };
  }
}

function noteFailure(log: number, error: Error): void {
  try {
    writeFileSync(log, `${error.message}\n`);
  } catch {
    // A full disk: whoever waits for the child hears of it.
  }
}

function tail(file: string): string {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = text.split("\n").filter((line) => !/^\s+at /.test(line));
  return lines.join("\n").trim().split("\n").slice(-15).join("\n");
}
