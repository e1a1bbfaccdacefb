import { constants, type Stats } from "node:fs";
import { lstat, mkdir, open, readdir, readFile, rename, rm, writeFile, type FileHandle } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { UnusableFile, type Clearinghouse } from "../exchange/ports/clearinghouse.ts";

/** A name that stays inside its folder. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;
/** How upload programs call what is not whole yet. */
const UNFINISHED_NAME = /\.(part|filepart|tmp)$/i;

export interface FolderOptions {
  /** Between two looks that find a waiting file unchanged, so that one that is still uploaded is not read. */
  readonly settleMs?: number;
  /** A larger waiting file is not read. */
  readonly bytesMax?: number;
  /** Hears of each symbolic link among the waiting files, once: it may lead to what is nobody's business here. */
  readonly onLink?: (name: string) => void;
}

const SETTLE_MS = 3000;
const BYTES_MAX = 32 * 1024 * 1024;
/** What is kept of a file that is too large: its envelope, and enough to know it by. */
const START_BYTES = 100_000;

/**
 * A clearinghouse that is reached through folders, as most give them over SFTP: `<root>/<practiceId>/outbound` and `inbound`;
 * beside them, for us alone, `archive/out` and `archive/in`. A file appears under its name when it is whole, never before.
 */
export function folderClearinghouse(root: string, practiceId: string, options: FolderOptions = {}): Clearinghouse {
  const { settleMs = SETTLE_MS, bytesMax = BYTES_MAX, onLink } = options;
  const folder = (...names: string[]) => path.join(root, practiceId, ...names);
  const outbound = folder("outbound");
  const inbound = folder("inbound");
  const sent = folder("archive", "out");
  const taken = folder("archive", "in");
  const ready = async () => {
    for (const one of [outbound, inbound, sent, taken]) await makeFolder(one);
  };
  let looks: ReadonlyMap<string, Look> = new Map();
  const toldOf = new Set<string>();
  return {
    folder: folder(),
    /*
     * Each step is on the disk before the next begins, and the last is one rename. So a copy in the archive without the hidden
     * file says that the rename was done, wherever the file is now; with it, that the rename is still to do; and without the
     * copy nothing was shown to anyone.
     */
    async send({ name, content }) {
      await ready();
      check(name);
      // Before there were two archives, copies were kept beside files that came in: the content says which it is.
      if ((await textOf(folder("archive", name))) === content) return;
      const hidden = path.join(outbound, `.${name}.part`);
      const copy = path.join(sent, name);
      const kept = await textOf(copy);
      if (kept === null) {
        await writeNew(hidden, content);
        await syncFolder(outbound);
        const partial = path.join(sent, `.${name}.part`);
        await writeNew(partial, content);
        await rename(partial, copy);
        await syncFolder(sent);
      } else if (kept !== content) throw new Error("another file was sent under this name");
      await rename(hidden, path.join(outbound, name)).catch(ignoreMissing);
      await syncFolder(outbound);
    },
    async list() {
      await ready();
      const now = performance.now();
      const found = new Map<string, Look>();
      for (const name of await readdir(inbound)) {
        if (!SAFE_NAME.test(name) || UNFINISHED_NAME.test(name)) continue;
        const stats = await lookAt(path.join(inbound, name));
        if (stats?.isSymbolicLink() && !toldOf.has(name)) {
          toldOf.add(name);
          onLink?.(name);
        }
        if (!stats?.isFile()) continue;
        const before = looks.get(name);
        const mark = markOf(stats);
        const since = before?.mark === mark ? before.since : now;
        found.set(name, { mark, since, changedAt: stats.mtimeMs });
      }
      looks = found;
      return [...found]
        .filter(([, look]) => now - look.since >= settleMs)
        .toSorted(([a, one], [b, other]) => one.changedAt - other.changedAt || (a < b ? -1 : 1))
        .map(([name]) => name);
    },
    async fetch(name) {
      await ready();
      check(name);
      try {
        return await readWaiting(path.join(inbound, name), { bytesMax, mark: looks.get(name)?.mark });
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined || !UNREADABLE.has(code)) throw error;
        throw new UnusableFile(`The file can't be read (${code}).`, `${name} can't be read.`);
      }
    },
    async archive(name) {
      await ready();
      check(name);
      const waiting = path.join(inbound, name);
      const stats = await lookAt(waiting);
      // Another file came under this name while the one before it was taken in: it is the next look's.
      if (stats && markOf(stats) !== (looks.get(name)?.mark ?? markOf(stats))) return;
      const place = path.join(taken, name);
      // A payer may use a name again; what came before it is kept too.
      const free = (await lookAt(place)) === null ? place : `${place}.${randomUUID()}`;
      await rename(waiting, free).catch(ignoreMissing);
    },
  };
}

interface Look {
  /** The same as long as nobody writes to the file, or puts another in its place. */
  readonly mark: string;
  readonly since: number;
  readonly changedAt: number;
}

function markOf(stats: Stats): string {
  return `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

/** Not allowed, or a disk that fails: asking again in two seconds brings no other answer. */
const UNREADABLE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EIO"]);

async function readWaiting(
  file: string,
  { bytesMax, mark }: { readonly bytesMax: number; readonly mark: string | undefined },
): Promise<string> {
  // What became a link or a pipe since it was looked at is neither followed nor waited for.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = await handle.stat();
    if (!before.isFile() || markOf(before) !== (mark ?? markOf(before))) throw new Error("a waiting file has changed");
    if (before.size > bytesMax) throw tooLarge(before.size, bytesMax, await startOf(handle));
    const content = await handle.readFile("utf8");
    if (markOf(await handle.stat()) !== markOf(before)) throw new Error("a waiting file changed while it was read");
    return content;
  } finally {
    await handle.close();
  }
}

async function startOf(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
  return buffer.toString("utf8", 0, bytesRead);
}

function tooLarge(size: number, bytesMax: number, start: string): UnusableFile {
  const megabytes = (bytes: number) => Math.ceil(bytes / (1024 * 1024));
  return new UnusableFile(
    `The file has ${megabytes(size)} MB; at most ${megabytes(bytesMax)} MB are taken in. Its start is kept here, all of it in archive/in. ` +
      "Split it first: npm run practicum -- x12 split.",
    start,
  );
}

function check(name: string): void {
  if (!SAFE_NAME.test(name)) throw new Error("a file's name has characters that are not allowed");
}

/** A folder that was made is on the disk, with those above it, before anything is put into it. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await syncFolder(path.dirname(made));
}

/** Writes a file and its content to the disk. Whatever was there is another file: who reads it is not disturbed. */
async function writeNew(file: string, content: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, content, { flag: "wx", mode: 0o600, flush: true });
}

/** Names that were made in a folder, or changed, are on the disk after this. Windows and some mounts have no such request. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

/** Null where there is no such file. Any other failure is one: what can't be seen must not count as absent. */
async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

async function lookAt(file: string): Promise<Stats | null> {
  return lstat(file).catch(() => null);
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
