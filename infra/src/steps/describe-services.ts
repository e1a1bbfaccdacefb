import type { NatsConfig } from "../nats-config.ts";
import { definitions } from "../definitions.ts";
import { step } from "./step.ts";

export interface ServiceDescriptions {
  /** The durable consumers that each service owns. */
  readonly durables: NatsConfig["durables"];
}

const durablesOf = ({ name, consumers }: { readonly name: string; readonly consumers: object }) =>
  Object.keys(consumers).map((consumer) => `${name}-${consumer}`);

await step<Record<string, never>, ServiceDescriptions>(async () => ({
  durables: {
    identity: durablesOf(definitions.identity),
    scheduling: durablesOf(definitions.scheduling),
    charting: durablesOf(definitions.charting),
    billing: durablesOf(definitions.billing),
    messaging: durablesOf(definitions.messaging),
  },
}));
