import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Condition, TemplateContent, TemplateField } from "@practicum/contracts/charting/template-content";
import { conditionFault, neverHolds } from "./condition-fault.ts";
import { patternLines } from "./pattern.ts";

/** What is wrong with a template, at its place in the contract's words: "fields.3.showIf". */
export interface TemplateFault {
  readonly field: string;
  readonly message: string;
}

/** Why a template is not saved: what would lead to a note that can't be signed, or that says something else than was answered. */
export function templateFaults(content: TemplateContent): TemplateFault[] {
  const { fields, patterns, ages } = content;
  const once = duplicates(fields.map((field) => field.key));
  return [
    ...once.map((index) =>
      at(`fields.${index}.key`, `“${fields[index]?.key ?? ""}” is the key of another field, too.`),
    ),
    ...fields.flatMap((field, index) =>
      ownFaults(field).map((fault) => at(`fields.${index}.${fault.field}`, fault.message)),
    ),
    ...fields.flatMap((field, index) => conditionFaults(field, index, fields)),
    ...duplicates(patterns.map((one) => one.section)).map((index) =>
      at(`patterns.${index}.section`, "This section has its words already."),
    ),
    ...patterns.flatMap((one, index) => patternFaults(one, index, fields)),
    ...(ages !== null && ages.beforeMonths <= ages.fromMonths
      ? [at("ages.beforeMonths", "The age up to which it is proposed is after the first.")]
      : []),
  ];
}

const at = (field: string, message: string): TemplateFault => ({ field, message });

/** The places of what was there before. */
function duplicates(keys: readonly string[]): number[] {
  return keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []));
}

/** What is wrong with a field by itself. */
function ownFaults(field: TemplateField): TemplateFault[] {
  switch (field.kind) {
    case "text":
    case "date":
    case "yes-no":
      return [];
    case "number":
      return field.min < field.max ? [] : [at("max", "The largest number is above the smallest.")];
    case "one":
    case "many":
      return [
        ...duplicates(field.choices.map((one) => one.key)).map((n) =>
          at(`choices.${n}.key`, "Another answer has this key, too."),
        ),
        ...duplicates(field.choices.map((one) => one.label.toLowerCase())).map((n) =>
          at(`choices.${n}.label`, "Another answer is called so, too."),
        ),
      ];
    case "score":
      return scoreFaults(field);
  }
}

function scoreFaults({ questions, options, bands, alarm }: Extract<TemplateField, { kind: "score" }>): TemplateFault[] {
  const most = Math.max(...options.map((one) => one.points));
  const inOrder = bands.every(({ from }, n) => (n === 0 ? from === 0 : from > (bands[n - 1]?.from ?? 0)));
  return [
    ...duplicates(questions.map((one) => one.key)).map((n) =>
      at(`questions.${n}.key`, "Another question has this key, too."),
    ),
    ...duplicates(options.map((one) => String(one.points))).map((n) =>
      at(`options.${n}.points`, "Another answer has as many points: which one was given could not be told."),
    ),
    ...(inOrder ? [] : [at("bands", "What a total means begins at 0 and goes up.")]),
    ...(alarm !== null && !questions.some(({ key }) => key === alarm.question)
      ? [at("alarm.question", "There is no such question.")]
      : []),
    ...(alarm !== null && alarm.from > most ? [at("alarm.from", `No answer has more than ${most} points.`)] : []),
  ];
}

function conditionFaults(field: TemplateField, index: number, fields: readonly TemplateField[]): TemplateFault[] {
  const { showIf, key, required, label } = field;
  if (showIf === null) return [];
  const byKey = new Map(fields.map((one) => [one.key, one]));
  const own = showIf.of.flatMap((one: Condition, n) => {
    const fault = conditionFault(one, byKey.get(one.field));
    return fault === null ? [] : [at(`fields.${index}.showIf.of.${n}`, `“${label}” is shown if: ${fault}`)];
  });
  if (own.length > 0) return own;
  const place = `fields.${index}.showIf`;
  if (waitsForItself(key, byKey))
    return [at(place, `“${label}” waits for a field that waits for it, in a circle: neither would ever be shown.`)];
  if (!neverHolds(field, byKey)) return [];
  return [at(place, `“${label}” is ${required ? "required and " : ""}never shown: its conditions exclude each other.`)];
}

function waitsForItself(key: string, byKey: ReadonlyMap<string, TemplateField>): boolean {
  const seen = new Set<string>();
  const next = (one: string): string[] => byKey.get(one)?.showIf?.of.map(({ field }) => field) ?? [];
  const waiting = next(key);
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one === key) return true;
    if (!seen.has(one)) waiting.push(...next(one));
    seen.add(one);
  }
  return false;
}

function patternFaults(
  pattern: { readonly section: NoteSection; readonly text: string },
  index: number,
  fields: readonly TemplateField[],
): TemplateFault[] {
  const place = `patterns.${index}.text`;
  const lines = patternLines(pattern.text);
  const named = lines.flatMap(({ pieces }) => pieces.flatMap((piece) => piece.fields));
  const here = fields.filter((field) => field.section === pattern.section);
  const strange = [...new Set(named)].filter((key) => !here.some((field) => field.key === key));
  return [
    ...lines.flatMap(({ fault }) => (fault === null ? [] : [at(place, fault)])),
    ...strange.map((key) => at(place, `“{{${key}}}” is no field of this section.`)),
    // What is answered and not said would be missing from the note.
    ...here
      .filter((field) => !standsAlone(field.key, lines))
      .map((field) =>
        at(
          place,
          named.includes(field.key)
            ? `“${field.label}” is said together with other fields alone: if those are not answered its answer would be left out. Put it into brackets of its own.`
            : `“${field.label}” is said nowhere: put {{${field.key}}} into a line.`,
        ),
      ),
  ];
}

/** Whether the answer is said whatever else is answered: in a piece that has this field alone. */
function standsAlone(key: string, lines: ReturnType<typeof patternLines>): boolean {
  return lines.some(({ pieces }) =>
    pieces.some((piece) => piece.fields.length > 0 && piece.fields.every((one) => one === key)),
  );
}
