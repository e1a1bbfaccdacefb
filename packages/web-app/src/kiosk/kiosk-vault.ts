/**
 * What a patient types at the tablet, kept as AES-GCM alone (GTW-109). What is being filled in is this tab's and goes when it was sent or the
 * tablet rested; what is filled in and waits for the network outlives the tab.
 */
const DRAFT = "practicum.kiosk.draft";
const WAITING = "practicum.kiosk.waiting";

export type Kept = "draft" | "waiting";

const placeOf = (kept: Kept): readonly [Storage, string] =>
  kept === "draft" ? [sessionStorage, DRAFT] : [localStorage, WAITING];

/** Writes in the order of asking: what was typed last is what is kept. */
let writing: Promise<unknown> = Promise.resolve();

export function keepSealed(kept: Kept, key: string, value: object): Promise<boolean> {
  const done = writing.then(async () => {
    const [storage, slot] = placeOf(kept);
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new TextEncoder().encode(JSON.stringify(value));
      const data = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await imported(key), bytes));
      storage.setItem(slot, `${toBase64(iv)} ${toBase64(data)}`);
      return true;
    } catch {
      // No cryptography over an open line, or no room: it stands in memory alone.
      return false;
    }
  });
  writing = done;
  return done;
}

/** What lies there, or null: nothing, or another session's. */
export async function readSealed(kept: Kept, key: string): Promise<unknown> {
  const [storage, slot] = placeOf(kept);
  const [iv, data] = (storage.getItem(slot) ?? "").split(" ");
  if (iv === undefined || data === undefined) return null;
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64(iv) },
      await imported(key),
      fromBase64(data),
    );
    return JSON.parse(new TextDecoder().decode(opened));
  } catch {
    return null;
  }
}

export function isKept(kept: Kept): boolean {
  const [storage, slot] = placeOf(kept);
  return storage.getItem(slot) !== null;
}

export async function dropSealed(kept: Kept): Promise<void> {
  await writing;
  const [storage, slot] = placeOf(kept);
  storage.removeItem(slot);
}

function imported(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", fromBase64(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
