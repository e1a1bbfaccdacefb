import { link, mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clearinghouse } from "../domain/clearinghouse.ts";

/** A name that stays inside its folder. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

/**
 * A clearinghouse that is reached through folders, as most give them over SFTP: `<root>/<practiceId>/outbound`, `inbound`,
 * `archive`. A file appears under its name when it is whole, never before: it is written beside and then linked.
 */
export function folderClearinghouse(root: string, practiceId: string): Clearinghouse {
  const folder = (name: string) => path.join(root, practiceId, name);
  const outbound = folder("outbound");
  const inbound = folder("inbound");
  const archive = folder("archive");
  const made = Promise.all([outbound, inbound, archive].map((one) => mkdir(one, { recursive: true, mode: 0o700 })));
  return {
    async send({ name, content }) {
      await made;
      check(name);
      // The other side takes files away: one that was taken is known by its copy in the archive.
      if (await exists(path.join(archive, name))) return;
      const whole = path.join(archive, `.${name}.part`);
      await writeFile(whole, content, { mode: 0o600, flush: true });
      await linkOnce(whole, path.join(outbound, name));
      await rename(whole, path.join(archive, name));
    },
    async list() {
      await made;
      const names = (await readdir(inbound)).filter((name) => SAFE_NAME.test(name));
      const aged = await Promise.all(
        names.map(async (name) => ({ name, at: await changedAt(path.join(inbound, name)) })),
      );
      return aged
        .filter((one) => one.at !== null)
        .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.name < b.name ? -1 : 1))
        .map((one) => one.name);
    },
    async fetch(name) {
      await made;
      check(name);
      return readFile(path.join(inbound, name), "utf8");
    },
    async archive(name) {
      await made;
      check(name);
      await rename(path.join(inbound, name), path.join(archive, name)).catch(ignoreMissing);
    },
  };
}

function check(name: string): void {
  if (!SAFE_NAME.test(name)) throw new Error("a file's name has characters that are not allowed");
}

async function linkOnce(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function changedAt(file: string): Promise<number | null> {
  return stat(file).then(
    (found) => (found.isFile() ? found.mtimeMs : null),
    () => null,
  );
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
