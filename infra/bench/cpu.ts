import { readFile } from "node:fs/promises";
import { sleep } from "@practicum/tooling/child";

/** Clock ticks a second, as Linux reports them to programs on every platform that Node runs on. */
const TICKS = 100;

/** Processor seconds that a process has used, in user and kernel mode (proc(5), stat, fields 14 and 15). */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/**
 * Runs `work` many times, each lane one after the other.
 *
 * @param everyMs the least time between two beginnings of one lane: it keeps below the gateway's limits.
 */
export async function repeat(
  times: number,
  lanes: number,
  work: (lane: number, index: number) => Promise<unknown>,
  everyMs = 0,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (next < times) {
        const startedMs = performance.now();
        await work(lane, next++);
        const leftMs = everyMs - (performance.now() - startedMs);
        if (leftMs > 0) await sleep(leftMs);
      }
    }),
  );
}
