import type { Answers, Condition, FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { pointsOf, scoreOf } from "./score.ts";

type Fields = readonly TemplateField[];

/**
 * The fields that are shown, in the template's order. What is answered in a field that is not shown does not count: neither as an answer nor
 * in another field's condition. It ends for every template, also for one whose conditions go round in a circle: what waits for itself
 * is not shown.
 */
export function visibleFields(fields: Fields, answers: Answers): TemplateField[] {
  const known = new Map<string, boolean>();
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const isShown = (key: string): boolean => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const field = byKey.get(key);
    if (!field) return false;
    // Whoever asks while it is being worked out is part of a circle.
    known.set(key, false);
    const { showIf } = field;
    const holds = (one: Condition): boolean => {
      const of = byKey.get(one.field);
      const answer = answers[one.field];
      return of !== undefined && answer !== undefined && isShown(one.field) && conditionHolds(one, of, answer);
    };
    const shown = showIf === null || (showIf.match === "all" ? showIf.of.every(holds) : showIf.of.some(holds));
    known.set(key, shown);
    return shown;
  };
  return fields.filter((field) => isShown(field.key));
}

/** Whether an answer is what the condition asks for. What is not answered fulfils none. */
function conditionHolds(condition: Condition, field: TemplateField, answer: FieldAnswer): boolean {
  switch (condition.is) {
    case "answered":
      return isAnswered(field, answer);
    case "one-of":
      return keysOf(answer).some((key) => condition.values.includes(key));
    case "at-least": {
      const number = numberOf(field, answer);
      return number !== null && number >= condition.number;
    }
    case "at-most": {
      const number = numberOf(field, answer);
      return number !== null && number <= condition.number;
    }
    case "question-at-least": {
      const points = answer.kind === "score" ? pointsOf(answer, condition.question) : undefined;
      return points !== undefined && points >= condition.number;
    }
  }
}

function keysOf(answer: FieldAnswer): readonly string[] {
  if (answer.kind === "one") return [answer.choice];
  if (answer.kind === "many") return answer.choices;
  return answer.kind === "yes-no" ? [answer.value] : [];
}

function numberOf(field: TemplateField, answer: FieldAnswer): number | null {
  if (answer.kind === "number") return answer.number;
  return field.kind === "score" && answer.kind === "score" ? scoreOf(field, answer).total : null;
}

/** Whether it is answered; a questionnaire, whole. "Not known" is an answer. */
export function isAnswered(field: TemplateField, answer: FieldAnswer | undefined): boolean {
  if (answer === undefined || answer.kind !== field.kind) return false;
  if (field.kind === "score" && answer.kind === "score") return scoreOf(field, answer).total !== null;
  return answer.kind !== "text" || answer.text.trim() !== "";
}

/** What the note is not signed without, of what is shown. */
export function missingFields(fields: Fields, answers: Answers): TemplateField[] {
  return visibleFields(fields, answers).filter((field) => field.required && !isAnswered(field, answers[field.key]));
}
