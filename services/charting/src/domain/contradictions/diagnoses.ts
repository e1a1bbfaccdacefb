import { problemSide, starts, statements, words, type ChartFacts, type Finding, type Statement } from "./facts.ts";
import { hysterectomyIn } from "./histories.ts";
import { pregnancyOf } from "./pregnancy.ts";

/** Conditions that last, of which a person has one or the other: beginnings of ICD-10-CM codes, and how grave it is to code both. */
const PAIRS: readonly (readonly [a: string, b: string, severity: "hard" | "soft", why: string])[] = [
  ["E10", "E11", "hard", "Diabetes is of type 1 or of type 2; both are treated, and coded, differently."],
  ["E10", "E13", "hard", "Diabetes of type 1 is no diabetes of another specified type."],
  ["E11", "E13", "hard", "Diabetes of type 2 is no diabetes of another specified type."],
  ["R73.03", "E11", "soft", "Who has diabetes has no prediabetes any more."],
  ["R73.03", "E10", "soft", "Who has diabetes has no prediabetes any more."],
  ["E03", "E05", "soft", "The thyroid makes too little or too much."],
  ["F31", "F33", "soft", "A bipolar disorder takes in its depressive episodes."],
  ["F31", "F32", "soft", "A bipolar disorder takes in its depressive episodes."],
  ["I10", "I11", "soft", "Hypertension with heart disease is not coded as essential hypertension as well."],
  ["I10", "I12", "soft", "Hypertension with kidney disease is not coded as essential hypertension as well."],
  ["I10", "I13", "soft", "Hypertension with heart and kidney disease is not coded as essential hypertension as well."],
  ["F17", "Z87.891", "soft", "One says that nicotine is used, the other that it no longer is."],
  ["C50", "Z85.3", "soft", "One says a cancer under treatment, the other a cancer of the past."],
  ["C61", "Z85.46", "soft", "One says a cancer under treatment, the other a cancer of the past."],
  ["C34", "Z85.11", "soft", "One says a cancer under treatment, the other a cancer of the past."],
  ["C18", "Z85.03", "soft", "One says a cancer under treatment, the other a cancer of the past."],
  ["C43", "Z85.82", "soft", "One says a cancer under treatment, the other a cancer of the past."],
  ["C73", "Z85.85", "soft", "One says a cancer under treatment, the other a cancer of the past."],
];
const ICD = "ICD-10-CM, notes of the tabular list and guidelines I.C.2 and I.C.4";

/**
 * Diagnoses of which only one can be true, across notes and problem list (CHT-235). A pair inside of one note is the gate's own (CHT-53), and what
 * two signed notes say differently nobody can mend.
 */
export function diagnosisConflicts(facts: ChartFacts): Finding[] {
  const said = statements(facts, 730);
  return PAIRS.flatMap(([a, b, severity, why]): Finding[] => {
    const pair = firstPair(
      said.filter(({ code }) => code.startsWith(a)),
      said.filter(({ code }) => code.startsWith(b)),
    );
    if (!pair) return [];
    return [
      {
        key: `pair:${a}:${b}`,
        basis: pair.map(identity).join(" "),
        rule: "diagnoses",
        severity: pair.some((one) => one.in === "open") ? severity : "soft",
        title: `${pair[0].code} and ${pair[1].code}`,
        sides: pair.map((one) => one.side),
        why,
        remedy: "Correct the one that is not true: change the code, resolve the problem, or say that it was an error.",
        source: ICD,
        encounterIds: pair.flatMap(({ encounterId }) => encounterId ?? []),
        everyNote: false,
      },
    ];
  });
}

function firstPair(
  left: readonly Statement[],
  right: readonly Statement[],
): readonly [Statement, Statement] | undefined {
  for (const one of left) {
    for (const other of right) {
      const sameNote = one.encounterId !== null && one.encounterId === other.encounterId;
      const bothSigned = one.in === "signed" && other.in === "signed";
      if (!sameNote && !bothSigned) return [one, other];
    }
  }
  return undefined;
}

/** Another code in another place is another fact. */
function identity({ code, problemId, encounterId }: Statement): string {
  return `${code}@${problemId ?? encounterId}`;
}

/** What does not go away: coded again after it was resolved, one of the two is wrong. An infection can come back. */
const LASTING = words("E10 E11 E13 I10 I11 I12 I13 I25 I48 I50 J44 N18 F31 G20 G30 G40 G35 M05 M06 K50 K51 B20 Q90 C");

/** A problem that was resolved, and the same condition coded as current (CHT-236). */
export function resolvedYetCoded(facts: ChartFacts): Finding[] {
  const said = statements(facts).filter((one) => one.in === "open");
  return facts.problems.flatMap((problem): Finding[] => {
    const { code, active, resolvedOn } = problem;
    if (active || code === null || resolvedOn === null || !starts(code, LASTING)) return [];
    const category = code.slice(0, 3);
    const coded = said.find((one) => one.code.startsWith(category) && one.on >= resolvedOn);
    const listed = facts.problems.some((one) => one.active && one.code?.startsWith(category) === true);
    if (!coded || listed) return [];
    return [
      {
        key: `resolved:${category}`,
        basis: `${problem.problemId} ${resolvedOn}`,
        rule: "resolved",
        severity: "soft",
        title: `${coded.code} is coded as current and was resolved`,
        sides: [coded.side, problemSide(problem)],
        why: "A condition that lasts is on the problem list as resolved, and a diagnosis of this note.",
        remedy: "List it as a problem again, or code the history of it instead.",
        source: "ICD-10-CM guidelines IV.I and IV.J",
        encounterIds: coded.encounterId === null ? [] : [coded.encounterId],
        everyNote: false,
      },
    ];
  });
}

/** Pregnant, and the uterus was taken out (CHT-237). Z90.712 says that the cervix alone is absent. */
export function pregnantWithoutUterus(facts: ChartFacts): Finding[] {
  const pregnant = pregnancyOf(facts);
  if (!pregnant) return [];
  const said = statements(facts, 3650).find(({ code }) => starts(code, ["Z90.710", "Z90.711"]));
  const done = facts.pastProcedures.find(
    ({ label }) => /hysterectomy/i.test(label) && !/\bhistory of|family/i.test(label),
  );
  const place = { at: "past-procedures", encounterId: null, field: null, of: null } as const;
  const told = hysterectomyIn(facts);
  const absent =
    said?.side ?? (done && { says: `Past procedure: ${done.label}`, on: done.on, by: null, place }) ?? told?.side;
  if (!absent) return [];
  return [
    {
      key: "pregnant:uterus",
      basis: `${pregnant.id} ${said?.code ?? done?.on ?? told?.id ?? ""}`,
      rule: "pregnancy",
      severity: "hard",
      title: "Pregnant, and the uterus was taken out",
      sides: [pregnant.side, absent],
      why: "Both cannot be so of one person: one of the two may be another patient’s.",
      remedy: "Correct the one that is wrong.",
      source: null,
      encounterIds: [pregnant.side, absent].flatMap((one) => one.place.encounterId ?? []),
      everyNote: true,
    },
  ];
}
