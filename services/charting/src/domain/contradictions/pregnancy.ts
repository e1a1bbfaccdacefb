import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { dueOfLastPeriod } from "@practicum/contracts/charting/histories";
import { diagnosisSide, problemSide, starts, toldSide, type ChartFacts, type Side } from "./facts.ts";

/**
 * Whether a chart says that the patient is pregnant: by what was told, codes of pregnancy, active problems and pregnancy tests, of which
 * the latest counts. Nothing on record is not "not pregnant": it is not known, and no rule speaks of it then.
 */

const DURING = [
  "O09",
  "O1",
  "O2",
  "O30",
  "O31",
  "O32",
  "O33",
  "O34",
  "O35",
  "O36",
  "O4",
  "O6",
  "O98",
  "O99",
  "Z33.1",
  "Z34",
  "Z3A",
];
/** Delivery, the time after it, and an end before it. */
const ENDED = [
  "O03",
  "O04",
  "O07",
  "O08",
  "O80",
  "O82",
  "O85",
  "O86",
  "O87",
  "O88",
  "O89",
  "O90",
  "O91",
  "O92",
  "Z33.2",
  "Z37",
  "Z39",
];
/** hCG in urine or serum, present or not. */
const TESTS = new Set(["2106-3", "2118-8", "80384-1"]);
/** Forty weeks and three more. */
const LASTS_DAYS = 301;

export function isPregnancyCode(code: string): boolean {
  return starts(code, DURING) && !starts(code, ENDED);
}

interface Evidence {
  readonly on: LocalDate;
  readonly pregnant: boolean;
  /** The same for the same fact. */
  readonly id: string;
  readonly side: Side;
}

/** What says that the patient is pregnant today; null where the last word is another, or there is none. */
export function pregnancyOf(facts: ChartFacts): Evidence | null {
  const evidence = [...coded(facts), ...listed(facts), ...tested(facts), ...told(facts)].filter(
    (one) => one.on <= facts.today,
  );
  // On one day the end of a pregnancy counts: a delivery is coded beside the pregnancy's own codes.
  const [last] = evidence.toSorted((a, b) =>
    a.on === b.on ? Number(a.pregnant) - Number(b.pregnant) : a.on < b.on ? 1 : -1,
  );
  return last?.pregnant === true && addDays(last.on, LASTS_DAYS) >= facts.today ? last : null;
}

function coded({ visits }: ChartFacts): Evidence[] {
  return visits.flatMap((visit) =>
    visit.diagnoses.flatMap(({ code }, index): Evidence[] => {
      const pregnant = isPregnancyCode(code);
      if (!pregnant && !starts(code, ENDED)) return [];
      // Not the visit: one pregnancy that is coded at each visit is one fact, and a reason that was given holds for it.
      return [{ on: visit.on, pregnant, id: "coded", side: diagnosisSide(visit, index) }];
    }),
  );
}

function listed({ problems }: ChartFacts): Evidence[] {
  return problems.flatMap((problem): Evidence[] => {
    if (problem.code === null || !isPregnancyCode(problem.code)) return [];
    const begun = problem.onsetOn ?? problem.recordedOn;
    const on = problem.active ? begun : (problem.resolvedOn ?? begun);
    return [{ on, pregnant: problem.active, id: problem.problemId, side: problemSide(problem) }];
  });
}

/** Three weeks after its day. */
const OVERDUE_DAYS = 21;

function told({ histories, today }: ChartFacts): Evidence[] {
  return histories.flatMap((fact): Evidence[] => {
    const { content, on, historyId } = fact;
    if (content.kind !== "pregnancy-status" || !fact.current || content.status === "not-known") return [];
    const pregnant = content.status === "pregnant";
    const due = content.dueByUltrasound ?? (content.lastPeriod && dueOfLastPeriod(content.lastPeriod));
    if (pregnant && due && addDays(due, OVERDUE_DAYS) < today) return [];
    return [
      {
        on,
        pregnant,
        id: `told:${historyId}`,
        side: toldSide(fact, `History: ${pregnant ? "pregnant" : "not pregnant"}`),
      },
    ];
  });
}

function tested({ results }: ChartFacts): Evidence[] {
  return results.flatMap(({ loinc, name, value, on }): Evidence[] => {
    if (loinc === null || !TESTS.has(loinc)) return [];
    const pregnant = /^pos/i.test(value);
    if (!pregnant && !/^neg/i.test(value)) return [];
    const place = { at: "results", encounterId: null, field: null, of: null } as const;
    return [{ on, pregnant, id: `test:${on}`, side: { says: `Result: ${name}, ${value}`, on, by: null, place } }];
  });
}
