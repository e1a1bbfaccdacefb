/**
 * What was typed and not sent, kept in the browser as AES-GCM alone (CHT-119). The keys come from the service at each sign-in, are held as keys that
 * can't be read out, and are forgotten with the session; the same person gets the same ones again, so what a crash, or the end of a session,
 * left behind is there at the next sign-in and is readable to nobody before.
 *
 * While the session is open all drafts of the person stand in memory: screens read and write there at once, and each change is
 * encrypted behind it, the last one of each draft in its turn.
 */

/** `browser` outlives the tab: a note. `tab` is for this tab alone and ends with the session: a form, a dock. */
export type DraftScope = "browser" | "tab";

export interface DraftKey {
  readonly week: number;
  /** AES-256, as base64. */
  readonly key: string;
}

interface Entry {
  readonly text: string;
  readonly scope: DraftScope;
  /** Where it lies; the name would tell too much. */
  readonly slot: string;
  readonly atMs: number;
}

interface Open {
  readonly staffId: string;
  readonly keys: ReadonlyMap<number, CryptoKey>;
  /** The one to write with; absent where the service gave none: then nothing is kept in the browser. */
  readonly newest: { readonly week: number; readonly key: CryptoKey } | null;
}

/** As it lies in the browser. */
interface Sealed {
  readonly of: string;
  readonly week: number;
  readonly atMs: number;
  readonly iv: string;
  readonly data: string;
}

const PREFIX = "practicum.draft:";
/** Of before drafts were encrypted. */
const OLD_PREFIXES = ["practicum.note:", "practicum.form:"] as const;
const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;
const scopes = ["browser", "tab"] as const;

let entries = new Map<string, Entry>();
let open: Open | null = null;
const writing = new Map<string, Promise<void>>();

function storageOf(scope: DraftScope): Storage {
  return scope === "browser" ? localStorage : sessionStorage;
}

function slotsOf(storage: Storage, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "").filter((key) =>
    key.startsWith(prefix),
  );
}

/**
 * Reads the person's drafts with the keys that the service gave. What was typed meanwhile stays, and is kept from now on.
 *
 * @returns whether screens that stand already, because the keys came late, lack what was found.
 */
export async function openVault(staffId: string, keys: readonly DraftKey[]): Promise<boolean> {
  // Not where the page came over an open line: there is no cryptography, and nothing is kept.
  const usable = globalThis.crypto?.subtle === undefined ? [] : keys;
  const imported = await Promise.all(usable.map(async ({ week, key }) => [week, await importKey(key)] as const));
  const [newest] = imported;
  const late = open?.staffId === staffId;
  const typed = late ? entries : new Map<string, Entry>();
  open = { staffId, keys: new Map(imported), newest: newest ? { week: newest[0], key: newest[1] } : null };
  const found = await readAll(open);
  const missed = [...found.keys()].some((name) => !typed.has(name));
  entries = new Map([...found, ...typed]);
  takeOver(staffId);
  for (const name of typed.keys()) seal(name);
  return late && missed;
}

/** The session is over: the keys and what they opened are forgotten; what lies in the browser waits for the same person. */
export async function closeVault(): Promise<void> {
  await settled();
  open = null;
  entries = new Map();
}

/** All that was typed until now lies in the browser. */
export async function settled(): Promise<void> {
  while (writing.size > 0) await Promise.all(writing.values());
}

export function readKept(name: string): string | null {
  return entries.get(name)?.text ?? null;
}

export function keep(name: string, text: string, scope: DraftScope): void {
  const before = entries.get(name);
  if (before?.text === text) return;
  const slot = before?.slot ?? `${PREFIX}${crypto.randomUUID()}`;
  entries.set(name, { text, scope, slot, atMs: Date.now() });
  seal(name);
}

export function drop(name: string): void {
  const entry = entries.get(name);
  if (!entry) return;
  entries.delete(name);
  storageOf(entry.scope).removeItem(entry.slot);
}

/** What belongs to this tab's session: forms and docks. Also what another person left in the tab. */
export function dropTabDrafts(): void {
  for (const [name, entry] of entries) if (entry.scope === "tab") entries.delete(name);
  for (const slot of slotsOf(sessionStorage, PREFIX)) sessionStorage.removeItem(slot);
}

/** For a practice that is gone with all its notes, as the sandbox's is when the page is opened again. */
export function dropEverything(): void {
  entries.clear();
  for (const scope of scopes) for (const slot of slotsOf(storageOf(scope), PREFIX)) storageOf(scope).removeItem(slot);
}

/** Drafts are dropped after a week, whoever's they are. */
export function dropStale(nowMs: number): void {
  for (const scope of scopes) {
    const storage = storageOf(scope);
    for (const slot of slotsOf(storage, PREFIX)) {
      const sealed = parse(storage.getItem(slot));
      if (sealed === null || sealed.atMs < nowMs - KEPT_DAYS * DAY_MS) storage.removeItem(slot);
    }
  }
}

