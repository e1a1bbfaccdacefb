import { evaluationsOf, forecast } from "@practicum/immunization-forecast/forecast";
import type { SupportingData } from "@practicum/immunization-forecast/supporting-data";
import type { ForecastCase } from "./read-cases.ts";

/** What a case asks, in the order it is printed in. */
export const QUESTIONS = ["status", "evaluations", "number", "earliest", "recommended", "past due"] as const;
type Question = (typeof QUESTIONS)[number];

/** One case: what came out otherwise than CDC says. */
export interface CheckedCase {
  readonly id: string;
  readonly group: string;
  readonly wrong: ReadonlyMap<Question, string>;
}

/** Holds the forecast of a case's person against what the case says. */
export function checkCase(data: SupportingData, wanted: ForecastCase): CheckedCase {
  const { groups } = forecast(data, wanted.person, wanted.on);
  const found = groups.find(({ group }) => group === wanted.group);
  const wrong = new Map<Question, string>();
  const hold = (question: Question, want: string | undefined, have: string | undefined) => {
    if (want !== have) wrong.set(question, `${want ?? "none"}, not ${have ?? "none"}`);
  };
  hold("status", wanted.status, found?.status);
  hold("number", wanted.number, found?.doseNumber?.toString());
  hold("earliest", wanted.earliest, found?.earliest);
  hold("recommended", wanted.recommended, found?.recommended);
  hold("past due", wanted.pastDue, found?.pastDue);
  for (const [dose, want] of wanted.evaluations) {
    const own = found && evaluationsOf(found).get(dose);
    // A live vaccine of another group stands in a case for its conflict: its worth is asked of its own group.
    const evaluated = own ?? groups.flatMap((group) => evaluationsOf(group).get(dose) ?? []);
    const statuses = evaluated.map(({ status }) => status);
    const have = (["valid", "not-valid", "extraneous"] as const).find((status) => statuses.includes(status));
    if (want !== have) wrong.set("evaluations", `${dose} ${want}, not ${have ?? "none"}`);
  }
  return { id: wanted.id, group: wanted.group, wrong };
}

/** The report of a file of cases: rates of all and of each group, and each case that failed. */
export function report(name: string, checked: readonly CheckedCase[]): readonly string[] {
  const failed = checked.filter(({ wrong }) => wrong.size > 0);
  const groups = [...Map.groupBy(checked, ({ group }) => group)].toSorted(([a], [b]) => a.localeCompare(b));
  return [
    `${name}: ${checked.length} cases, ${rate(checked.length - failed.length, checked.length)} as CDC says in everything`,
    "",
    line("", ["all", ...QUESTIONS]),
    row("all", checked),
    ...groups.map(([group, of]) => row(group, of)),
    "",
    ...(failed.length === 0 ? ["No case failed."] : ["Cases that failed (what CDC says, and what came out):"]),
    ...failed.map(
      ({ id, group, wrong }) => `  ${id} ${group}: ${[...wrong].map(([what, how]) => `${what} ${how}`).join("; ")}`,
    ),
  ];
}

function row(name: string, of: readonly CheckedCase[]): string {
  return line(name, [
    rate(of.filter(({ wrong }) => wrong.size === 0).length, of.length),
    ...QUESTIONS.map((question) => rate(of.filter(({ wrong }) => !wrong.has(question)).length, of.length)),
  ]);
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(24) + cells.map((cell) => cell.padStart(12)).join("");
}

/** Rounded down: what is not all is never 100.0%. */
function rate(right: number, of: number): string {
  return of === 0 ? "none" : `${(Math.floor((right / of) * 1000) / 10).toFixed(1)}%`;
}
