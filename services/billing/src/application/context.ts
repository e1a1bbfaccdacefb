import type { Actor } from "@practicum/contracts/actor";
import type { Permission, Role } from "@practicum/contracts/permission";
import { mayAlso } from "@practicum/contracts/scope";
import type { Context } from "@practicum/service/define-service";
import type { BillingPorts } from "../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../sql/schema.ts";

/** What every handler of billing is given. */
export type BillingContext = Context<BillingSchema, BillingPorts>;

/** Who did it, as the ledger and the history of a claim keep it. */
export function actorName(actor: Actor): string {
  return actor.kind === "system" ? "Automatic" : actor.name;
}

/** The roles of the one who asks: what it may do alone goes by them. */
export function rolesOf({ actor }: BillingContext): readonly Role[] {
  return actor.kind === "staff" || actor.kind === "learner" ? actor.roles : [];
}

/** Whether the one who asks may do something else too, beside what was asked for. */
export function actorMay({ actor }: BillingContext, permission: Permission): boolean {
  return mayAlso(actor, permission);
}
