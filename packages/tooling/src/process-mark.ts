import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * What tells one process from every other: an id is used again, a name is shared by strangers. Start and command are as the system
 * tells them; two marks are compared, never read.
 */
export interface ProcessMark {
  readonly pid: number;
  /** On Linux the boot and the clock ticks since then; elsewhere what `ps` calls the start. */
  readonly started: string;
  /** The whole command line. */
  readonly command: string;
}

/** The mark of a process that lives now; undefined when there is none, or the system does not tell. */
export function markOf(pid: number): ProcessMark | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** Whether the process that was marked lives still. Where marks cannot be had, nothing is known to be the same. */
export function isStill(mark: ProcessMark): boolean {
  const now = markOf(mark.pid);
  return now !== undefined && now.started === mark.started && now.command === mark.command;
}

/** The folder a process works in; undefined where the system does not tell. */
export function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The processes that work in a folder; undefined where the system does not tell. */
export function processesIn(folder: string): readonly number[] | undefined {
  if (process.platform !== "linux") return undefined;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => folderOf(pid) === folder);
}

function fromProc(pid: number): ProcessMark | undefined {
  try {
    // proc(5): after the command's name in brackets come the state (a zombie is gone) and, as the 20th field, the start in ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\)\s+/s, "")
      .split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return fields[0] === "Z" ? undefined : { pid, started: `${boot} ${fields[19]}`, command };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): ProcessMark | undefined {
  const ask = (what: string) =>
    spawnSync("ps", ["-o", `${what}=`, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
  const started = ask("lstart");
  return started === "" ? undefined : { pid, started, command: ask("command") };
}
