import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";

type ScoreField = Extract<TemplateField, { kind: "score" }>;
type ScoreAnswer = Extract<FieldAnswer, { kind: "score" }>;

export interface Score {
  readonly answered: number;
  readonly of: number;
  /** The most that can be had. */
  readonly max: number;
  /** Null until every question is answered: a sum of some of them is no score. */
  readonly total: number | null;
  readonly band: string | null;
  /** What an answer says by itself, with the question; null where it says nothing, or is not answered. */
  readonly alarm: string | null;
}

/** What the answers of a questionnaire come to. */
export function scoreOf(field: ScoreField, answer: ScoreAnswer | undefined): Score {
  const given = field.questions.map(({ key }) => pointsOf(answer, key));
  const known = given.filter((one) => one !== undefined);
  const total = known.length === field.questions.length ? known.reduce((sum, one) => sum + one, 0) : null;
  const band = total === null ? undefined : field.bands.findLast(({ from }) => total >= from);
  const points = field.alarm === null ? undefined : pointsOf(answer, field.alarm.question);
  const rings = field.alarm !== null && points !== undefined && points >= field.alarm.from;
  return {
    answered: known.length,
    of: field.questions.length,
    max: field.questions.length * Math.max(...field.options.map((one) => one.points)),
    total,
    band: band?.label ?? null,
    alarm: rings ? (field.alarm?.message ?? null) : null,
  };
}

/** Undefined where the question is not answered. */
export function pointsOf(answer: ScoreAnswer | undefined, question: string): number | undefined {
  return answer?.points.find((one) => one.question === question)?.points;
}
