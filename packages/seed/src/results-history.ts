import type { chartOperations } from "@practicum/contracts/charting/chart";
import type { Id } from "@practicum/kernel/brand";
import { addDays, ageInMonths, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { randomInt } from "@practicum/kernel/random";
import type { z } from "zod";
import type { SeedPatient } from "./patients.ts";
import { someVitals } from "./visit-script.ts";

type Entry = z.input<typeof chartOperations.importChart.input>["entries"][number];

/** One test of a laboratory, and between which values the demonstration's people lie. */
interface LabTest {
  readonly loinc: string;
  readonly name: string;
  readonly unit: string;
  /** Of tenths of the unit. */
  readonly from: number;
  readonly to: number;
  readonly decimals: 0 | 1;
  readonly everyDays: number;
  readonly times: number;
}

const A1C: LabTest = {
  loinc: "4548-4",
  name: "Hemoglobin A1c",
  unit: "%",
  from: 62,
  to: 92,
  decimals: 1,
  everyDays: 120,
  times: 6,
};
const LDL: LabTest = {
  loinc: "13457-7",
  name: "LDL cholesterol, calculated",
  unit: "mg/dL",
  from: 700,
  to: 1700,
  decimals: 0,
  everyDays: 300,
  times: 3,
};
const HDL: LabTest = { ...LDL, loinc: "2085-9", name: "HDL cholesterol", from: 350, to: 700 };
const CREATININE: LabTest = {
  loinc: "2160-0",
  name: "Creatinine",
  unit: "mg/dL",
  from: 6,
  to: 14,
  decimals: 1,
  everyDays: 300,
  times: 3,
};
const TSH: LabTest = {
  loinc: "3016-3",
  name: "TSH",
  unit: "mIU/L",
  from: 8,
  to: 62,
  decimals: 1,
  everyDays: 240,
  times: 3,
};

/** What is followed in whom, by the problem's code. */
const followed: { readonly [code: string]: readonly LabTest[] } = {
  "E11.9": [A1C, CREATININE],
  "E78.5": [LDL, HDL],
  I10: [CREATININE],
  "E03.9": [TSH],
};

/** Screenings that were done elsewhere: a colonoscopy, a mammography. Not by everybody, so that some are due. */
const screenings = [
  { code: "45378", label: "Colonoscopy", from: 46, to: 76, sex: null, maxDays: 4000, parts: 550 },
  { code: "77067", label: "Screening mammography", from: 41, to: 75, sex: "female", maxDays: 900, parts: 650 },
] as const;

interface Of {
  readonly patient: SeedPatient;
  readonly patientId: Id<"patient">;
  readonly seed: string;
  /** Codes of the problems that the patient brings along. */
  readonly problems: readonly string[];
}

/** Results and measurements of the years before, so that a chart has a course to look at. */
export function resultsHistory(of: Of, random: Random, today: LocalDate): Entry[] {
  return [...labs(of, random, today), ...measured(of, random, today), ...screened(of, random, today)];
}

function labs({ patient, problems }: Of, random: Random, today: LocalDate): Entry[] {
  const tests = new Map(problems.flatMap((code) => followed[code] ?? []).map((one) => [one.loinc, one]));
  return [...tests.values()].flatMap((test) => {
    let value = randomInt(random, test.from, test.to);
    let day = addDays(today, -randomInt(random, 10, test.everyDays));
    return Array.from({ length: test.times }, (_, index): Entry => {
      const entry: Entry = {
        kind: "observation",
        sourceId: `${patient.key}/observation/${test.loinc}/${index}`,
        loinc: test.loinc,
        name: test.name,
        value: test.decimals === 1 ? (value / 10).toFixed(1) : String(Math.round(value / 10)),
        unit: test.unit,
        at: `${day}T17:00:00.000Z`,
      };
      // Backwards in time, never far from the one after it.
      const step = Math.max(1, Math.round((test.to - test.from) / 8));
      value = Math.min(test.to, Math.max(test.from, value + randomInt(random, -step, step)));
      day = addDays(day, -(test.everyDays + randomInt(random, -15, 15)));
      return entry;
    });
  });
}

/** Who is treated for pressure or sugar was measured before; a child grows. */
function measured({ patient, patientId, seed, problems }: Of, random: Random, today: LocalDate): Entry[] {
  const isChild = ageInYears(patient.birthDate, today) < 12;
  if (!isChild && !problems.includes("I10") && !problems.includes("E11.9")) return [];
  const everyDays = isChild ? 300 : 170;
  return Array.from({ length: 4 }, (_, index) => addDays(today, -(60 + index * everyDays + randomInt(random, 0, 40))))
    .filter((day) => day > patient.birthDate)
    .map((day, index): Entry => ({
      kind: "vitals",
      sourceId: `${patient.key}/vitals/${index}`,
      at: `${day}T18:00:00.000Z`,
      vitals: someVitals(
        { seed, patientId, age: ageInYears(patient.birthDate, day), ageMonths: ageInMonths(patient.birthDate, day) },
        random,
      ),
    }));
}

function screened({ patient }: Of, random: Random, today: LocalDate): Entry[] {
  return screenings.flatMap(({ code, label, from, to, sex, maxDays, parts }): Entry[] => {
    const performedOn = addDays(today, -randomInt(random, 40, maxDays));
    const age = ageInYears(patient.birthDate, performedOn);
    const done = random.next() * 1000 < parts && age >= from - 1 && age <= to && (sex === null || patient.sex === sex);
    if (!done) return [];
    const sourceId = `${patient.key}/procedure/${code}`;
    return [{ kind: "procedure", sourceId, code, codeSystem: "cpt", label, performedOn }];
  });
}
