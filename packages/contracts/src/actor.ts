import { z } from "zod";
import { permission, role } from "./permission.ts";
import { id, instant } from "./schema.ts";

const session = { name: z.string(), sessionId: z.string() };

/** What roles of the practice's own add to a person's roles, and what they take away. */
const ownRights = {
  granted: z.array(permission).max(200).optional(),
  withheld: z.array(permission).max(200).optional(),
};

/** A role that somebody tries on: what is asked meanwhile is allowed only where both may, and nothing is changed (IDN-160). */
export const testAs = z.strictObject({
  /** As the audit trail says it. */
  label: z.string().regex(/^[^\p{C}]{1,60}$/u, { error: "Use 1 to 60 letters for the role's name." }),
  roles: z.array(role).min(1).max(role.options.length),
  ...ownRights,
});
export type TestAs = z.output<typeof testAs>;

/**
 * Who acts. All but `system` come by a request, and what vouches for them is the signature of who passes it on; `system` is a timer, a
 * consumer or a worker of a service itself.
 */
export const actor = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("staff"),
    staffId: id("staff"),
    roles: z.array(role),
    ...ownRights,
    as: testAs.optional(),
    ...session,
    /** When the person last showed who it is, by password or second factor: see `fresh.ts`. */
    verifiedAt: instant.optional(),
  }),
  z.strictObject({ kind: z.literal("patient"), patientId: id("patient"), ...session }),
  /** Acts for patients: a parent, a guardian, a person with a power of attorney. */
  z.strictObject({ kind: z.literal("proxy"), proxyId: id("proxy"), patientIds: z.array(id("patient")), ...session }),
  /** Works as staff does, in a practice of made-up people. */
  z.strictObject({ kind: z.literal("learner"), learnerId: id("learner"), roles: z.array(role), ...session }),
  /** Looks at the cases that were assigned for review. */
  z.strictObject({
    kind: z.literal("instructor"),
    instructorId: id("instructor"),
    patientIds: z.array(id("patient")),
    ...session,
  }),
  /** A program with a key of its own: the operator's command line, an application that was let in. */
  z.strictObject({
    kind: z.literal("integration"),
    clientId: z.string().min(1).max(60),
    name: z.string(),
    grants: z.array(permission),
  }),
  z.strictObject({ kind: z.literal("system"), name: z.string() }),
]);
export type Actor = z.output<typeof actor>;
export type ActorKind = Actor["kind"];
export const actorKinds = actor.options.map((option) => option.shape.kind.value);

/** The actor's own id, that of no other of its kind. */
export function actorId(who: Actor): string {
  switch (who.kind) {
    case "staff":
      return who.staffId;
    case "patient":
      return `patient:${who.patientId}`;
    case "proxy":
      return `proxy:${who.proxyId}`;
    case "learner":
      return `learner:${who.learnerId}`;
    case "instructor":
      return `instructor:${who.instructorId}`;
    case "integration":
      return `integration:${who.clientId}`;
    case "system":
      return `system:${who.name}`;
  }
}

/** Who looks after the installation, at the machine. */
export const operatorActor: Extract<Actor, { kind: "integration" }> = {
  kind: "integration",
  clientId: "operator",
  name: "operator",
  // A task tells the managers what a terminal alone would not.
  grants: ["audit.verify", "operations.read", "operations.replay", "task.write", "clearinghouse.manage"],
};

/**
 * Whether the signer of a request may say that this actor asks. Nobody may for `system`: what a service does by itself never comes by
 * a request. The operator's key vouches for the operator, with no more than the operator's permissions.
 */
export function mayVouch(signer: string, who: Actor): boolean {
  const isOperator = who.kind === "integration" && who.clientId === operatorActor.clientId;
  if (signer === "operator") return isOperator && who.grants.every((grant) => operatorGrants.has(grant));
  return signer === "gateway" && !isOperator && who.kind !== "system";
}

const operatorGrants: ReadonlySet<string> = new Set(operatorActor.grants);
