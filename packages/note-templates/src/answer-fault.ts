import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";

/** Why an answer can't stand in the field, in words for who typed it; null where it can. */
export function answerFault(field: TemplateField, answer: FieldAnswer): string | null {
  if (answer.kind !== field.kind) return `“${field.label}” asks for another kind of answer.`;
  switch (field.kind) {
    case "text":
    case "date":
    case "yes-no":
      return null;
    case "number":
      return answer.kind === "number" ? numberFault(field, answer.number) : null;
    case "one":
      return answer.kind === "one" && !hasChoice(field, answer.choice)
        ? `Choose one of the answers of “${field.label}”.`
        : null;
    case "many":
      return answer.kind === "many" ? choicesFault(field, answer.choices) : null;
    case "score":
      return answer.kind === "score" ? pointsFault(field, answer.points) : null;
  }
}

function numberFault(field: Extract<TemplateField, { kind: "number" }>, number: number): string | null {
  const { label, min, max, unit, decimals } = field;
  const range = `${min} to ${max}${unit === "" ? "" : ` ${unit}`}`;
  if (number < min || number > max) return `“${label}” takes ${range}.`;
  if (Number(number.toFixed(decimals)) === number) return null;
  return decimals === 0
    ? `“${label}” takes a whole number, ${range}.`
    : `“${label}” takes ${decimals} ${decimals === 1 ? "digit" : "digits"} after the point, ${range}.`;
}

type Choosing = Extract<TemplateField, { kind: "one" | "many" }>;

const hasChoice = (field: Choosing, key: string): boolean => field.choices.some((one) => one.key === key);

function choicesFault(field: Choosing, keys: readonly string[]): string | null {
  if (keys.some((key) => !hasChoice(field, key)) || new Set(keys).size < keys.length)
    return `Choose among the answers of “${field.label}”, each once.`;
  const alone = field.choices.find((one) => one.alone && keys.includes(one.key));
  return alone && keys.length > 1 ? `“${alone.label}” stands alone: take it away, or the others.` : null;
}

function pointsFault(
  field: Extract<TemplateField, { kind: "score" }>,
  points: readonly { readonly question: string; readonly points: number }[],
): string | null {
  const known = (one: { readonly question: string; readonly points: number }) =>
    field.questions.some(({ key }) => key === one.question) &&
    field.options.some((option) => option.points === one.points);
  const once = new Set(points.map((one) => one.question)).size === points.length;
  return once && points.every(known)
    ? null
    : `Answer the questions of “${field.label}” with its own answers, each once.`;
}
