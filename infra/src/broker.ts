import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { natsTls } from "@practicum/bus/nats";
import type { Keys } from "@practicum/bus/nats-signing";
import { durableConfig, PULSE, pulseConfig, STREAM } from "@practicum/bus/nats-stream";
import { must } from "@practicum/kernel/assert";
import { isOlder, type NatsBinary } from "@practicum/tooling/nats-binary";
import { runNats, type RunningNats } from "@practicum/tooling/nats-server";
import type { SystemUser } from "@practicum/tooling/system-users";
import { signingKeys } from "./keys.ts";
import { NATS_USERS, natsConfig, perUser, type Durables, type NatsUser } from "./nats-config.ts";
import { settings } from "./settings.ts";
import { paths, secrets, writePrivate } from "./state.ts";

/** How a process signs in to NATS. */
export interface NatsLogin {
  readonly url: string;
  /** Undefined on a server that lets everybody in. */
  readonly user?: string;
  readonly password?: string;
  /** By TLS alone, on a server of one's own. */
  readonly tls?: { readonly caFile?: string };
  /** Replies come to subjects below it; nobody else may listen there. */
  readonly inboxPrefix: string;
  /** What the process signs by, and whom it believes. */
  readonly keys: Keys;
}

const DAY_NS = 24 * 60 * 60 * 1_000_000_000;

/** The credentials of every NATS user of this installation. */
export async function natsLogins(url: string): Promise<Readonly<Record<NatsUser, NatsLogin>>> {
  const passwords = await natsPasswords();
  const keys = await signingKeys();
  return perUser((user) => ({
    url,
    user,
    password: passwords[user],
    inboxPrefix: `_INBOX_${user}`,
    keys: keys[user],
  }));
}

/** The same of the server that runs now: our own, or the one that the settings name. */
export async function loginsNow(url: string): Promise<Readonly<Record<NatsUser, NatsLogin>>> {
  const { url: given } = settings().broker;
  return given === undefined || given === "memory" ? natsLogins(url) : givenLogins(given);
}

/** A server of one's own has one login for all, in the URL; its permissions are its owner's to set. What is sent is signed here too. */
export async function givenLogins(natsUrl: string): Promise<Readonly<Record<NatsUser, NatsLogin>>> {
  const keys = await signingKeys();
  const { tls, caFile } = settings().broker;
  const url = new URL(natsUrl);
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  url.username = "";
  url.password = "";
  const servers = url.href.replace(/\/$/, "");
  return perUser((name) => ({
    url: servers,
    inboxPrefix: `_INBOX_${name}`,
    keys: keys[name],
    ...(user === "" ? {} : { user, password }),
    ...(tls === "verify" ? { tls: caFile === undefined ? {} : { caFile } } : {}),
  }));
}

async function natsPasswords(): Promise<Readonly<Record<NatsUser, string>>> {
  const known = await secrets(NATS_USERS.map((user) => `nats-${user}`));
  return perUser((user) => must(known[`nats-${user}`]));
}

/** Starts NATS with a user a service, each with its allow list, and makes the event stream with the durables of all. */
export async function startBroker(
  binary: NatsBinary,
  {
    port,
    durables,
    user,
  }: { readonly port: number; readonly durables: Durables; readonly user: SystemUser | undefined },
): Promise<RunningNats> {
  const configFile = join(paths.nats, "nats.conf");
  await mkdir(paths.nats, { recursive: true });
  const syncAlways = !isOlder(binary.version, "2.10.0");
  const config = { storeDir: join(paths.nats, "store"), passwords: await natsPasswords(), durables, syncAlways };
  await writePrivate(configFile, natsConfig(config), user);
  const nats = await runNats({ binary: binary.path, configFile, port, user });
  try {
    await ensureStream((await natsLogins(nats.url)).operator, durables);
  } catch (error) {
    await nats.stop();
    throw error;
  }
  return nats;
}

/**
 * Makes the stream of events and the durable consumers of the services when they are not there: at the first start, and after the
 * store was lost. Services may use them and may not change them. An event is kept for 30 days; the outbox tables can bring back
 * any of them.
 */
export async function ensureStream(operator: Omit<NatsLogin, "keys">, durables: Durables): Promise<void> {
  const connection = await connect({
    servers: operator.url,
    ...(operator.user === undefined ? {} : { user: operator.user, pass: operator.password ?? "" }),
    ...(operator.tls === undefined ? {} : { tls: natsTls(operator.tls) }),
    inboxPrefix: operator.inboxPrefix,
    name: "practicum launcher",
    timeout: 10_000,
  });
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const config = {
      name: STREAM,
      subjects: ["evt.>"],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      discard: DiscardPolicy.Old,
      max_age: 30 * DAY_NS,
      max_bytes: 4 * 1024 ** 3,
      // A relay that publishes again after a crash does so within minutes; the consumers' inboxes catch what is later.
      duplicate_window: 600 * 1_000_000_000,
    };
    const known = await manager.streams.info(STREAM).catch(() => undefined);
    if (known === undefined) await manager.streams.add(config);
    else await manager.streams.update(STREAM, config);
    if ((await manager.streams.info(PULSE).catch(() => undefined)) === undefined)
      await manager.streams.add(pulseConfig);
    await ensureDurables(manager, durables);
  } finally {
    await connection.close();
  }
}

/** Each durable reads what its consumer is for, whatever it read before; what no service has is gone, and holds nothing up. */
async function ensureDurables(manager: JetStreamManager, durables: Durables): Promise<void> {
  const wanted = Object.values(durables).flat();
  for (const durable of wanted) await manager.consumers.add(STREAM, durableConfig(durable));
  const names = new Set(wanted.map(({ durable }) => durable));
  for await (const { name } of manager.consumers.list(STREAM))
    if (!names.has(name)) await manager.consumers.delete(STREAM, name);
}
