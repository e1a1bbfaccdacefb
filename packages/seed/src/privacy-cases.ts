import type { PrivacyRequestKind } from "@practicum/contracts/charting/privacy-law";
import { must } from "@practicum/kernel/assert";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** A smaller practice has nobody to spare who asks for something. */
const PATIENTS_MIN = 60;

interface Kept {
  readonly target: "health-plan";
  readonly paidInFull: boolean;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

interface Ask {
  readonly kind: PrivacyRequestKind;
  readonly asked: string;
  /** How many days ago. */
  readonly ago: number;
  readonly owner: "alvarez" | null;
}

const ASKS: readonly Ask[] = [
  { kind: "access", asked: "All notes and results of the last two years, on paper.", ago: 33, owner: null },
  { kind: "amendment", asked: "The note says that I smoke. I never have.", ago: 20, owner: "alvarez" },
  { kind: "accounting", asked: "To whom did my records go?", ago: 2, owner: null },
];

/**
 * What patients asked about their own information: one copy that is overdue, an amendment that a physician has, an account with something to tell, and
 * a visit that a patient pays and keeps from the plan.
 */
export async function privacyCases(
  practice: ScriptedPractice,
  about: { readonly seed: string; readonly today: LocalDate; readonly registered: readonly Registered[] },
): Promise<void> {
  const { seed, today, registered } = about;
  if (registered.length < PATIENTS_MIN) return;
  const manager = actorOf(staffByKey("whitfield"));
  const patientIds = registered.slice(-12, -12 + ASKS.length + 1).map((one) => one.patientId);
  const receive = (at: number, more: Ask, restriction: Kept | null = null) => ({
    requestId: seededId<"privacy-request">(seed, `privacy/${at}`),
    patientId: must(patientIds[at]),
    kind: more.kind,
    askedBy: "The patient",
    asked: more.asked,
    receivedOn: addDays(today, -more.ago),
    ownerId: more.owner === null ? null : staffByKey(more.owner).staffId,
    restriction,
  });
  for (const [at, ask] of ASKS.entries())
    await practice.run("charting", "receivePrivacyRequest", receive(at, ask), manager);
  const paid: Kept = { target: "health-plan", paidInFull: true, from: addDays(today, 7), until: addDays(today, 7) };
  const own: Ask = {
    kind: "restriction",
    asked: "I pay this visit myself. My plan is not to hear of it.",
    ago: 1,
    owner: null,
  };
  const kept = receive(ASKS.length, own, paid);
  await practice.run("charting", "receivePrivacyRequest", kept, manager);
  await practice.run(
    "charting",
    "workPrivacyRequest",
    {
      requestId: kept.requestId,
      patientId: kept.patientId,
      step: "granted",
      words: "Paid at the desk in full. The visit is not billed to the plan.",
      ownerId: null,
      version: 1,
    },
    manager,
  );
  await practice.run(
    "charting",
    "recordDisclosure",
    {
      disclosureId: seededId<"disclosure">(seed, "privacy/report"),
      patientId: must(patientIds[2]),
      on: addDays(today, -40),
      to: "County of San Diego, Public Health Services",
      what: "Report of a case of pertussis",
      purpose: "Public health",
      way: "Fax",
      exemption: null,
    },
    manager,
  );
  await practice.settle();
}
