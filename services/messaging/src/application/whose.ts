import type { Actor } from "@practicum/contracts/actor";
import { mayAlso } from "@practicum/contracts/scope";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { checkAssignment, type Assignment } from "../domain/assignment.ts";
import { isClinical, type Reader } from "../domain/clinical.ts";
import type { MessagingContext } from "../handlers.ts";
import { selectStaff } from "../sql/people.ts";
import type { Queue } from "../sql/threads.ts";

/** Checks an assignment against the people known here, and tells whether what it is about holds words of a chart then (MSG-37). */
export async function checkOwner(
  context: MessagingContext,
  assignment: Assignment,
  before: boolean = readerOf(context).readsCharts,
): Promise<Result<{ clinical: boolean }, DomainError>> {
  const { ownerId } = assignment;
  const owner = ownerId === null ? null : await selectStaff(context.tx, ownerId);
  const checked = checkAssignment(assignment, owner);
  if (!checked.ok) return owner !== null || ownerId === null ? checked : context.notHereYet(checked.error);
  // Of somebody whose roles are not known it is taken for clinical.
  const rights = owner === null || owner.roles === null ? null : { ...owner, roles: owner.roles };
  return ok({ clinical: isClinical(assignment, rights, before) });
}

/** Who asks, as `maySee` judges it. */
export function readerOf({ actor, now }: Pick<MessagingContext, "actor" | "now">): Reader {
  return { ...queueOf(actor), readsCharts: mayAlso(actor, "chart.read"), isService: actor.kind === "system", now };
}

/** What is in the queue of who asks. */
export function queueOf(actor: Actor): Queue {
  return actor.kind === "staff" ? { staffId: actor.staffId, roles: actor.roles } : { staffId: null, roles: [] };
}

export function staffIdOf(actor: Actor) {
  return actor.kind === "staff" ? actor.staffId : null;
}
