import type { chartOperations } from "@practicum/contracts/charting/chart";
import { addDays, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";
import type { z } from "zod";
import type { SeedPatient } from "./patients.ts";

type Entry = z.input<typeof chartOperations.importChart.input>["entries"][number];

interface Condition {
  readonly code: string;
  readonly label: string;
  readonly fromAge: number;
  /** Of a thousand people past that age. */
  readonly parts: number;
  readonly medication: { rxnorm: string | null; name: string; directions: string } | null;
}

const conditions: readonly Condition[] = [
  {
    code: "I10",
    label: "Essential hypertension",
    fromAge: 38,
    parts: 420,
    medication: { rxnorm: "314076", name: "Lisinopril 10 mg tablet", directions: "1 tablet by mouth once a day" },
  },
  {
    code: "E11.9",
    label: "Type 2 diabetes without complications",
    fromAge: 35,
    parts: 180,
    medication: {
      rxnorm: "861007",
      name: "Metformin 500 mg tablet",
      directions: "1 tablet by mouth twice a day with meals",
    },
  },
  {
    code: "E78.5",
    label: "Hyperlipidemia, unspecified",
    fromAge: 40,
    parts: 350,
    medication: {
      rxnorm: "617311",
      name: "Atorvastatin 40 mg tablet",
      directions: "1 tablet by mouth at bedtime",
    },
  },
  {
    code: "J45.909",
    label: "Asthma, unspecified, uncomplicated",
    fromAge: 5,
    parts: 90,
    medication: {
      rxnorm: "745679",
      name: "Albuterol 90 mcg inhaler",
      directions: "2 puffs every 4 to 6 hours as needed",
    },
  },
  {
    code: "F32.A",
    label: "Depression, unspecified",
    fromAge: 16,
    parts: 120,
    medication: {
      rxnorm: null,
      name: "Sertraline 50 mg tablet",
      directions: "1 tablet by mouth every morning",
    },
  },
  {
    code: "E03.9",
    label: "Hypothyroidism, unspecified",
    fromAge: 30,
    parts: 70,
    medication: {
      rxnorm: null,
      name: "Levothyroxine 50 mcg tablet",
      directions: "1 tablet by mouth every morning before food",
    },
  },
  {
    code: "K21.9",
    label: "Reflux disease without esophagitis",
    fromAge: 25,
    parts: 130,
    medication: {
      rxnorm: null,
      name: "Omeprazole 20 mg capsule",
      directions: "1 capsule by mouth before breakfast",
    },
  },
  { code: "M17.11", label: "Primary osteoarthritis of right knee", fromAge: 55, parts: 160, medication: null },
  { code: "G43.909", label: "Migraine, unspecified", fromAge: 14, parts: 60, medication: null },
];

const allergies = [
  ["class:penicillin", "Penicillins", "rash", "moderate"],
  ["class:sulfonamide-antibiotic", "Sulfa antibiotics", "hives", "moderate"],
  ["food:peanut", "Peanut", "swelling of lips", "severe"],
  ["other:latex", "Latex", "itching", "mild"],
  ["drug:codeine", "Codeine", "nausea", "mild"],
  ["food:shellfish", "Shellfish", "hives", "moderate"],
] as const;

/** The lists that a patient brings along: problems with their medicines, allergies of a third, vaccines, an old set of vitals. */
export function chartHistory(patient: SeedPatient, random: Random, today: LocalDate): Entry[] {
  const age = ageInYears(patient.birthDate, today);
  const entries: Entry[] = [];
  for (const condition of conditions) {
    if (age < condition.fromAge || random.next() * 1000 >= condition.parts) continue;
    const onsetOn = addDays(
      today,
      -randomInt(random, 200, Math.max(201, Math.min(3600, (age - condition.fromAge) * 365 + 200))),
    );
    entries.push({
      kind: "problem",
      sourceId: `${patient.key}/problem/${condition.code}`,
      code: condition.code,
      codeSystem: "icd10cm",
      label: condition.label,
      onsetOn,
      resolvedOn: null,
    });
    if (condition.medication) {
      entries.push({
        kind: "medication",
        sourceId: `${patient.key}/medication/${condition.code}`,
        ...condition.medication,
        startedOn: onsetOn,
        stoppedOn: null,
        active: true,
      });
    }
  }
  if (random.next() < 0.3) {
    const [substanceCode, substance, reaction, severity] = pick(random, allergies);
    entries.push({
      kind: "allergy",
      sourceId: `${patient.key}/allergy`,
      substance,
      substanceCode,
      reaction,
      severity,
      active: true,
      at: null,
    });
  }
  const fluShot = addDays(today, -randomInt(random, 20, 420));
  if (random.next() < 0.6 && fluShot > patient.birthDate) {
    entries.push({
      kind: "immunization",
      sourceId: `${patient.key}/immunization/flu`,
      cvx: "150",
      name: "Influenza vaccine, quadrivalent, preservative free",
      givenOn: fluShot,
      status: "given",
    });
  }
  return entries;
}
