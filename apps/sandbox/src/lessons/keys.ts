import { newKeys, type Keys } from "@practicum/passport/proof";

const NAME = "practicum-passport";
const STORE = "keys";
const KEY = "own";

/** Why nothing can be signed here, in words for the learner. */
export class NoKeys extends Error {
  override readonly name = "NoKeys";
}

/**
 * The key pair that this browser signs passports with. It is made at the first one, and kept where no program can read the secret out of it;
 * where the browser keeps nothing, the next visit has another.
 * @throws {@link NoKeys}
 */
export async function keptKeys(): Promise<Keys> {
  if (!globalThis.isSecureContext)
    throw new NoKeys(
      "A passport is signed, and browsers sign only on a page that came by https. Open this page by https.",
    );
  const db = await openDatabase().catch(() => null);
  const kept = db === null ? undefined : await read(db).catch(() => undefined);
  if (kept !== undefined) return kept;
  let made: Keys;
  try {
    made = await newKeys();
  } catch (cause) {
    throw new NoKeys("This browser can't sign with Ed25519. A current Chrome, Edge, Firefox or Safari can.", { cause });
  }
  if (db !== null) await keep(db, made).catch(() => {});
  return made;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not open")));
  });
}

function read(db: IDBDatabase): Promise<Keys | undefined> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<Keys | undefined> = db.transaction(STORE).objectStore(STORE).get(KEY);
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB did not answer")));
  });
}

function keep(db: IDBDatabase, keys: Keys): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).put(keys, KEY);
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("IndexedDB gave up")));
  });
}
