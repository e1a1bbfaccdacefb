import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isStill, markOf, type ProcessMark } from "@practicum/tooling/process-mark";
import { dataRoot, repositoryRoot } from "@practicum/tooling/paths";
import type { SystemUser } from "@practicum/tooling/system-users";

/** Where a running installation keeps what it makes: all of it below one ignored folder. */
export const paths = {
  root: dataRoot,
  postgres: join(dataRoot, "postgres"),
  nats: join(dataRoot, "nats"),
  logs: join(dataRoot, "logs"),
  /** Configuration of each process, with its credentials: readable by the owner alone. */
  run: join(dataRoot, "run"),
  secrets: join(dataRoot, "secrets.json"),
  instance: join(dataRoot, "instance.json"),
} as const;

/** Writes a file that only its owner may read, whole or not at all. Left out, the owner is who runs this. */
export async function writePrivate(path: string, text: string, owner?: SystemUser): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const partial = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(partial, text, { mode: 0o600 });
    await chmod(partial, 0o600);
    if (owner !== undefined) await chown(partial, owner.uid, owner.gid);
    await rename(partial, path);
  } catch (error) {
    // On a full disk each try would leave its part.
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * The passwords of this installation, made at its first start: 24 random bytes each. The file outlives restarts because
 * PostgreSQL keeps its side of them.
 */
export async function secrets(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const known = (await readJson<Record<string, string>>(paths.secrets)) ?? {};
  const missing = names.filter((name) => known[name] === undefined);
  if (missing.length === 0) return known;
  for (const name of missing) known[name] = randomBytes(24).toString("base64url");
  await writePrivate(paths.secrets, JSON.stringify(known, undefined, 2));
  return known;
}

/** What a running launcher tells other commands about itself. */
export interface Instance {
  readonly pid: number;
  /** The launcher itself, so that whoever has its id later is not taken for it. Absent where the system does not tell. */
  readonly mark?: ProcessMark;
  /** Of the gateway; empty until it listens. */
  readonly url: string;
  /** Tells on this machine whether work gets done, whatever name people come by; empty until it listens. */
  readonly healthUrl: string;
  /** The superuser's connection string, for the commands that look at the database directly. */
  readonly databaseUrl: string;
  /** Undefined when all services share one process. */
  readonly natsUrl: string | undefined;
  /** By short name, as the services know them now. */
  readonly practices?: Readonly<Record<string, "open" | "paused">>;
  /** Process ids by name, as of the last change. */
  readonly processes: Readonly<Record<string, number>>;
}

export async function writeInstance(instance: Instance): Promise<void> {
  await writePrivate(paths.instance, JSON.stringify(instance, undefined, 2));
}

/** The launcher that runs on this folder now, if one does. Its id alone proves nothing: ids are used again. */
export async function runningInstance(): Promise<Instance | undefined> {
  const found = await readJson<Instance>(paths.instance);
  return found !== undefined && found.pid !== process.pid && isLauncher(found) ? found : undefined;
}

export function isLauncher({ pid, mark }: Pick<Instance, "pid" | "mark">): boolean {
  if (mark !== undefined) return isStill(mark);
  // Written by a version that kept no mark: the command is all there is to go by.
  return markOf(pid)?.command.includes(LAUNCHER_SCRIPT) ?? false;
}

const LAUNCHER_SCRIPT = join(repositoryRoot, "infra", "src", "start.ts");

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    const parsed: T = JSON.parse(await readFile(path, "utf8"));
    return parsed;
  } catch {
    return undefined;
  }
}
