import type { Referral, ReferralUrgency, Specialty } from "@practicum/contracts/charting/referrals";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf } from "./find.ts";
import { fullName, type Person } from "./people.ts";
import { broughtTo } from "./visits.ts";
import type { WorldView } from "./world-view.ts";

/** Somebody outside of the practice, whom a lesson needs. The telephone number is of those kept for fiction. */
export interface Office {
  readonly key: string;
  readonly name: string;
  readonly practice: string;
  readonly specialty: Specialty;
  readonly phone: string;
}

const alvarez = staffByKey("alvarez");

/** Puts an office into the practice's directory. */
export async function knownOffice(practice: PracticePort, seed: string, office: Office): Promise<void> {
  const { key, ...content } = office;
  const outsideProviderId = seededId<"outside-provider">(seed, key);
  const rest = { fax: null, npi: null, address: "", active: true, baseVersion: 0 };
  await practice.run(
    "charting",
    "saveOutsideProvider",
    { outsideProviderId, ...content, ...rest },
    actorOf(staffByKey("haddad")),
  );
}

interface ReferredPatient {
  readonly seed: string;
  readonly key: string;
  readonly patientId: Id<"patient">;
  readonly visit: Id<"appointment">;
  readonly today: LocalDate;
  readonly specialty: Specialty;
  readonly to: Office | null;
  readonly urgency: ReferralUrgency;
  readonly reason: string;
  readonly diagnosis: string;
}

/** A visit with Dr. Alvarez today, in whose open note the patient is referred. */
export async function referred(practice: PracticePort, of: ReferredPatient): Promise<Id<"referral">> {
  const { seed, key, patientId, visit, today, to, ...asked } = of;
  const staged = { appointmentId: visit, patientId, provider: alvarez, type: "acute", date: today, squeezed: false };
  const encounterId = await broughtTo(practice, { ...staged, reason: "Referral" }, "with-provider");
  const referralId = seededId<"referral">(seed, key);
  const toId = to === null ? null : seededId<"outside-provider">(seed, to.key);
  const along = { withProblems: true, withMedications: true, withAllergies: true };
  await practice.run(
    "charting",
    "orderReferral",
    { referralId, patientId, encounterId, toId, ...asked, ...along },
    actorOf(alvarez),
  );
  return referralId;
}

/** The newest referral of somebody to a specialty, and where it is looked at. */
export async function referralOf(
  view: WorldView,
  one: Person,
  specialty: Specialty,
): Promise<{ readonly referral: Referral | null; readonly record: string; readonly route: string }> {
  const patientId = (await idOf(view, one)) ?? "";
  const page = await view.ask("charting", "referrals", { patientId, show: "all", before: null, limit: 20 });
  return {
    referral: page?.referrals.find((found) => found.specialty === specialty) ?? null,
    record: `Referral of ${fullName(one)}`,
    route: `/p/${patientId}/referrals`,
  };
}
