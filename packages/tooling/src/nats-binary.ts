import { execFile } from "node:child_process";
import { access, mkdir, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { natsFromDebian } from "./nats-from-debian.ts";
import { natsFromRelease } from "./nats-from-release.ts";

const run = promisify(execFile);

/** Below this a NATS server has known ways around its permissions. */
export const OLDEST_SAFE = "2.10.27";
/** From this on JetStream can write to disk before it acknowledges. */
export const WANTED = "2.14.0";

export interface NatsBinary {
  readonly path: string;
  readonly version: string;
  readonly from: "PATH" | "cache" | "fetched";
  /** What a person should know about this version; undefined when it is as wanted. */
  readonly warning: string | undefined;
}

/**
 * A NATS server for this machine: the one on the PATH when it is safe, else one fetched before, else one fetched now
 * into `cacheDir` without root. An old one from the PATH is the last resort.
 *
 * @returns undefined, with the reasons told to `onNote`, when none can be had.
 */
export async function findNats(
  cacheDir: string,
  onNote: (note: string) => void = () => {},
): Promise<NatsBinary | undefined> {
  const onPath = await natsOnPath();
  if (onPath !== undefined && !isOlder(onPath.version, OLDEST_SAFE)) return onPath;
  const target = join(cacheDir, "nats-server");
  const cached = await inspect(target, "cache");
  if (cached !== undefined) return cached;
  const partial = join(cacheDir, `nats-server.${process.pid}`);
  await mkdir(cacheDir, { recursive: true });
  try {
    for (const fetch of [natsFromDebian, natsFromRelease]) {
      const why = await fetch(partial, cacheDir);
      const fetched = why === undefined ? await inspect(partial, "fetched") : undefined;
      if (fetched === undefined) {
        onNote(why ?? "the fetched nats-server does not run on this machine");
        continue;
      }
      await rename(partial, target);
      return { ...fetched, path: target };
    }
  } finally {
    await rm(partial, { force: true });
  }
  return onPath;
}

async function natsOnPath(): Promise<NatsBinary | undefined> {
  // Debian puts the server in /usr/sbin, which an ordinary user's PATH often leaves out.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  for (const folder of folders) {
    if (folder === "") continue;
    const path = join(folder, process.platform === "win32" ? "nats-server.exe" : "nats-server");
    const found = await access(path).then(
      () => inspect(path, "PATH"),
      () => undefined,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Runs the program for its version; undefined when it is not there or does not run. */
async function inspect(path: string, from: NatsBinary["from"]): Promise<NatsBinary | undefined> {
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 10_000 });
    const version = /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    return version === undefined ? undefined : { path, version, from, warning: warningFor(version) };
  } catch {
    return undefined;
  }
}

function warningFor(version: string): string | undefined {
  if (isOlder(version, OLDEST_SAFE)) {
    return `nats-server ${version} is unsafe: known holes are mended in ${OLDEST_SAFE}. Use it for trials only.`;
  }
  if (isOlder(version, WANTED)) {
    return `nats-server ${version} is older than ${WANTED}: a power cut can lose events; \`practicum replay\` brings them back.`;
  }
  return undefined;
}

/** Compares "2.9.10" with "2.10.27" number by number. */
export function isOlder(version: string, than: string): boolean {
  const parts = version.split(".").map(Number);
  const others = than.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (parts[i] ?? 0) - (others[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