/** Another tab of the same person wrote or dropped one. */
export function watchOtherTabs(): () => void {
  const onStorage = ({ key, newValue, storageArea }: StorageEvent) => {
    if (storageArea !== localStorage || key === null || !key.startsWith(PREFIX)) return;
    if (newValue !== null) return void takeIn(key, newValue);
    for (const [name, entry] of entries) if (entry.slot === key) entries.delete(name);
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

async function takeIn(slot: string, value: string): Promise<void> {
  const at = open;
  const sealed = parse(value);
  if (!at || sealed?.of !== at.staffId) return;
  const found = await unseal(at, slot, sealed, "browser");
  if (!found || open !== at) return;
  const [name, entry] = found;
  const own = entries.get(name);
  if (own === undefined || own.slot === slot || own.atMs < entry.atMs) entries.set(name, entry);
}

/** Encrypts a draft as it is then, again while it changes meanwhile; one after the other of each. */
function seal(name: string): void {
  if (writing.has(name) || !open?.newest) return;
  const done = sealUntilSettled(name, open).finally(() => writing.delete(name));
  writing.set(name, done);
}

async function sealUntilSettled(name: string, at: Open): Promise<void> {
  const { newest, staffId } = at;
  if (!newest) return;
  for (;;) {
    const entry = entries.get(name);
    if (!entry || open !== at) return;
    const { text, scope, slot, atMs } = entry;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: bytesOf(staffId) },
      newest.key,
      bytesOf(JSON.stringify({ name, text })),
    );
    // It was dropped, or the session ended, while it was encrypted.
    if (entries.get(name)?.slot !== slot || open !== at) return;
    const sealed: Sealed = {
      of: staffId,
      week: newest.week,
      atMs,
      iv: toBase64(iv),
      data: toBase64(new Uint8Array(data)),
    };
    try {
      storageOf(scope).setItem(slot, JSON.stringify(sealed));
    } catch {
      // The browser has no room: what is typed stands in memory, and at the service as soon as it has it.
      return;
    }
    if (entries.get(name) === entry) return;
  }
}

async function readAll(at: Open): Promise<Map<string, Entry>> {
  dropStale(Date.now());
  const found = new Map<string, Entry>();
  for (const scope of scopes) {
    const storage = storageOf(scope);
    for (const slot of slotsOf(storage, PREFIX)) {
      const sealed = parse(storage.getItem(slot));
      if (sealed === null) continue;
      // Another person's: a note waits for that person, a form was this tab's and its session is over.
      if (sealed.of !== at.staffId) {
        if (scope === "tab") storage.removeItem(slot);
        continue;
      }
      const read = await unseal(at, slot, sealed, scope);
      if (!read) {
        if (at.newest) storage.removeItem(slot);
        continue;
      }
      const [name, entry] = read;
      if ((found.get(name)?.atMs ?? 0) <= entry.atMs) found.set(name, entry);
    }
  }
  return found;
}

async function unseal(at: Open, slot: string, sealed: Sealed, scope: DraftScope): Promise<[string, Entry] | null> {
  const key = at.keys.get(sealed.week);
  if (!key) return null;
  try {
    const data = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64(sealed.iv), additionalData: bytesOf(at.staffId) },
      key,
      fromBase64(sealed.data),
    );
    const { name, text }: { name: string; text: string } = JSON.parse(new TextDecoder().decode(data));
    return [name, { text, scope, slot, atMs: sealed.atMs }];
  } catch {
    return null;
  }
}

/** What an earlier version left readable: one's own is taken over, others' is removed. */
function takeOver(staffId: string): void {
  for (const [index, prefix] of OLD_PREFIXES.entries()) {
    const scope: DraftScope = index === 0 ? "browser" : "tab";
    const storage = storageOf(scope);
    for (const slot of slotsOf(storage, prefix)) {
      const [whose, ...rest] = slot.slice(prefix.length).split(":");
      const text = storage.getItem(slot);
      const name = `${prefix === OLD_PREFIXES[0] ? "note" : "form"}:${rest.join(":")}`;
      if (whose === staffId && text !== null && !entries.has(name)) keep(name, text, scope);
      storage.removeItem(slot);
    }
  }
}

function parse(value: string | null): Sealed | null {
  try {
    const sealed: Partial<Sealed> | null = JSON.parse(value ?? "null");
    if (sealed === null) return null;
    const { of, week, atMs, iv, data } = sealed;
    return typeof of === "string" &&
      typeof week === "number" &&
      typeof atMs === "number" &&
      typeof iv === "string" &&
      typeof data === "string"
      ? { of, week, atMs, iv, data }
      : null;
  } catch {
    return null;
  }
}

function importKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", fromBase64(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
