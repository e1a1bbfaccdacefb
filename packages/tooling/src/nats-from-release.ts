import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const VERSION = "2.14.1";

/** SHA-256 of the project's release archives, as its own container build pins them. */
const SHA256: Readonly<Record<string, string>> = {
  "linux-amd64": "4638c389af67d4c747f5b3e6a9d363bfe8f6b86de37d7c4ee3a36b283a5c2ce2",
  "linux-arm64": "0bdd20ad850e66a484dcb126f6ce610079520b56d9e8518d099e0864ab8171a1",
};

/**
 * Puts the project's own release of `nats-server` into `target`, for systems that are not Debian-like. An archive whose
 * checksum is not the pinned one is thrown away.
 *
 * @returns undefined when it is there, else why not.
 */
export async function natsFromRelease(target: string, scratchParent: string): Promise<string | undefined> {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const expected = SHA256[platform];
  if (expected === undefined) {
    return `no nats-server release is pinned for ${platform}: install nats-server (macOS: \`brew install nats-server\`) or set NATS_URL`;
  }
  const folder = `nats-server-v${VERSION}-${platform}`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${folder}.tar.gz`;
  const scratch = await mkdtemp(join(scratchParent, "release-"));
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(300_000) });
    if (!response.ok) return `${url} answered ${response.status}`;
    const archive = Buffer.from(await response.arrayBuffer());
    const found = createHash("sha256").update(archive).digest("hex");
    if (found !== expected) return `${url} has the checksum ${found}, not ${expected}: it was not used`;
    await writeFile(join(scratch, "archive.tar.gz"), archive);
    await run("tar", ["-xzf", "archive.tar.gz", `${folder}/nats-server`], { cwd: scratch });
    await rename(join(scratch, folder, "nats-server"), target);
    await chmod(target, 0o755);
    return undefined;
  } catch (error) {
    return `${url} could not be fetched: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
