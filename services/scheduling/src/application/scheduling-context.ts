import { actorId } from "@practicum/contracts/actor";
import type { Permission } from "@practicum/contracts/permission";
import { mayAlso } from "@practicum/contracts/scope";
import type { Context } from "@practicum/service/define-service";
import type { SchedulingTables } from "../sql/tables.ts";

export type SchedulingContext = Context<SchedulingTables>;

/** Whether the actor has a permission beside the operation's own. */
export function actorMay({ actor }: SchedulingContext, permission: Permission): boolean {
  return mayAlso(actor, permission);
}

/** Whose hold it is: one person has one hold, in all tabs. */
export function holderOf({ actor }: SchedulingContext): string {
  return actorId(actor);
}
