import { readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { sleep } from "./child.ts";
import { folderOf, isStill, markOf, processesIn, type ProcessMark } from "./process-mark.ts";

const STOP_MS_MAX = 30_000;

/**
 * Ends a server that an earlier launcher left behind on this data folder, and no other process: the id in `postmaster.pid` may by
 * now be a stranger's, or another PostgreSQL's. Where it is, and nobody works on the folder, the file is only a remnant
 * that would keep PostgreSQL from starting.
 *
 * @throws when the server of this folder does not end.
 */
export async function endLeftOver(dataDir: string): Promise<void> {
  const file = join(dataDir, "postmaster.pid");
  const pid = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0]);
  const mark = markOf(pid);
  // No such process: PostgreSQL finds that out by itself.
  if (mark === undefined) return;
  const folder = await realpath(dataDir);
  if (isServerOf(mark, dataDir, folder)) return endServer(mark, dataDir);
  // PostgreSQL's own processes stand in its data folder. As long as one does, the file means something.
  if ((processesIn(folder) ?? []).length === 0) await rm(file, { force: true });
}

/** By its command and its folder: `postgres -D <this folder>`, at home in it. */
function isServerOf({ pid, command }: ProcessMark, dataDir: string, folder: string): boolean {
  if (!/^\S*postgres(\.exe)? /.test(command) || !` ${command} `.includes(` -D ${dataDir} `)) return false;
  return process.platform !== "linux" || folderOf(pid) === folder;
}

async function endServer(mark: ProcessMark, dataDir: string): Promise<void> {
  process.kill(mark.pid, "SIGINT");
  for (let waitedMs = 0; isStill(mark) && waitedMs < STOP_MS_MAX; waitedMs += 50) await sleep(50);
  if (isStill(mark))
    throw new Error(
      `a PostgreSQL server (process ${mark.pid}) still works on ${dataDir} and does not end: end it first`,
    );
}
