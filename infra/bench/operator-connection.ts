import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { must } from "@practicum/kernel/assert";
import type { StartedInstance } from "../src/instance.ts";

/** How one signs in to an instance's NATS as its operator, with the password from its own folder. */
export async function operatorOptions({ dataDir, natsUrl }: StartedInstance) {
  const secrets: Record<string, string> = JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8"));
  return {
    servers: must(natsUrl, "this instance has no NATS server"),
    user: "operator",
    pass: must(secrets["nats-operator"]),
    inboxPrefix: "_INBOX_operator",
  };
}

export async function operatorConnection(instance: StartedInstance): Promise<NatsConnection> {
  return connect(await operatorOptions(instance));
}
