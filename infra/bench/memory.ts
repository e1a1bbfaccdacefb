import { readdir, readFile } from "node:fs/promises";

/**
 * Proportional set size of a process and everything below it, in MB: pages that several share count in parts, so sums
 * over processes are true. Linux only (proc(5), smaps_rollup).
 */
export async function pssOfTree(pid: number): Promise<number> {
  const parents = await parentsOfAll();
  let total = 0;
  for (const candidate of parents.keys()) {
    if (isBelow(candidate, pid, parents)) total += await pss(candidate);
  }
  return total;
}

export async function pss(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
}

async function parentsOfAll(): Promise<ReadonlyMap<number, number>> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (Number.isSafeInteger(parent)) parents.set(Number(name), parent);
  }
  return parents;
}

function isBelow(pid: number, top: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at)) if (at === top) return true;
  return false;
}
