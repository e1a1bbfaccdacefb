import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Keys, SigningKey } from "@practicum/bus/nats-signing";
import { must } from "@practicum/kernel/assert";
import type { StartedInstance } from "../src/instance.ts";

/** How one signs in to an instance's NATS as one of its users, with the password from its own folder. */
async function optionsOf({ dataDir, natsUrl }: StartedInstance, user: "operator" | "gateway") {
  const secrets: Record<string, string> = JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8"));
  return {
    servers: must(natsUrl, "this instance has no NATS server"),
    user,
    pass: must(secrets[`nats-${user}`]),
    inboxPrefix: `_INBOX_${user}`,
  };
}

/** The same for the gateway, with the key that its requests are signed by. */
export async function gatewayOptions(instance: StartedInstance) {
  const own: SigningKey = JSON.parse(await readFile(join(instance.dataDir, "keys", "gateway.json"), "utf8"));
  const keys: Keys = { own, trusted: [] };
  return { options: await optionsOf(instance, "gateway"), keys };
}

export async function operatorConnection(instance: StartedInstance): Promise<NatsConnection> {
  return connect(await optionsOf(instance, "operator"));
}
