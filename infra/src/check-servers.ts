import { connect } from "@nats-io/transport-node";
import { jetstreamManager } from "@nats-io/jetstream";
import { natsTls } from "@practicum/bus/nats";
import pg from "pg";

/** PostgreSQL's version as it counts: 18 is 180000. */
const POSTGRES_WANTED = 180_000;

/** What is wrong with a server, in words for a person. It holds no password. */
export class ServerProblem extends Error {
  override readonly name = "ServerProblem";
}

/**
 * Asks a PostgreSQL server who it is.
 *
 * @returns its version: "18.4".
 * @throws {@link ServerProblem} when it cannot be reached, refuses us, or is too old.
 */
export async function checkDatabase(databaseUrl: string, wanted: number = POSTGRES_WANTED): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: string }>(
      "select current_setting('server_version') as version, current_setting('server_version_num') as number",
    );
    const { version = "", number = "0" } = rows[0] ?? {};
    if (Number(number) < wanted)
      throw new ServerProblem(
        `PostgreSQL ${version} at ${placeOf(databaseUrl)} is too old: Practicum needs ${Math.trunc(wanted / 10_000)} or newer.`,
      );
    return version;
  } catch (error) {
    if (error instanceof ServerProblem) throw error;
    throw new ServerProblem(databaseWords(error, new URL(databaseUrl)), { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

function databaseWords(error: unknown, url: URL): string {
  const place = placeOf(url.href);
  const user = decodeURIComponent(url.username) || "(none named)";
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return `PostgreSQL at ${place} refuses the user ${user}: the password is wrong, or the user may not come from here.`;
    case "3D000":
      return `PostgreSQL at ${place} has no database "${url.pathname.slice(1)}": name one that is there, such as postgres.`;
    default:
      return /does not support SSL/i.test(String(error))
        ? `PostgreSQL at ${place} speaks no TLS, and database.tls asks for it: set ssl = on there.`
        : `PostgreSQL at ${place}: ${networkWords(error, "database.caFile")}`;
  }
}

/**
 * Asks a NATS server for JetStream.
 *
 * @throws {@link ServerProblem} when it cannot be reached, refuses us, or has no JetStream.
 */
export async function checkBroker(
  natsUrl: string,
  { tls, caFile }: { readonly tls?: string; readonly caFile?: string | undefined } = {},
): Promise<void> {
  const url = new URL(natsUrl);
  const place = placeOf(natsUrl);
  const user = decodeURIComponent(url.username);
  const login = user === "" ? {} : { user, pass: decodeURIComponent(url.password) };
  const secure = tls === "verify" ? { tls: natsTls({ caFile }) } : {};
  const connection = await connect({ servers: url.host, ...login, ...secure, timeout: 10_000, reconnect: false }).catch(
    (error: unknown) => {
      const isRefused = error instanceof Error && /authorization/i.test(`${error.name} ${error.message}`);
      const words = isRefused
        ? `refuses ${user === "" ? "whoever has no user" : `the user ${user}: the password is wrong`}.`
        : /does not support 'tls'/.test(String(error))
          ? "speaks no TLS, and broker.tls asks for it: give it a certificate (tls {} in its configuration)."
          : networkWords(error, "broker.caFile");
      throw new ServerProblem(`NATS at ${place}: ${words}`, { cause: error });
    },
  );
  try {
    await (await jetstreamManager(connection, { checkAPI: false, timeout: 5000 })).getAccountInfo();
  } catch (error) {
    throw new ServerProblem(`NATS at ${place} has JetStream off: turn it on ("jetstream {}" in its configuration).`, {
      cause: error,
    });
  } finally {
    await connection.close();
  }
}

function placeOf(text: string): string {
  return new URL(text).host;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string" && error.code !== "CONNECTION_REFUSED") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause === undefined ? "" : codeOf(error.cause);
}

function networkWords(error: unknown, authority: string): string {
  switch (codeOf(error)) {
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "CERT_SIGNATURE_FAILURE":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `its certificate is by an authority that nobody here knows: name that one's certificate in ${authority}.`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "its certificate is for another name than this address has.";
    case "CERT_HAS_EXPIRED":
      return "its certificate has ended: it needs a new one.";
    case "ECONNREFUSED":
      return "nobody listens there. Is the server running, and is the port right?";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "no machine has that name. Is it spelled right?";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return "the machine does not answer. Is it on, and does a firewall stand between?";
    case "ECONNRESET":
      return "the server ended the conversation. Is this its address, and does it want TLS?";
    default:
      return /timeout/i.test(String(error))
        ? "the machine does not answer. Is it on, and does a firewall stand between?"
        : "it could not be reached.";
  }
}
