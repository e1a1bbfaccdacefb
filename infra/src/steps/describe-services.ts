import { definitions } from "@practicum/all-services/definitions";
import type { Durable, Durables } from "../nats-config.ts";
import { perService } from "../service-names.ts";
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
  durables: perService((service) => durablesOf(definitions[service])),
}));
