import type { Actor } from "@practicum/contracts/actor";
import type { DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { checkAssignment, type Assignment } from "../domain/assignment.ts";
import type { MessagingContext } from "../handlers.ts";
import { selectStaff } from "../sql/people.ts";
import type { Queue } from "../sql/threads.ts";

/** Checks an assignment against the people known here. */
export async function checkOwner(
  context: MessagingContext,
  assignment: Assignment,
): Promise<Result<undefined, DomainError>> {
  const { ownerId } = assignment;
  const owner = ownerId === null ? null : await selectStaff(context.tx, ownerId);
  const checked = checkAssignment(assignment, owner);
  return checked.ok || owner !== null || ownerId === null ? checked : context.notHereYet(checked.error);
}

/** What is in the queue of who asks. */
export function queueOf(actor: Actor): Queue {
  return actor.kind === "staff" ? { staffId: actor.staffId, roles: actor.roles } : { staffId: null, roles: [] };
}

export function staffIdOf(actor: Actor) {
  return actor.kind === "staff" ? actor.staffId : null;
}
