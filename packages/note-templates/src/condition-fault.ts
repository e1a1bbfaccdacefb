import type { Condition, TemplateField } from "@practicum/contracts/charting/template-content";

/** Why a condition can't be asked of the field that it names, in words; null where it can. */
export function conditionFault(condition: Condition, field: TemplateField | undefined): string | null {
  if (field === undefined) return `there is no field “${condition.field}”.`;
  switch (condition.is) {
    case "answered":
      return null;
    case "one-of": {
      const keys = keysOf(field);
      if (keys === null) return `“${field.label}” has no answers to choose from.`;
      const strange = condition.values.find((one) => !keys.includes(one));
      return strange === undefined ? null : `“${strange}” is no answer of “${field.label}”.`;
    }
    case "at-least":
    case "at-most":
      return field.kind === "number" || field.kind === "score" ? null : `“${field.label}” is no number.`;
    case "question-at-least": {
      if (field.kind !== "score") return `“${field.label}” is no questionnaire.`;
      return field.questions.some(({ key }) => key === condition.question)
        ? null
        : `“${field.label}” has no question “${condition.question}”.`;
    }
  }
}

function keysOf(field: TemplateField): readonly string[] | null {
  if (field.kind === "one" || field.kind === "many") return field.choices.map(({ key }) => key);
  return field.kind === "yes-no" ? ["yes", "no", "unknown"] : null;
}

type Fields = ReadonlyMap<string, TemplateField>;

/**
 * Whether a field can't be shown whatever is answered: a number that no answer reaches, two answers of one question, or a field that is never shown
 * itself, be it because it waits for itself.
 */
export function neverHolds(
  { key: own, showIf }: TemplateField,
  fields: Fields,
  asking: readonly string[] = [],
): boolean {
  if (showIf === null) return false;
  if (asking.includes(own)) return true;
  const path = [...asking, own];
  const each = showIf.of.map((one) => canHold([one], fields.get(one.field), fields, path));
  if (showIf.match === "any") return !each.some(Boolean);
  if (!each.every(Boolean)) return true;
  // All at once: those of one field must leave an answer that fulfils them together.
  const named = new Set(showIf.of.map(({ field }) => field));
  return [...named].some(
    (key) =>
      !canHold(
        showIf.of.filter(({ field }) => field === key),
        fields.get(key),
        fields,
        path,
      ),
  );
}

/** Whether one answer of a field can fulfil these conditions together. */
function canHold(
  conditions: readonly Condition[],
  field: TemplateField | undefined,
  fields: Fields,
  asking: readonly string[],
): boolean {
  if (field === undefined || neverHolds(field, fields, asking)) return false;
  const [low, high] = rangeOf(field);
  const from = Math.max(low, ...conditions.flatMap((one) => (one.is === "at-least" ? [one.number] : [])));
  const to = Math.min(high, ...conditions.flatMap((one) => (one.is === "at-most" ? [one.number] : [])));
  if (from > to) return false;
  const sets = conditions.flatMap((one) => (one.is === "one-of" ? [one.values] : []));
  // Of several answers that can be given at once each may fulfil another.
  if (field.kind !== "many" && sets.length > 1 && !sets[0]?.some((value) => sets.every((set) => set.includes(value))))
    return false;
  return conditions.every(
    (one) =>
      one.is !== "question-at-least" ||
      (field.kind === "score" && field.options.some((option) => option.points >= one.number)),
  );
}

function rangeOf(field: TemplateField): readonly [number, number] {
  if (field.kind === "number") return [field.min, field.max];
  if (field.kind !== "score") return [-Infinity, Infinity];
  const points = field.options.map((one) => one.points);
  return [field.questions.length * Math.min(...points), field.questions.length * Math.max(...points)];
}
