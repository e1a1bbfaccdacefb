import { mayDo, type Permission } from "@practicum/contracts/permission";
import type { Context } from "@practicum/service/define-service";
import type { SchedulingTables } from "../sql/tables.ts";

export type SchedulingContext = Context<SchedulingTables>;

/** Whether the actor has a permission beside the operation's own. A system actor is the practice itself. */
export function actorMay({ actor }: SchedulingContext, permission: Permission): boolean {
  return actor.kind === "system" || mayDo(actor.roles, permission);
}

/** Whose hold it is: one person has one hold, in all tabs. */
export function holderOf({ actor }: SchedulingContext): string {
  return actor.kind === "staff" ? actor.staffId : `system:${actor.name}`;
}
