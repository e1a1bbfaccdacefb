import type { Durable, Durables } from "../nats-config.ts";
import { definitions } from "../definitions.ts";
import { step } from "./step.ts";

export interface ServiceDescriptions {
  /** The durable consumers that each service reads. */
  readonly durables: Durables;
}

interface Described {
  readonly name: string;
  readonly consumers: { readonly [consumer: string]: { readonly event: { readonly name: string } } };
}

const durablesOf = ({ name, consumers }: Described): readonly Durable[] =>
  Object.entries(consumers).map(([consumer, { event }]) => ({ durable: `${name}-${consumer}`, events: [event.name] }));

await step<Record<string, never>, ServiceDescriptions>(async () => ({
  durables: {
    identity: durablesOf(definitions.identity),
    scheduling: durablesOf(definitions.scheduling),
    charting: durablesOf(definitions.charting),
    billing: durablesOf(definitions.billing),
    messaging: durablesOf(definitions.messaging),
  },
}));
