import type { Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { planLivelyDay } from "./lively-day.ts";
import { memberNumber } from "./member-number.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, payerId, staffByKey } from "./practice.ts";
import type { PracticePort } from "./practice-port.ts";
import type { SeedPatient } from "./patients.ts";
import { seededId } from "./seeded-ids.ts";

/** What the desk of a morning has to see to: coverages in the wrong order, a card that the payer contradicts. Of patients of today first. */
export async function deskCases(
  practice: PracticePort,
  {
    seed,
    now,
    today,
    registered,
  }: {
    readonly seed: string;
    readonly now: Instant;
    readonly today: LocalDate;
    readonly registered: readonly Registered[];
  },
): Promise<void> {
  const toCome = new Set(
    planLivelyDay({ seed, now, registered })
      .filter(({ state }) => state === "confirmed" || state === "booked" || state === "late")
      .map(({ plan }) => plan.patientId),
  );
  const inTurn = registered.toSorted((a, b) => Number(toCome.has(b.patientId)) - Number(toCome.has(a.patientId)));
  const find = (fits: (patient: SeedPatient) => boolean) => inTurn.find(({ patient }) => fits(patient));
  const child = find((one) => one.parent !== null && isOnParent(one));
  if (child) await otherParent(practice, seed, today, child);
  const elder = find((one) => one.coverage?.electronicId === "MCRSD");
  if (elder) await employerPlan(practice, seed, today, elder);
  const carded = find((one) => one.parent === null && (one.coverage?.copay ?? 0) >= 2000);
  if (carded) await oldCard(practice, carded);
}

const desk = actorOf(staffByKey("brooks"));
const EMPLOYER = "60054";

/** Medi-Cal members are subscribers at any age; other children are on a parent's plan. */
export function isOnParent({ coverage }: SeedPatient): boolean {
  return coverage !== null && !["CFHP1", "MOLCA", "CHGSD", "MCALS"].includes(coverage.electronicId);
}

/** The other parent's plan was added second, although that birthday comes first in the year. */
async function otherParent(practice: PracticePort, seed: string, today: LocalDate, { patient, patientId }: Registered) {
  const { parent } = patient;
  if (!parent) return;
  const year = Number(parent.birthDate.slice(0, 4)) + 1;
  await practice.run(
    "billing",
    "addCoverage",
    {
      ...second(seed, today, patientId),
      subscriber: {
        relationship: "child",
        name: {
          family: patient.family,
          given: parent.sex === "female" ? "Hector" : "Lidia",
          middle: null,
          suffix: null,
        },
        birthDate: `${year}-01-02`,
        sex: parent.sex === "female" ? "male" : "female",
      },
    },
    desk,
  );
}

/** Medicare first, a plan from work beside it: nobody has asked yet which pays first. */
async function employerPlan(practice: PracticePort, seed: string, today: LocalDate, { patientId }: Registered) {
  const self = { relationship: "self", name: null, birthDate: null, sex: null } as const;
  await practice.run("billing", "addCoverage", { ...second(seed, today, patientId), subscriber: self }, desk);
}

function second(seed: string, today: LocalDate, patientId: Registered["patientId"]) {
  return {
    coverageId: seededId<"coverage">(seed, `desk/${patientId}`),
    patientId,
    payerId: payerId(EMPLOYER),
    priority: 2,
    memberId: memberNumber(seededRandom(`${seed}/desk/${patientId}`), EMPLOYER, "ordinary"),
    groupNumber: null,
    planName: null,
    from: addDays(today, -400),
    to: null,
    pcpNpi: null,
    copay: null,
  };
}

/** The copay on record is an old card's: the payer says ten dollars more. */
async function oldCard(practice: PracticePort, { patientId }: Registered) {
  const [first] = await practice.run("billing", "listCoverages", { patientId }, desk);
  if (!first || first.copay === null) return;
  const { payerName: _n, payerKind: _k, priority: _p, eligibility: _e, ...record } = first;
  await practice.run("billing", "updateCoverage", { ...record, copay: first.copay - 1000 }, desk);
}
