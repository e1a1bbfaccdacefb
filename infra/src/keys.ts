import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeKeyPair, type Keys, type Signs, type SigningKey, type TrustedKey } from "@practicum/bus/nats-signing";
import { must } from "@practicum/kernel/assert";
import { NATS_USERS, perUser, type NatsUser } from "./nats-config.ts";
import { paths, writePrivate } from "./state.ts";

const DAY_MS = 86_400_000;
/** A key is replaced at the first start after this. */
const KEY_AGE_DAYS_MAX = 90;
/** An event may wait in the store for 30 days; until then what the old key signed is still on its way. */
const OLD_EVENTS_DAYS = 31;
/** A request is served within minutes. The day is for whoever starts the processes one after another. */
const OLD_REQUESTS_DAYS = 1;

/** Every public key that is believed, and since when each owner has the one in use. */
interface Keyring {
  readonly trusted: readonly TrustedKey[];
  readonly madeAt: Readonly<Record<string, string>>;
}

const keyringFile = join(paths.root, "keys", "public.json");
const ownFile = (user: NatsUser) => join(paths.root, "keys", `${user}.json`);

/**
 * The keys that this installation's messages are signed by, one a NATS user, each private half in a file of its own. They are made at
 * the first start and replaced every 90 days; processes get theirs when they are started.
 */
export async function signingKeys(now = new Date()): Promise<Readonly<Record<NatsUser, Keys>>> {
  const old: NatsUser[] = [];
  const { madeAt } = await keyring();
  for (const user of NATS_USERS) {
    const made = madeAt[user];
    const ageMs = made === undefined ? Infinity : now.getTime() - Date.parse(made);
    if (ageMs >= KEY_AGE_DAYS_MAX * DAY_MS || (await ownKey(user)) === undefined) old.push(user);
  }
  if (old.length > 0) await replaceKeys(old, { now });
  const { trusted } = await keyring();
  const own = new Map<NatsUser, SigningKey>();
  for (const user of NATS_USERS) own.set(user, must(await ownKey(user)));
  return perUser((user) => ({ own: must(own.get(user)), trusted }));
}

/**
 * Makes new keys. What the old ones signed is believed for a while yet, unless they are withdrawn: then events of theirs that are still in
 * the store are no events any more, and `practicum replay` brings them back under the new key.
 */
export async function replaceKeys(
  users: readonly NatsUser[],
  { now = new Date(), withdraw = false }: { readonly now?: Date; readonly withdraw?: boolean },
): Promise<void> {
  const before = await keyring();
  const trusted = before.trusted
    .filter(({ acceptedUntil }) => acceptedUntil === null || Date.parse(acceptedUntil) > now.getTime())
    .filter(({ owner }) => !withdraw || !isOneOf(owner, users))
    .map((key) => (key.acceptedUntil === null && isOneOf(key.owner, users) ? { ...key, ...until(key, now) } : key));
  const madeAt = { ...before.madeAt };
  for (const user of users) {
    const { own, known } = makeKeyPair(user, `${user}-${randomBytes(6).toString("hex")}`, signs(user));
    // The private half first: a crash in between leaves a key that nobody knows, and the next start replaces it.
    await writePrivate(ownFile(user), JSON.stringify(own, undefined, 2));
    trusted.push(known);
    madeAt[user] = now.toISOString();
  }
  await writePrivate(keyringFile, JSON.stringify({ trusted, madeAt }, undefined, 2));
}

function signs(user: NatsUser): readonly Signs[] {
  return user === "gateway" || user === "operator" ? ["requests"] : ["events"];
}

function until(key: TrustedKey, now: Date): Pick<TrustedKey, "acceptedUntil"> {
  const days = key.signs.includes("events") ? OLD_EVENTS_DAYS : OLD_REQUESTS_DAYS;
  return { acceptedUntil: new Date(now.getTime() + days * DAY_MS).toISOString() };
}

function isOneOf(owner: string, users: readonly NatsUser[]): boolean {
  return users.some((user) => user === owner);
}

/** The key in use, unless the keyring does not know it. */
async function ownKey(user: NatsUser): Promise<SigningKey | undefined> {
  const own = await readJson<SigningKey>(ownFile(user));
  const { trusted } = await keyring();
  return trusted.some(({ keyId, acceptedUntil }) => keyId === own?.keyId && acceptedUntil === null) ? own : undefined;
}

async function keyring(): Promise<Keyring> {
  return (await readJson<Keyring>(keyringFile)) ?? { trusted: [], madeAt: {} };
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    const parsed: T = JSON.parse(await readFile(file, "utf8"));
    return parsed;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
