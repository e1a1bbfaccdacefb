import type { Actor } from "@practicum/contracts/actor";
import type { Context } from "@practicum/service/define-service";
import type { BillingPorts } from "../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../sql/schema.ts";

/** What every handler of billing is given. */
export type BillingContext = Context<BillingSchema, BillingPorts>;

/** Who did it, as the ledger and the history of a claim keep it. */
export function actorName(actor: Actor): string {
  return actor.kind === "system" ? "Automatic" : actor.name;
}
