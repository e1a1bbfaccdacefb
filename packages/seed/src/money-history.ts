import { atLocal } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { seededRandom } from "@practicum/kernel/random";
import { memberNumber } from "./member-number.ts";
import { type Billed, HISTORY_DAYS, pastVisits, type PastVisit } from "./money-cases.ts";
import { moneySteps } from "./money-steps.ts";
import { actorOf, locationOf, payerId, staffByKey, timeZone } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const biller = actorOf(staffByKey("nair"));
const desk = actorOf(staffByKey("brooks"));

/** The last months of the money, done by the days on which they were: `upTo` does what is due by the evening of a day. */
interface MoneyHistory {
  upTo(day: LocalDate): Promise<void>;
}

interface Step {
  /** Days before today. */
  readonly ago: number;
  readonly run: () => Promise<void>;
}

/** @returns the history; it begins {@link HISTORY_DAYS} before today with the registration of its people. */
export function moneyHistory(practice: ScriptedPractice, seed: string, today: LocalDate): MoneyHistory {
  const id = <K extends string>(key: string) => seededId<K>(seed, `history/${key}`);
  const patients = new Map<string, string>();
  const claims = new Map<string, string>();
  const visitOf = (key: string) => must(pastVisits.find((one) => one.key === key));
  const personOf = ({ family, given, birthDate }: PastVisit) => `${family}/${given}/${birthDate}`;
  const cardOf = (visit: PastVisit, at: number) => {
    const [payer, lastTwo] = must(visit.covers[at]);
    const holder = visit.sameNumberAs ? visitOf(visit.sameNumberAs) : visit;
    return memberNumber(seededRandom(`${seed}/history/${personOf(holder)}/${at}`), payer, lastTwo);
  };
  const billed: Billed = {
    practice,
    today,
    id,
    patientOf: (key) => must(patients.get(personOf(visitOf(key)))),
    claimOf: (key) => must(claims.get(key)),
    visitOf,
    memberOf: (key) => cardOf(visitOf(key), 0),
  };

  const register = async () => {
    for (const visit of pastVisits) {
      if (patients.has(personOf(visit))) continue;
      patients.set(
        personOf(visit),
        (await practice.run("scheduling", "registerPatient", person(visit), desk)).patientId,
      );
    }
    await practice.settle();
    const covered = new Set<string>();
    for (const visit of pastVisits) {
      if (covered.has(personOf(visit))) continue;
      covered.add(personOf(visit));
      for (const at of visit.covers.keys())
        await practice.run("billing", "addCoverage", coverage(billed, visit, at, cardOf(visit, at)), desk);
    }
    await practice.settle();
  };
  const bill = async (visits: readonly PastVisit[]) => {
    for (const visit of visits) await charge(billed, visit);
    const encounterIds = visits.map((one) => id<"encounter">(one.key));
    const { released } = await practice.run("billing", "releaseCharges", { encounterIds }, biller);
    for (const [at, visit] of visits.entries()) {
      const found = released.find((one) => one.encounterId === encounterIds[at]);
      // Without a coverage it is the patient's at once.
      if (visit.covers.length > 0) claims.set(visit.key, must(found?.claimId));
      if (visit.duplicateOf) await sayWhyTwice(billed, visit.key);
    }
    const claimIds = visits.flatMap((one) => (one.kept || one.covers.length === 0 ? [] : [must(claims.get(one.key))]));
    if (claimIds.length > 0) await practice.run("billing", "submitClaims", { claimIds }, biller);
    await practice.settle();
  };

  const evenings = Map.groupBy(pastVisits, (one) => one.billed);
  const steps: Step[] = [
    { ago: HISTORY_DAYS, run: register },
    ...[...evenings].map(([ago, visits]) => ({ ago, run: () => bill(visits) })),
    ...moneySteps(billed),
  ].toSorted((a, b) => b.ago - a.ago);
  return {
    async upTo(day) {
      for (let next = steps[0]; next && addDays(today, -next.ago) <= day; next = steps[0]) {
        steps.shift();
        await practice.advanceTo(atLocal(addDays(today, -next.ago), "18:30", timeZone));
        await practice.settle();
        await next.run();
        await practice.settle();
      }
    },
  };
}

function person(visit: PastVisit) {
  const random = seededRandom(`history/${visit.family}`);
  return {
    name: { family: visit.family, given: visit.given, middle: null, suffix: null },
    birthDate: visit.birthDate,
    sex: "unknown" as const,
    phone: `61955501${String(Math.floor(random.next() * 100)).padStart(2, "0")}`,
    email: null,
    address: {
      line1: `${100 + Math.floor(random.next() * 4000)} Garnet Ave`,
      line2: null,
      city: "San Diego",
      state: "CA",
      zip: visit.zip ?? "921091234",
    },
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: { system: "demonstration", value: `history/${visit.key}` },
  };
}

function coverage({ id, today, patientOf }: Billed, visit: PastVisit, at: number, memberId: string) {
  const [electronicId] = must(visit.covers[at]);
  return {
    coverageId: id<"coverage">(`${visit.key}/${at}`),
    patientId: patientOf(visit.key),
    payerId: payerId(electronicId),
    priority: at + 1,
    memberId,
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self" as const, name: null, birthDate: null, sex: null },
    from: `${Number(today.slice(0, 4)) - 1}-01-01`,
    to: null,
    pcpNpi: null,
    copay: null,
  };
}

/** The charge tickets of a visit of before: its note is in the system that came before this one. */
async function charge({ practice, today, id, patientOf }: Billed, visit: PastVisit): Promise<void> {
  const [code = "", ...others] = visit.codes;
  const encounterId = id<"encounter">(visit.key);
  const because = "Note is in the earlier system";
  const how = { modifiers: [], units: 1, pointers: [1], because };
  const [dx, label] = visit.diagnosis;
  await practice.run(
    "billing",
    "chargeWithoutNote",
    {
      encounterId,
      patientId: patientOf(visit.key),
      serviceDate: addDays(today, -visit.served),
      providerId: staffByKey("alvarez").staffId,
      locationId: locationOf("mission-bay").locationId,
      diagnoses: [{ code: dx, label }],
      chargeId: id<"charge">(`${visit.key}/1`),
      code,
      ...how,
    },
    biller,
  );
  for (const [at, more] of others.entries())
    await practice.run(
      "billing",
      "addCharge",
      { chargeId: id<"charge">(`${visit.key}/${at + 2}`), encounterId, code: more, ...how },
      biller,
    );
}

/** The scrubber has found the first one (SCRUB-44); somebody says that it was another visit, and is wrong. */
async function sayWhyTwice({ practice, claimOf }: Billed, key: string): Promise<void> {
  const claimId = claimOf(key);
  const { version } = await practice.run("billing", "getClaim", { claimId }, biller);
  const facts = {
    authorization: null,
    referral: null,
    accident: null,
    ordering: null,
    referring: null,
    duplicateBecause: "Seen twice that day",
    sameAgainBecause: null,
  };
  await practice.run("billing", "saveClaimFacts", { claimId, version, facts }, biller);
}
