import { fail, type DomainError } from "@practicum/contracts/error";
import type { Role } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";

/** Whose something is: a person's, a pool's, or nobody's. */
export interface Assignment {
  readonly ownerId: Id<"staff"> | null;
  readonly pool: Role | null;
}

/**
 * Checks whose something is to be (MSG-1, MSG-10).
 *
 * @param owner the person named as owner, as far as known: null when unknown.
 */
export function checkAssignment(
  assignment: Assignment,
  owner: { readonly active: boolean } | null,
): Result<undefined, DomainError> {
  const { ownerId, pool } = assignment;
  if (ownerId !== null && pool !== null) return wrong("pool", "Choose a person or a pool, not both.");
  if (ownerId !== null && owner?.active !== true) return wrong("ownerId", "Choose someone who works here.");
  return ok();
}

function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
