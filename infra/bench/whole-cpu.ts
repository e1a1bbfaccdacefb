import { readdir, readFile } from "node:fs/promises";
import type { StartedInstance } from "../src/instance.ts";

/** Clock ticks a second, as Linux reports them to programs on every platform that Node runs on. */
const TICKS = 100;

/**
 * Processor seconds, in user and kernel mode, that all processes of an installation have used: launcher, gateway, services, payers, NATS,
 * and PostgreSQL with its connections. What ended meanwhile counts too, for its parent has taken over what it used (proc(5), stat,
 * fields 14 to 17). The program that asks is not among them.
 */
export async function cpuOfInstallation(instance: StartedInstance): Promise<number> {
  const { processes } = await instance.now();
  const tops = new Set([instance.launcher.pid ?? 0, ...Object.values(processes)]);
  const all = await readAll();
  let ticks = 0;
  for (const [pid, one] of all) if (isBelow(pid, tops, all)) ticks += one.ticks;
  return ticks / TICKS;
}

interface OneProcess {
  readonly parent: number;
  readonly ticks: number;
}

async function readAll(): Promise<ReadonlyMap<number, OneProcess>> {
  const all = new Map<number, OneProcess>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
    if (Number.isSafeInteger(ticks)) all.set(Number(name), { parent: Number(fields[1]), ticks });
  }
  return all;
}

function isBelow(pid: number, tops: ReadonlySet<number>, all: ReadonlyMap<number, OneProcess>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = all.get(at)?.parent)
    if (tops.has(at)) return true;
  return false;
}
