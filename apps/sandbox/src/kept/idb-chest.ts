import { isFirstWithoutLocks } from "./first-tab.ts";
import { placeOf, type Chest, type KeptWorld, type StoreName } from "@practicum/world/kept/chest";
import { withEntry } from "@practicum/world/kept/shelf";
import type { Entry } from "@practicum/world/entry";
import { endOf } from "@practicum/world/entry";

const NAME = "practicum-world";
const LOCK = "practicum-world";
const OPEN_MS_MAX = 15_000;
const STORES: readonly StoreName[] = ["worlds", "entries", "moments", "blocks", "about"];
/** IndexedDB's own names for the two stores of version 1: one log, and the build that it was made on. */
const BEFORE = { log: "entries", about: "world" };

/** Why this visit keeps nothing, in words for the trainee. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}

/**
 * Opens what this browser keeps. One tab has it; the lock is held until the tab is gone.
 *
 * @param onGone when the browser throws away what it kept while this tab has it open.
 * @throws {@link NotKept} where another tab has it, or the browser keeps nothing for this page.
 */
export async function openIdbChest(onGone: () => void): Promise<Chest> {
  if (!(await isFirstTab()))
    throw new NotKept(
      "Your practice is open in another tab, and that one keeps it. This is a fresh one, and what you do here is not kept: close it and go on in the other tab, or save it as a file.",
    );
  let db: IDBDatabase;
  try {
    db = await openDatabase();
  } catch (cause) {
    throw new NotKept(whyNotOpen(cause), { cause });
  }
  db.addEventListener("close", onGone);
  // A newer version of the training in another tab changes it: this tab steps back, as it is told to.
  db.addEventListener("versionchange", () => {
    db.close();
    onGone();
  });
  // Asked once: else the browser may throw it away when the disk is nearly full.
  void navigator.storage?.persist?.().catch(() => false);
  return {
    get: (store, key) => result(db.transaction(store).objectStore(store).get(key)),
    list: (store, prefix) => result(db.transaction(store).objectStore(store).getAll(beginningWith(prefix))),
    keys: (store, prefix) =>
      result(db.transaction(store).objectStore(store).getAllKeys(beginningWith(prefix))) as never,
    async write(changes) {
      if (changes.length === 0) return;
      const transaction = db.transaction([...new Set(changes.map(({ store }) => store))], "readwrite");
      const written = completed(transaction);
      for (const { store, key, value } of changes)
        if (value === undefined) transaction.objectStore(store).delete(key);
        else transaction.objectStore(store).put(value, key);
      await written;
    },
  };
}

function whyNotOpen(cause: unknown): string {
  if (cause instanceof DOMException && cause.name === "VersionError")
    return "A newer version of this training has kept practices in this browser, and this older one can't read them. They are not touched. Reload the page to get the newer version; what you do here ends with this tab.";
  if (cause instanceof Silent)
    return "This browser does not answer when asked for what it kept: nothing of it is touched. Close all windows of the browser and open it again. Until then, what you do here ends with this tab: save it as a file before you close it.";
  return "This browser keeps nothing for this page (a private window, or a setting): what you do ends with this tab. Use an ordinary window, or save your practice as a file before you close it.";
}

/** Some browsers leave the question open for ever. */
class Silent extends Error {
  override readonly name = "Silent";
}

async function isFirstTab(): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return isFirstWithoutLocks(LOCK);
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
    const request = indexedDB.open(NAME, 2);
    request.addEventListener("upgradeneeded", ({ oldVersion }) => {
      if (oldVersion === 1) takeOver(request.result, request.transaction);
      else makeStores(request.result);
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not open")));
    setTimeout(() => reject(new Silent("IndexedDB does not answer")), OPEN_MS_MAX);
    // Another tab of an older version has it, and will not let go.
    request.addEventListener("blocked", () => reject(new Error("IndexedDB is held by another tab")));
  });
}

function makeStores(db: IDBDatabase): void {
  for (const store of STORES) db.createObjectStore(store);
}

/** Version 1 kept one world: it becomes the first of several. */
function takeOver(db: IDBDatabase, transaction: IDBTransaction | null): void {
  if (transaction === null) return;
  const entries: IDBRequest<Entry[]> = transaction.objectStore(BEFORE.log).getAll();
  const build: IDBRequest<string | undefined> = transaction.objectStore(BEFORE.about).get("build");
  // The second is answered after the first.
  build.addEventListener("success", () => {
    db.deleteObjectStore(BEFORE.log);
    db.deleteObjectStore(BEFORE.about);
    makeStores(db);
    const last = entries.result.at(-1);
    if (build.result === undefined || last === undefined) return;
    const worldId = "first";
    const [opening] = entries.result;
    const empty: KeptWorld = {
      worldId,
      lesson: opening?.kind === "lesson" ? opening.lesson : null,
      build: build.result,
      openedAt: new Date().toISOString(),
      entries: 0,
      steps: 0,
      isPassing: false,
      at: endOf(last),
      staffId: null,
      from: null,
      trouble: null,
    };
    const world = entries.result.reduce((sum, entry) => withEntry(sum, { entry }, endOf(entry)), empty);
    transaction.objectStore("worlds").put(world, worldId);
    transaction.objectStore("about").put(worldId, "current");
    for (const [index, entry] of entries.result.entries())
      transaction.objectStore("entries").put({ entry, how: "unknown" }, placeOf(worldId, index));
  });
}

function beginningWith(prefix: string): IDBKeyRange | undefined {
  return prefix === "" ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not answer")));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    for (const type of ["error", "abort"])
      transaction.addEventListener(type, () => reject(transaction.error ?? new Error("IndexedDB gave up")));
  });
}
