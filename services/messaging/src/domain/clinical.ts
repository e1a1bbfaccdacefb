import { mayDo, type Rights, type Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";

/** Whose something is, and whether it holds words of a chart. */
export interface Held {
  readonly owner_id: Id<"staff"> | null;
  readonly pool: Role | null;
  readonly clinical: boolean;
}

/** Who wants to see it. */
export interface Reader {
  readonly staffId: Id<"staff"> | null;
  readonly roles: readonly Role[];
  /** Whether the person reads charts. */
  readonly readsCharts: boolean;
  /** The service itself, that looks for a lesson's check: a restriction keeps people out. */
  readonly isService: boolean;
  /** When: who opened a restricted chart sees what is about it for some hours. */
  readonly now: Instant;
}

/**
 * Whether a conversation or a task holds words of a chart (MSG-37): it is with people who read charts; what is nobody's is as its writer
 * is. A person of whom nothing is known counts as one who does.
 *
 * @param owner the rights of the person it is with; null when they are not known.
 * @param before what it was, where it is only given to nobody.
 */
export function isClinical(
  to: { readonly ownerId: string | null; readonly pool: Role | null },
  owner: readonly Role[] | Rights | null,
  before: boolean,
): boolean {
  if (to.pool !== null) return mayDo([to.pool], "chart.read");
  if (to.ownerId !== null) return owner === null || mayDo(owner, "chart.read");
  return before;
}

/** Whether a person may read it, answer it, give it to others and close it (MSG-38). */
export function maySee(
  { owner_id, pool, clinical }: Held,
  { staffId, roles, readsCharts }: Omit<Reader, "now" | "isService">,
): boolean {
  if (!clinical || readsCharts) return true;
  return (owner_id !== null && owner_id === staffId) || (pool !== null && roles.includes(pool));
}
