import type { Id } from "@practicum/kernel/brand";
import type { Actor, ActorKind } from "./actor.ts";
import { mayDo, type Permission } from "./permission.ts";

/** How far a permission goes, the narrowest first. */
export const scopes = ["own-record", "own-panel", "assigned", "practice"] as const;
export type Scope = (typeof scopes)[number];

/** Whose records an actor reaches by a permission. */
export interface Reach {
  readonly scope: Scope;
  /** "all" in the practice, or these. */
  readonly patientIds: "all" | readonly Id<"patient">[];
}

/** What those may who are not of the practice. Who has roles may what the roles may, in the whole practice: see `permissions`. */
export const grants: { readonly [Kind in ActorKind]?: { readonly [P in Permission]?: Scope } } = {
  patient: {
    "patient.read": "own-record",
    "schedule.read": "own-record",
    "kiosk.fill": "own-record",
    "booking-link.use": "own-record",
  },
  proxy: { "patient.read": "assigned", "schedule.read": "assigned" },
  instructor: { "patient.read": "assigned", "schedule.read": "assigned", "chart.summary": "assigned" },
};

/** @returns how far the actor's permission goes, or null where there is none. */
export function scopeOf(actor: Actor, permission: Permission): Scope | null {
  switch (actor.kind) {
    case "staff":
      // Who tries a role on sees no more than the own rights reach, and no more than the role's (IDN-160).
      if (actor.as !== undefined && !mayDo(actor.as, permission)) return null;
      return mayDo(actor, permission) ? "practice" : null;
    case "learner":
      return mayDo(actor.roles, permission) ? "practice" : null;
    case "integration":
      return actor.grants.includes(permission) ? "practice" : null;
    case "patient":
    case "proxy":
    case "instructor":
      return grants[actor.kind]?.[permission] ?? null;
    case "system":
      return null;
  }
}

/** The actor's permission with whose records it reaches, or null where there is none. */
export function reachOf(actor: Actor, permission: Permission): Reach | null {
  const scope = scopeOf(actor, permission);
  return scope && { scope, patientIds: scope === "practice" ? "all" : patientsOf(actor, scope) };
}

/**
 * Whether all that something is about lies within reach. What is about nobody that is known lies within reach of those alone who reach
 * everybody: nobody can say that it is theirs.
 */
export function isWithin({ patientIds }: Reach, about: readonly (Id<"patient"> | null | undefined)[]): boolean {
  if (patientIds === "all") return true;
  return about.length > 0 && about.every((id) => id !== null && id !== undefined && patientIds.includes(id));
}

/** Who is in whose panel is no fact of a request: nobody is, until the service that knows it says so. */
function patientsOf(actor: Actor, scope: Scope): readonly Id<"patient">[] {
  if (scope === "own-record" && actor.kind === "patient") return [actor.patientId];
  if (scope === "assigned" && (actor.kind === "proxy" || actor.kind === "instructor")) return actor.patientIds;
  return [];
}

/**
 * Whether who acts in a handler has one more permission, in the whole practice. The service itself does what a request or an event
 * before it was allowed to cause.
 */
export function mayAlso(actor: Actor, permission: Permission): boolean {
  return actor.kind === "system" || scopeOf(actor, permission) === "practice";
}
