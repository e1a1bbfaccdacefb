import type { EventEnvelope } from "@practicum/bus/bus";
import type { Instant } from "@practicum/kernel/instant";

/** Whose doing something is: a step of the person's own, what followed on one, what the people of the practice did, or what came from outside. */
export type Whose = "yours" | "follows" | "practice" | "outside";

/** Something that happened in a world, as a person would tell it. */
export interface Happening {
  readonly kind: Kind;
  readonly at: Instant;
  readonly whose: Whose;
  /** The command of the person's that it came of; null where it came of none. */
  readonly commandId: string | null;
  /** Amount in cents, where there is one. */
  readonly amount: number | null;
  /** A claim's number, where there is one. */
  readonly number: string | null;
  /** Where it is looked at in the application; null where nowhere. */
  readonly route: string | null;
  /** Who did it, by name; null where no person did. */
  readonly by: string | null;
  /** The task or the call that it is about: what it is called is asked there. */
  readonly recordId: string | null;
}

export type Kind =
  | "denied"
  | "rejected"
  | "paid"
  | "accepted"
  | "sent"
  | "remittance"
  | "statement"
  | "payment"
  | "seen"
  | "signed"
  | "missed"
  | "cancelled"
  | "booked"
  | "task"
  | "task-done"
  | "call"
  | "refill"
  | "result"
  | "message"
  | "reminder";

/** Ids that say whose record something is: a patient or a payer has many, and is no cause. */
const OWN = ["claimId", "encounterId", "appointmentId", "denialId", "statementId", "taskId", "threadId"];

/**
 * What of a world's events a person should hear of (WLD-20): each with the step that it came of, by the command that caused it, or by the
 * record that it is about, which a step had made or changed before.
 *
 * @param events of the world from its beginning, in their order.
 * @param after what is told begins after this moment; what was before tells only whose the records are.
 * @param isYours whether a command is one of the person's steps.
 */
export function happenedSince(
  events: readonly EventEnvelope[],
  after: Instant,
  isYours: (commandId: string) => boolean,
): readonly Happening[] {
  const touched = new Map<string, string>();
  const told: Happening[] = [];
  for (const event of events) {
    const ids = idsOf(event);
    const cause = event.causedBy ?? null;
    const own = cause !== null && isYours(cause) ? cause : null;
    const before = ids.map((id) => touched.get(id)).find((one) => one !== undefined) ?? null;
    const commandId = own ?? before;
    if (commandId !== null) for (const id of ids) touched.set(id, commandId);
    const what = tell(event);
    if (what === null || event.occurredAt <= after) continue;
    const whose = own !== null ? "yours" : before !== null ? "follows" : cause !== null ? "practice" : "outside";
    told.push({ recordId: null, ...what, by: nameOf(event), at: event.occurredAt, whose, commandId });
  }
  return told;
}

function idsOf({ keys, payload }: EventEnvelope): readonly string[] {
  const fields = typeof payload === "object" && payload !== null ? { ...payload, ...keys } : keys;
  return Object.entries(fields).flatMap(([name, value]) =>
    OWN.includes(name) && typeof value === "string" ? [value] : [],
  );
}

/** A person of the practice; what services and payers do has no name. */
function nameOf({ actor }: EventEnvelope): string | null {
  const who = actor as { readonly kind?: unknown; readonly name?: unknown } | null;
  return who?.kind === "staff" && typeof who.name === "string" ? who.name : null;
}

type Told = Pick<Happening, "kind" | "amount" | "number" | "route"> & Partial<Pick<Happening, "recordId">>;

function tell({ name, payload }: EventEnvelope): Told | null {
  const of = payload as { readonly [field: string]: string | number | null };
  const plain = (kind: Kind, route: string | null): Told => ({ kind, amount: null, number: null, route });
  switch (name) {
    case "billing.claim-denied.v1":
      return {
        kind: "denied",
        amount: Number(of["amount"]),
        number: String(of["claimNumber"]),
        route: `/money/denials/${of["denialId"]}`,
      };
    case "billing.claim-changed.v1": {
      const kind = claimKinds[String(of["status"])];
      if (kind === undefined) return null;
      return { ...plain(kind, `/money/claims/${of["claimId"]}`), number: String(of["number"]) };
    }
    case "billing.remittance-posted.v1":
      return { ...plain("remittance", `/money/era/${of["remittanceId"]}`), amount: Number(of["total"]) };
    case "billing.statement-issued.v1":
      return { ...plain("statement", `/money/statements/${of["statementId"]}`), amount: Number(of["balance"]) };
    case "billing.payment-taken.v1":
      return { ...plain("payment", `/p/${of["patientId"]}/ledger`), amount: Number(of["amount"]) };
    case "scheduling.patient-checked-in.v1":
      return plain("seen", `/p/${of["patientId"]}/appointments`);
    case "charting.encounter-signed.v1":
      return plain("signed", `/p/${of["patientId"]}/visit/${of["encounterId"]}`);
    case "scheduling.appointment-booked.v1":
      return plain("booked", `/p/${of["patientId"]}/appointments`);
    case "scheduling.appointment-changed.v1": {
      const kind = visitKinds[String(of["change"])];
      return kind === undefined ? null : plain(kind, `/p/${of["patientId"]}/appointments`);
    }
    case "messaging.thread-changed.v1":
      return plain("message", `/p/${of["patientId"]}/messages`);
    case "messaging.reminder-sent.v1":
      return plain("reminder", `/p/${of["patientId"]}/appointments`);
    default:
      return tellOfList(name, of);
  }
}

/** What lay in somebody's list, and does so no more. */
function tellOfList(name: string, of: { readonly [field: string]: string | number | null }): Told | null {
  const plain = (kind: Kind, route: string): Told => ({ kind, amount: null, number: null, route });
  switch (name) {
    case "messaging.task-changed.v1": {
      const kind = of["status"] === "open" ? "task" : "task-done";
      return { ...plain(kind, "/inbox/tasks"), recordId: String(of["taskId"]) };
    }
    case "messaging.phone-call-changed.v1":
      return of["status"] === "done" ? { ...plain("call", "/inbox/calls"), recordId: String(of["callId"]) } : null;
    case "charting.refill-changed.v1":
      return of["state"] === "ended" ? plain("refill", `/p/${of["patientId"]}`) : null;
    case "charting.test-order-changed.v1":
      return of["state"] === "closed" ? plain("result", `/p/${of["patientId"]}`) : null;
    default:
      return null;
  }
}

const claimKinds: { readonly [status: string]: Kind | undefined } = {
  submitted: "sent",
  accepted: "accepted",
  rejected: "rejected",
  paid: "paid",
};
const visitKinds: { readonly [change: string]: Kind | undefined } = { "no-show": "missed", cancelled: "cancelled" };
