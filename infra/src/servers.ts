import { findNats } from "@practicum/tooling/nats-binary";
import { cacheRoot } from "@practicum/tooling/paths";
import { onFreePort } from "@practicum/tooling/ports";
import { runPostgres } from "@practicum/tooling/postgres-server";
import { ensureStream, givenLogins, natsLogins, startBroker, type NatsLogin } from "./broker.ts";
import { checkBroker, checkDatabase } from "./check-servers.ts";
import type { Durables, NatsUser } from "./nats-config.ts";
import type { ServiceUsers } from "./service-users.ts";
import { settings } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { paths, secrets } from "./state.ts";
import { supervise, type Supervised } from "./supervise.ts";

/** A server that the launcher uses: its own, or one that a person named. */
export interface Server<T> {
  readonly use: T;
  /** For the progress display: what it is and where. */
  readonly about: string;
  /** Undefined when it is somebody else's to run. */
  readonly process: Supervised | undefined;
}

export interface StartServer {
  readonly shutdown: Shutdown;
  readonly users: ServiceUsers;
  readonly onChange: (message: string) => void;
}

/** Small for a small practice; everything else is PostgreSQL's default, with durability untouched. */
const POSTGRES_SETTINGS = {
  shared_buffers: "64MB",
  max_connections: "120",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  log_min_messages: "fatal",
  log_min_error_statement: "panic",
};

/** The database server: DATABASE_URL's, or the embedded one with its data in the ignored folder. */
export async function startDatabase({ shutdown, onChange }: Omit<StartServer, "users">): Promise<Server<string>> {
  const given = settings().database.url;
  if (given !== undefined) {
    const version = await checkDatabase(given);
    return { use: given, about: `PostgreSQL ${version} of your own`, process: undefined };
  }
  const { postgres: password = "" } = await secrets(["postgres"]);
  const { port, supervised } = await onFreePort(54_329, async (free) => ({
    port: free,
    supervised: await supervise({
      name: "PostgreSQL",
      onChange,
      signal: "SIGINT",
      start: async () =>
        (await runPostgres({ dataDir: paths.postgres, port: free, password, settings: POSTGRES_SETTINGS })).process,
    }),
  }));
  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  shutdown.add("PostgreSQL", () => supervised.stop());
  return { use: url, about: `PostgreSQL 18 on port ${port}`, process: supervised };
}

export type Logins = Readonly<Record<NatsUser, NatsLogin>>;

/** The message server: NATS_URL's, or our own. `use` is undefined where none can be had, or NATS_URL is "memory". */
export async function startMessages(
  { shutdown, users, onChange }: StartServer,
  durables: Durables,
): Promise<Server<Logins | undefined>> {
  const given = settings().broker.url;
  if (given === "memory") return { use: undefined, about: "none, as NATS_URL=memory asks", process: undefined };
  if (given !== undefined) {
    await checkBroker(given, settings().broker);
    const logins = await givenLogins(given);
    await ensureStream(logins.operator, durables);
    return { use: logins, about: "a NATS server of your own", process: undefined };
  }
  const notes: string[] = [];
  const binary = await findNats(cacheRoot, (note) => notes.push(note));
  if (binary === undefined) {
    onChange(`No nats-server could be had: ${notes.join("; ")}. All services run in one process instead.`);
    return { use: undefined, about: "none: all services in one process", process: undefined };
  }
  if (binary.warning !== undefined) onChange(binary.warning);
  const { port, supervised } = await onFreePort(54_222, async (free) => ({
    port: free,
    supervised: await supervise({
      name: "NATS",
      onChange,
      start: async () => (await startBroker(binary, { port: free, durables, user: users.get("nats") })).process,
    }),
  }));
  shutdown.add("NATS", () => supervised.stop());
  const use = await natsLogins(`nats://127.0.0.1:${port}`);
  return { use, about: `nats-server ${binary.version} on port ${port}`, process: supervised };
}
