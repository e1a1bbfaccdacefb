import type { Entry } from "@practicum/world/entry";

/** A world's log as this browser keeps it. */
export interface Kept {
  /** The build that the log was made on. */
  readonly build: string;
  readonly entries: readonly Entry[];
}

/** Where the log is kept between visits. */
export interface Journal {
  /** What was kept by the last visit; null when there is nothing. */
  readonly kept: Kept | null;
  /** Adds an entry. Resolves when it is stored. */
  append(entry: Entry): Promise<void>;
  /** Begins a new world, on this build. */
  clear(build: string): Promise<void>;
}

const NAME = "practicum-world";
const LOCK = "practicum-world";

/** Why this visit keeps nothing, in words for the trainee. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}

/**
 * Opens the log of this browser. One tab keeps it; the lock is held until the tab is gone.
 *
 * @throws {@link NotKept} where another tab has it, or the browser keeps nothing for this page.
 */
export async function openJournal(): Promise<Journal> {
  if (!(await isFirstTab()))
    throw new NotKept("This practice is open in another tab, and that one keeps it. What you do here is not kept.");
  let db: IDBDatabase;
  try {
    db = await openDatabase();
  } catch (cause) {
    throw new NotKept(
      "This browser keeps nothing for this page (a private window, or a setting): what you do ends with this tab.",
      { cause },
    );
  }
  // Asked once: else the browser may throw it away when the disk is nearly full.
  void navigator.storage?.persist?.().catch(() => false);
  return {
    kept: await readKept(db),
    async append(entry) {
      await inTransaction(db, (transaction) => transaction.objectStore("entries").add(entry));
    },
    async clear(build) {
      await inTransaction(db, (transaction) => {
        transaction.objectStore("entries").clear();
        transaction.objectStore("world").put(build, "build");
      });
    },
  };
}

/** Throws the log away, for a practice that can't be opened with it. */
export async function forgetJournal(): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.addEventListener("success", () => resolve());
    request.addEventListener("error", () => resolve());
    request.addEventListener("blocked", () => resolve());
  });
}

/** Where the browser has no locks (a page without https), nobody can tell: it is then taken for the first. */
async function isFirstTab(): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return true;
  return new Promise((resolve) => {
    void locks.request(LOCK, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      // Never given back while this tab lives.
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("entries", { autoIncrement: true });
      request.result.createObjectStore("world");
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not open")));
  });
}

async function readKept(db: IDBDatabase): Promise<Kept | null> {
  const transaction = db.transaction(["entries", "world"], "readonly");
  const [entries, build] = await Promise.all([
    result<Entry[]>(transaction.objectStore("entries").getAll()),
    result<string | undefined>(transaction.objectStore("world").get("build")),
  ]);
  return build === undefined ? null : { build, entries };
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not answer")));
  });
}

function inTransaction(db: IDBDatabase, work: (transaction: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(["entries", "world"], "readwrite");
    transaction.addEventListener("complete", () => resolve());
    for (const type of ["error", "abort"])
      transaction.addEventListener(type, () => reject(transaction.error ?? new Error("IndexedDB gave up")));
    work(transaction);
  });
}
