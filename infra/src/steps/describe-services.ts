import { definitions } from "@practicum/all-services/definitions";
import { migrationNames } from "@practicum/db/migrate";
import type { Migrations } from "../backup/before-upgrade.ts";
import type { Durable, Durables } from "../nats-config.ts";
import { perService } from "../service-names.ts";
import { step } from "./step.ts";

export interface ServiceDescriptions {
  /** The durable consumers that each service reads. */
  readonly durables: Durables;
  /** The migrations that each service's schema has once it is up to date. */
  readonly migrations: Migrations;
}

interface Described {
  readonly name: string;
  readonly consumers: { readonly [consumer: string]: { readonly event: { readonly name: string } } };
}

const durablesOf = ({ name, consumers }: Described): readonly Durable[] =>
  Object.entries(consumers).map(([consumer, { event }]) => ({ durable: `${name}-${consumer}`, events: [event.name] }));

await step<Record<string, never>, ServiceDescriptions>(async () => ({
  durables: perService((service) => durablesOf(definitions[service])),
  migrations: perService((service) => migrationNames(definitions[service].migrations)),
}));
