import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** How a process ended: "exit code 1" or "signal SIGKILL". */
export function ended(child: ChildProcess): string | undefined {
  if (child.exitCode !== null) return `exit code ${child.exitCode}`;
  return child.signalCode === null ? undefined : `signal ${child.signalCode}`;
}

/** Settles when the process is gone, at once when it already is. */
export function gone(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || ended(child) !== undefined) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Asks a process to end, and makes it end after `graceMs`. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM", graceMs = 10_000): Promise<void> {
  if (ended(child) !== undefined) return;
  child.kill(signal);
  const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await gone(child);
  clearTimeout(force);
}

/**
 * Whether a process id is alive. One that belongs to another user is; one that waits to be buried is not.
 *
 * @internal For the tests' keeper and the tests that kill.
 */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  try {
    // proc(5): the state is the letter after the command's name in brackets.
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, ""));
  } catch {
    return false;
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
