import { MemoryFS, PGlite } from "@electric-sql/pglite";
import { must } from "@practicum/kernel/assert";

const BLOCK = 512;
const DIRECTORY = "5";

/**
 * PGlite's files in memory, which begin as those of an archive. PGlite's own `loadDataDir` copies each file twice; here a file
 * is the part of the archive that holds it, for as long as it does not grow.
 */
export class SeedFiles extends MemoryFS {
  readonly #archive: Promise<ArrayBuffer>;
  readonly #changes: FileChanges;
  /** Of the archive's files, so that one that is gone can be told. */
  readonly #archived = new Set<string>();

  /**
   * @param archive a tar of a data directory: see {@link filesOf}. It belongs to the database from now on.
   * @param changes what came after it.
   */
  constructor(archive: Promise<ArrayBuffer>, changes: FileChanges = NO_CHANGES) {
    super();
    this.#archive = archive;
    this.#changes = changes;
  }

  override async initialSyncFs(): Promise<void> {
    const fs = must(this.pg, "PGlite begins with init").Module.FS;
    const { written, removed } = this.#changes;
    for (const { name, content } of filesOf(new Uint8Array(await this.#archive))) {
      const path = `${PGlite.paths.PGDATA}/${name}`;
      if (content === null) {
        fs.mkdirTree(path);
        continue;
      }
      this.#archived.add(name);
      if (removed.has(name) || written.has(name)) continue;
      fs.writeFile(path, content, OWNED);
      fs.utime(path, UNTOUCHED, UNTOUCHED);
    }
    for (const [name, content] of written) {
      const path = `${PGlite.paths.PGDATA}/${name}`;
      fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      // A copy: a moment may be opened again.
      fs.writeFile(path, content);
    }
  }

  /**
   * What differs from the archive now: copies of the files that were written since, which are told by their time. Nothing may be
   * asked of the database meanwhile.
   */
  changes(): FileChanges {
    const fs = must(this.pg, "PGlite begins with init").Module.FS;
    const written = new Map<string, Uint8Array>();
    const removed = new Set(this.#archived);
    const walk = (folder: string): void => {
      for (const entry of fs.readdir(`${PGlite.paths.PGDATA}/${folder}`)) {
        if (entry === "." || entry === "..") continue;
        const name = folder === "" ? entry : `${folder}/${entry}`;
        const path = `${PGlite.paths.PGDATA}/${name}`;
        const { mode, mtime } = fs.stat(path, false);
        if (fs.isDir(mode)) {
          walk(name);
          continue;
        }
        removed.delete(name);
        if (mtime.getTime() !== UNTOUCHED) written.set(name, fs.readFile(path, { encoding: "binary" }));
      }
    };
    walk("");
    return { written, removed };
  }
}

/** The time of a file that is as the archive has it. */
const UNTOUCHED = 0;

/** How a data directory differs from its archive: files by their names below its root. */
export interface FileChanges {
  readonly written: ReadonlyMap<string, Uint8Array>;
  readonly removed: ReadonlySet<string>;
}

export const NO_CHANGES: FileChanges = { written: new Map(), removed: new Set() };

/** The file system keeps the bytes it is given. An option of Emscripten's that its types do not have. */
const OWNED: object = { canOwn: true };

interface ArchivedFile {
  /** Below the archive's root. */
  readonly name: string;
  /** A part of the archive; null for a folder. */
  readonly content: Uint8Array | null;
}

/**
 * Reads an uncompressed archive of files and folders in the ustar format (POSIX.1-1988).
 *
 * @throws when it is something else, or ends early.
 */
export function* filesOf(archive: Uint8Array): Generator<ArchivedFile> {
  const text = new TextDecoder();
  for (let at = 0; archive[at] !== 0;) {
    const field = (from: number, length: number) =>
      must(text.decode(archive.subarray(at + from, at + from + length)).split("\0")[0]).trim();
    const size = Number.parseInt(field(124, 12), 8);
    const start = at + BLOCK;
    if (field(257, 5) !== "ustar" || !(start + size <= archive.length))
      throw new Error("The file of the practice is not that of the build.");
    const name = [field(345, 155), field(0, 100)].join("/").replace(/^\/+/, "");
    yield { name, content: field(156, 1) === DIRECTORY ? null : archive.subarray(start, start + size) };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
