import { perService, SERVICES, type ServiceUser } from "./service-names.ts";

/** Whom a NATS server knows: one user a service, the gateway, and the operator of the command line. */
export type NatsUser = ServiceUser | "gateway" | "operator";

export const NATS_USERS: readonly NatsUser[] = [...SERVICES, "gateway", "operator"];

/** The same for each user. */
export function perUser<T>(make: (user: NatsUser) => T): Readonly<Record<NatsUser, T>> {
  return { ...perService(make), gateway: make("gateway"), operator: make("operator") };
}

/** A durable consumer, `billing-capture-charges`, and the events it is for. */
export interface Durable {
  readonly durable: string;
  readonly events: readonly string[];
}

export type Durables = Readonly<Record<ServiceUser, readonly Durable[]>>;

export interface NatsConfig {
  readonly storeDir: string;
  readonly passwords: Readonly<Record<NatsUser, string>>;
  /** The durable consumers each service reads. */
  readonly durables: Durables;
  /** Write to disk before an event is acknowledged (nats-server 2.10 and newer). */
  readonly syncAlways: boolean;
}

interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const STREAM = "EVT";
const PULSE = "PULSE";
/** A remittance file or a large note travels in one message. */
const PAYLOAD_BYTES_MAX = 8 * 1024 * 1024;

/** Where the event store is; whoever has an account of its own reaches of it what is exported to that account. */
const STORE = "STORE";

/**
 * The server's configuration. Each user has an account of its own, and reaches in another's what is exported to it, by name. So an answer that
 * is sent where it should not go (JetStream sends it for whoever asked, and asks nobody whether he may) ends in the account of who asked for
 * it: with permissions alone, the empty answer to "done" could be sent to what purges the store. Within an account permissions are allow lists
 * only: a deny list has been got around before, and what nobody listed nobody may do. There is no user without a password, so an anonymous
 * client is refused.
 */
export function natsConfig(config: NatsConfig): string {
  const { durables } = config;
  const accounts = NATS_USERS.map((user) => {
    const { publish, subscribe } = permissionsOf(user, durables);
    return `  ${accountOf(user)} {
${user === "operator" ? "    jetstream: enabled\n" : ""}    users: [
      {
        user: ${quoted(user)}
        password: ${quoted(config.passwords[user])}
        permissions: {
          publish: { allow: [${publish.map(quoted).join(", ")}] }
          subscribe: { allow: [${subscribe.map(quoted).join(", ")}] }
        }
      }
    ]
    exports: [
${lines(exportsOf(user, durables))}
    ]
    imports: [
${lines(importsOf(user, durables))}
    ]
  }`;
  });
  return `max_payload: ${PAYLOAD_BYTES_MAX}
jetstream {
  store_dir: ${quoted(config.storeDir)}
  max_memory_store: 64MB
  max_file_store: 8GB
${config.syncAlways ? "  sync_interval: always\n" : ""}}
authorization {
  timeout: 10
}
accounts {
${accounts.join("\n")}
}
`;
}

function accountOf(user: NatsUser): string {
  return user === "operator" ? STORE : user.toUpperCase();
}

const lines = (all: readonly string[]) => all.map((one) => `      ${one}`).join("\n");

/** What a service asks of the store: its events go there, and what it consumes comes from there. */
function storeSubjects(user: ServiceUser, durables: Durables): readonly string[] {
  const { publish } = permissionsOf(user, durables);
  return publish.filter((subject) => !subject.startsWith("live.") && subject !== "_R_.>");
}

/** A pull is answered by many messages, everything else by one. */
const isPull = (subject: string) => subject.startsWith("$JS.API.CONSUMER.MSG.NEXT.");

function exportsOf(user: NatsUser, durables: Durables): readonly string[] {
  if (user === "gateway") return [];
  if (user !== "operator")
    return [
      `{ service: ${quoted(`svc.${user}.>`)}, accounts: [${accountOf("gateway")}, ${STORE}] }`,
      `{ stream: "live.*", accounts: [${accountOf("gateway")}, ${STORE}] }`,
    ];
  const readers = new Map<string, string[]>();
  for (const service of SERVICES)
    for (const subject of storeSubjects(service, durables))
      readers.set(subject, [...(readers.get(subject) ?? []), accountOf(service)]);
  return [...readers].map(
    ([subject, accounts]) =>
      `{ service: ${quoted(subject)}${isPull(subject) ? ", response_type: stream" : ""}, accounts: [${accounts.join(", ")}] }`,
  );
}

function importsOf(user: NatsUser, durables: Durables): readonly string[] {
  if (user === "gateway" || user === "operator")
    return SERVICES.flatMap((service) => [
      `{ service: { account: ${accountOf(service)}, subject: ${quoted(`svc.${service}.>`)} } }`,
      `{ stream: { account: ${accountOf(service)}, subject: "live.*" } }`,
    ]);
  return storeSubjects(user, durables).map(
    (subject) => `{ service: { account: ${STORE}, subject: ${quoted(subject)} } }`,
  );
}

function permissionsOf(user: NatsUser, durables: NatsConfig["durables"]): Permissions {
  const inbox = `_INBOX_${user}.>`;
  if (user === "operator") {
    return { publish: ["$JS.API.>", "$JS.ACK.>", "evt.>", "svc.>"], subscribe: [inbox, "evt.>", "live.>"] };
  }
  if (user === "gateway") return { publish: ["svc.>"], subscribe: [inbox, "live.>"] };
  return {
    publish: [
      `evt.*.${user}.>`,
      "live.*",
      // The server's own name, in this account, for where an answer goes: it is led to who asked, and to nobody else.
      "_R_.>",
      "$JS.API.INFO",
      `$JS.API.STREAM.INFO.${STREAM}`,
      // How far the consumers are, its own and the others': the relay asks when everything was consumed.
      `$JS.API.CONSUMER.LIST.${STREAM}`,
      // Whether the store takes something and gives it back: a place of its own.
      `pulse.${user}`,
      `$JS.API.STREAM.MSG.GET.${PULSE}`,
      ...durables[user].flatMap(consumerSubjects),
    ],
    subscribe: [inbox, `svc.${user}.>`],
  };
}

/**
 * What a service may ask of JetStream for one consumer of its own: to read, and to say what is done. Who could make it anew could have
 * it read every service's events. A wildcard is a whole token, so each is named.
 */
function consumerSubjects({ durable }: Durable): readonly string[] {
  const api = "$JS.API.CONSUMER";
  return [`${api}.INFO.${STREAM}.${durable}`, `${api}.MSG.NEXT.${STREAM}.${durable}`, `$JS.ACK.${STREAM}.${durable}.>`];
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
