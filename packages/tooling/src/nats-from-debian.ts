import { chmod, copyFile, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { debianSystem, withPrivateApt } from "./private-apt.ts";

/** Releases whose package is new enough, newest first. Ubuntu calls the release under way "devel". */
const RELEASES = { debian: ["forky", "sid", "trixie"], ubuntu: ["devel"] } as const;

/**
 * Puts the `nats-server` of a newer release of a Debian-like system into `target`: downloaded and checked by apt with
 * the machine's own mirrors and keys, unpacked by dpkg, nothing installed, no root.
 *
 * @returns undefined when it is there, else why not.
 */
export async function natsFromDebian(target: string, scratchParent: string): Promise<string | undefined> {
  const system = await debianSystem();
  if (system === undefined) return "this is not a Debian or Ubuntu system";
  const reasons: string[] = [];
  for (const release of RELEASES[system.family]) {
    const tree = await mkdtemp(join(scratchParent, "nats-"));
    try {
      await withPrivateApt(system, release, scratchParent, (apt) => apt.unpack(["nats-server"], tree));
      await copyFile(join(tree, "usr", "sbin", "nats-server"), target);
      await chmod(target, 0o755);
      return undefined;
    } catch (error) {
      reasons.push(`${release}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(tree, { recursive: true, force: true });
    }
  }
  return `nats-server could not be had from a newer ${system.family} release (${reasons.join("; ")})`;
}
