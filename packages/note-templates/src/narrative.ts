import type { NoteSection } from "@practicum/contracts/charting/notes";
import type {
  Answers,
  FieldAnswer,
  TemplateContent,
  TemplateField,
} from "@practicum/contracts/charting/template-content";
import { formatDate } from "@practicum/kernel/local-date";
import { filled, patternLines, type PatternLine } from "./pattern.ts";
import { scoreOf } from "./score.ts";
import { isAnswered, visibleFields } from "./visible-fields.ts";

/** A line of a section's narrative: `line` names the place in the template, whatever is answered. */
export interface NarrativeLine {
  readonly line: string;
  readonly text: string;
}

/**
 * What was answered in a section, in words: exactly that, and nothing of a field that is not shown or not answered. A line of which nothing is left
 * is not there.
 *
 * @param prefix begins the names of lines, so that those of several templates in one note differ.
 */
export function narrative(
  { fields, patterns }: Pick<TemplateContent, "fields" | "patterns">,
  section: NoteSection,
  answers: Answers,
  prefix = "",
): NarrativeLine[] {
  const said = new Map(
    visibleFields(fields, answers).flatMap((field) => {
      const words = wordsOf(field, answers[field.key]);
      return field.section === section && words !== null ? [[field.key, words] as const] : [];
    }),
  );
  const lines =
    patterns.find((one) => one.section === section)?.text ??
    fields
      .filter((field) => field.section === section)
      .map(byItself)
      .join("\n");
  return patternLines(lines).flatMap((line, index) => {
    const text = lineText(line, said);
    return text === "" ? [] : [{ line: `${prefix}${index}`, text }];
  });
}

/** A field that no pattern says: what has its own words stands alone. */
function byItself(field: TemplateField): string {
  return field.kind === "yes-no" && field.says !== null
    ? `{{${field.key}}}`
    : `${field.label.replaceAll(/[[\]{}]/g, "")}: {{${field.key}}}`;
}

function lineText({ pieces }: PatternLine, said: ReadonlyMap<string, string>): string {
  const isSaid = (keys: readonly string[]) => keys.every((key) => said.has(key));
  const kept = pieces.filter(({ fields }) => isSaid(fields));
  // Words between the fields are for them: without any of them they say nothing that somebody answered.
  if (!kept.some(({ fields }) => fields.length > 0)) return "";
  return kept
    .map(({ text }) => filled(text, (key) => said.get(key) ?? ""))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** An answer in words; null where there is none. A questionnaire that was begun says how far it came, and has no score. */
export function wordsOf(field: TemplateField, answer: FieldAnswer | undefined): string | null {
  if (answer === undefined || answer.kind !== field.kind) return null;
  if (field.kind === "score" && answer.kind === "score") return scoreWords(field, answer);
  if (!isAnswered(field, answer)) return null;
  switch (answer.kind) {
    case "text":
      return answer.text.replaceAll(/\s+/g, " ").trim();
    case "number":
      return field.kind === "number" && field.unit !== "" ? `${answer.number} ${field.unit}` : String(answer.number);
    case "date":
      return formatDate(answer.date);
    case "one":
      return choiceWords(field, [answer.choice]);
    case "many":
      return choiceWords(field, answer.choices);
    case "yes-no":
      return yesNoWords(field, answer.value);
    case "score":
      return null;
  }
}

/** In the template's order, whatever the order of choosing. */
function choiceWords(field: TemplateField, keys: readonly string[]): string | null {
  if (field.kind !== "one" && field.kind !== "many") return null;
  const chosen = field.choices.filter((one) => keys.includes(one.key));
  return chosen.length === 0
    ? null
    : chosen.map(({ says, label }) => (says === "" ? label.toLowerCase() : says)).join(", ");
}

function yesNoWords(field: TemplateField, value: "yes" | "no" | "unknown"): string {
  const says = field.kind === "yes-no" ? field.says : null;
  if (value === "unknown") return says === null ? "not known" : `${field.label}: not known.`;
  return says === null ? value : says[value];
}

function scoreWords(
  field: Extract<TemplateField, { kind: "score" }>,
  answer: Extract<FieldAnswer, { kind: "score" }>,
): string | null {
  const { answered, of, max, total, band, alarm } = scoreOf(field, answer);
  if (answered === 0) return null;
  const score =
    total === null
      ? `${answered} of ${of} questions answered, no score`
      : `${total} of ${max}${band === null ? "" : `, ${band}`}`;
  return alarm === null ? score : `${score}; ${alarm}`;
}
