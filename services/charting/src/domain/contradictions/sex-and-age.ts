import { ageInYears, daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import {
  birthSide,
  diagnosisSide,
  LOOKED_DAYS,
  procedureSide,
  sexSide,
  starts,
  statements,
  within,
  words,
  type ChartFacts,
  type Finding,
  type VisitFact,
} from "./facts.ts";
import { isPregnancyCode, pregnancyOf } from "./pregnancy.ts";

const MCE = "After the sex and age categories of CMS's Medicare Code Editor, in our own words";

/** Organs that codes speak of, with the registered sex that payers expect beside them. Family history and screening of relatives are no organ of the patient. */
const ORGANS: readonly {
  readonly organ: string;
  readonly expects: "female" | "male";
  readonly codes: readonly string[];
}[] = [
  {
    organ: "prostate",
    expects: "male",
    codes: ["N40", "N41", "N42", "C61", "D07.5", "D29.1", "R97.2", "Z12.5", "Z85.46"],
  },
  {
    organ: "penis or testis",
    expects: "male",
    codes: [
      "N43",
      "N44",
      "N45",
      "N46",
      "N47",
      "N48",
      "N49",
      "N50",
      "N51",
      "N52",
      "N53",
      "C60",
      "C62",
      "Q53",
      "Q54",
      "Q55",
    ],
  },
  {
    organ: "uterus, ovary or vagina",
    expects: "female",
    codes:
      words(`N70 N71 N72 N73 N76 N77 N80 N81 N83 N84 N85 N86 N87 N88 N89 N90 N91 N92 N93 N94 N95 N96 N97 C51 C52 C53 C54 C55 C56
      D25 D27 E28 R87 Z01.41 Z12.4 Z30.43 Z90.71`),
  },
];

/** Codes by which the chart itself says that the registered sex is no evidence of organs. */
const OTHERWISE = ["F64", "Z87.890"];

/**
 * A code of an organ beside a registered sex with which payers do not expect it (CHT-232). It is a question, never a claim about the patient:
 * nothing is said where the sex is not known, or where the chart speaks of gender identity; and one reason holds for the organ at every later visit.
 */
export function sexConflicts(facts: ChartFacts): Finding[] {
  if (facts.sex === "unknown" || facts.problems.some(({ code }) => code !== null && starts(code, OTHERWISE))) return [];
  const said = statements(facts);
  if (said.some(({ code }) => starts(code, OTHERWISE))) return [];
  const organs = [...ORGANS, { organ: "pregnancy", expects: "female", codes: [] } as const];
  return organs.flatMap(({ organ, expects, codes }): Finding[] => {
    if (expects === facts.sex) return [];
    const fits = (code: string) => (organ === "pregnancy" ? isPregnancyCode(code) : starts(code, codes));
    const found = said.filter(({ code }) => fits(code));
    const [first] = found;
    const tested = organ === "pregnancy" && first === undefined ? pregnancyOf(facts)?.side : undefined;
    const sides = first ? [first.side] : tested ? [tested] : [];
    if (sides.length === 0) return [];
    return [
      {
        key: `sex:${organ}`,
        basis: facts.sex,
        rule: "sex",
        severity: "soft",
        title: `A code of the ${organ === "pregnancy" ? "pregnant state" : organ} and the registered sex`,
        sides: [...sides, sexSide(facts)],
        why: `Payers expect the code with the registered sex ${expects}, and may deny it. The registered sex does not say which organs a person has.`,
        remedy:
          "If the code is another patient’s, take it out. If it is right, say so once: the reason is kept for later visits.",
        source: MCE,
        encounterIds: found.flatMap(({ encounterId }) => encounterId ?? []),
        everyNote: false,
      },
    ];
  });
}

interface AgeRule {
  readonly codes: readonly string[];
  readonly severity: Finding["severity"];
  /** What is expected, where the age does not fit; undefined where it fits. */
  readonly misfit: (years: number, days: number) => string | undefined;
}

const AGES: readonly AgeRule[] = [
  {
    codes: ["Z00.110"],
    severity: "hard",
    misfit: (_, days) => (days > 7 ? "is for the first 7 days of life" : undefined),
  },
  {
    codes: ["Z00.111"],
    severity: "hard",
    misfit: (_, days) => (days < 8 || days > 28 ? "is for the 8th to the 28th day of life" : undefined),
  },
  { codes: ["Z38"], severity: "hard", misfit: (_, days) => (days > 28 ? "is for the record of the birth" : undefined) },
  {
    codes: ["Z00.12"],
    severity: "hard",
    misfit: (years, days) => (days < 29 || years > 17 ? "is for children from the 29th day to 17 years" : undefined),
  },
  {
    codes: ["Z00.00", "Z00.01"],
    severity: "hard",
    misfit: (years) => (years < 15 ? "is for adults (15 and over)" : undefined),
  },
  {
    codes: ["P"],
    severity: "soft",
    misfit: (years) => (years > 0 ? "arises around birth; later it stands only while it is still present" : undefined),
  },
  { codes: ["Z68.5"], severity: "soft", misfit: (years) => (years > 19 ? "is for ages 2 to 19" : undefined) },
  {
    codes: ["Z68.1", "Z68.2", "Z68.3", "Z68.4"],
    severity: "soft",
    misfit: (years) => (years < 20 ? "is for adults (20 and over)" : undefined),
  },
  {
    codes: ["H25", "M80.0", "M81.0", "N40", "F03"],
    severity: "soft",
    misfit: (years) => (years < 15 ? "is for adults (15 and over)" : undefined),
  },
  {
    codes: ["O", "Z33", "Z34", "Z3A"],
    severity: "soft",
    misfit: (years) => (years < 9 || years > 64 ? "is for ages 9 to 64" : undefined),
  },
];

/** Preventive visits by their band of age: new and established, first and last year. */
const BANDS: readonly (readonly [codes: string, from: number, to: number])[] = [
  ["99381 99391", 0, 0],
  ["99382 99392", 1, 4],
  ["99383 99393", 5, 11],
  ["99384 99394", 12, 17],
  ["99385 99395", 18, 39],
  ["99386 99396", 40, 64],
  ["99387 99397", 65, 150],
];

/** A code that is for another age than the patient had that day (CHT-233). */
export function ageConflicts(facts: ChartFacts): Finding[] {
  return facts.visits
    .filter((visit) => visit.open || within(facts, visit.on, LOOKED_DAYS))
    .flatMap((visit) => [...diagnosisAges(facts, visit), ...procedureAges(facts, visit)]);
}

function diagnosisAges(facts: ChartFacts, visit: VisitFact): Finding[] {
  const [years, days] = [ageInYears(facts.born, visit.on), daysBetween(facts.born, visit.on)];
  return visit.diagnoses.flatMap(({ code }, index) =>
    AGES.flatMap((rule): Finding[] => {
      const misfit = starts(code, rule.codes) ? rule.misfit(years, days) : undefined;
      if (misfit === undefined) return [];
      return [ageFinding(facts, visit, { code, severity: rule.severity, misfit, side: diagnosisSide(visit, index) })];
    }),
  );
}

function procedureAges(facts: ChartFacts, visit: VisitFact): Finding[] {
  const years = ageInYears(facts.born, visit.on);
  return visit.procedures.flatMap(({ code }, index): Finding[] => {
    const band = BANDS.find(([codes]) => codes.includes(code));
    if (!band || (years >= band[1] && years <= band[2])) return [];
    const ages = band[2] === 0 ? "under 1 year" : band[2] > 100 ? "of 65 and over" : `of ${band[1]} to ${band[2]}`;
    const side = procedureSide(visit, index);
    return [ageFinding(facts, visit, { code, severity: "hard", misfit: `is for patients ${ages}`, side })];
  });
}

function ageFinding(
  facts: ChartFacts,
  visit: VisitFact,
  found: {
    readonly code: string;
    readonly severity: Finding["severity"];
    readonly misfit: string;
    readonly side: Finding["sides"][number];
  },
): Finding {
  const { code, severity, misfit, side } = found;
  return {
    key: `age:${code}:${visit.encounterId}`,
    basis: `${facts.born} ${visit.on}`,
    rule: "age",
    severity,
    title: `${code} and the patient’s age`,
    sides: [
      side,
      birthSide(facts, `Born ${formatDate(facts.born)}: ${ageWords(facts.born, visit.on)} on the day of the visit`),
    ],
    why: `${code} ${misfit}.`,
    remedy: "Choose the code of the age, or have the birth date corrected.",
    source: MCE,
    encounterIds: [visit.encounterId],
    everyNote: false,
  };
}

function ageWords(born: LocalDate, on: LocalDate): string {
  const years = ageInYears(born, on);
  const days = daysBetween(born, on);
  if (years > 0) return years === 1 ? "1 year old" : `${years} years old`;
  return days === 1 ? "1 day old" : `${days} days old`;
}
