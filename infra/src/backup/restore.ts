import { execFile } from "node:child_process";
import { chown, cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { postgresInstallation } from "@practicum/tooling/postgres-binaries";
import { auditHeadFolder } from "../audit-heads.ts";
import { clearinghouseFolder } from "../service-config.ts";
import { settings } from "../settings.ts";
import { paths, runningInstance } from "../state.ts";
import { openBackup } from "./make.ts";

/** What may be in a folder that counts as empty: it is of no installation. */
const NOTHING = new Set(["cache", "install.lock", "logs", "practicum.json", "reserve", "run", "test"]);

/**
 * Puts a backup into an empty installation. It is read whole and checked before anything of it is put in place.
 *
 * @returns how many files were restored.
 * @throws where something is there already, or the backup is not whole: then nothing was changed.
 */
export async function restoreBackup(file: string, identity: string): Promise<number> {
  if ((await runningInstance()) !== undefined)
    throw new Error("Practicum runs from this folder: restore into an empty one (PRACTICUM_DATA_DIR names it).");
  await mkdir(paths.root, { recursive: true });
  const installation = await postgresInstallation(paths.postgres);
  const there = (await readdir(paths.root)).filter((name) => !NOTHING.has(name));
  const hasDatabase = (await readdir(installation.dataDir).catch(() => [])).length > 0;
  if (there.length > 0 || hasDatabase)
    throw new Error(
      `${paths.root} is not empty (${there.slice(0, 5).join(", ") || installation.dataDir}): nothing is overwritten. Restore into an empty folder.`,
    );
  const scratch = await mkdtemp(join(paths.root, "restoring-"));
  try {
    const files = await openBackup(file, identity, scratch);
    const own = await readdir(scratch);
    for (const name of own) await putInPlace(join(scratch, name), placeOf(name, installation.dataDir));
    const { owner } = installation;
    if (owner !== undefined) {
      await promisify(execFile)("chown", ["-R", `${owner.uid}:${owner.gid}`, installation.dataDir]);
      await chown(installation.dataDir, owner.uid, owner.gid);
    }
    return files;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function placeOf(name: string, postgresDir: string): string {
  if (name === "postgres") return postgresDir;
  if (name === "heads") return auditHeadFolder();
  if (name === "clearinghouse") return clearinghouseFolder();
  if (name === "outbox") return settings().folders.messages ?? join(paths.root, "outbox");
  return join(paths.root, name);
}

async function putInPlace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // Settings that are here already are this machine's.
  if (to === join(paths.root, "practicum.json")) {
    const names = await readdir(paths.root);
    if (names.includes("practicum.json")) return;
  }
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    // Another disk.
    await cp(from, to, { recursive: true });
  }
}
