import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname, parse } from "node:path";
import { promisify } from "node:util";
import { sleep } from "./child.ts";

const run = promisify(execFile);

/** A user of the system that root may start a program as. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export async function systemUser(name: string): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The list of users is locked while another program adds one. */
const TRIES = 5;
const PAUSE_MS = 300;

/** That user, made where there is none: it owns nothing, has no home and cannot sign in. Undefined where none can be made. */
export async function systemUserOrNew(name: string): Promise<SystemUser | undefined> {
  for (let tried = 0; tried < TRIES; tried++) {
    const found = await systemUser(name);
    if (found !== undefined) return found;
    try {
      await run("useradd", ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", name]);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      await sleep(PAUSE_MS);
    }
  }
  return systemUser(name);
}

/** Whether a user who owns nothing may enter every folder on the way. Folders not made yet are ours to make. */
export async function reachable(path: string): Promise<boolean> {
  const { root } = parse(path);
  for (let at = path; at !== root; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found !== undefined && (found.mode & 0o001) === 0) return false;
  }
  return true;
}
