import type { Condition, TemplateContent, TemplateField } from "@practicum/contracts/charting/template-content";
import { keyOf } from "@practicum/note-templates/key-of";

/** How a template's fields are changed in the form: whole values in, whole values out. */

export const kindLabels: { readonly [K in TemplateField["kind"]]: string } = {
  text: "Text",
  number: "Number",
  one: "One of several answers",
  many: "Several answers",
  date: "Date",
  "yes-no": "Yes, no, not known",
  score: "Questionnaire with a score",
};

export const sectionLabels: { readonly [S in TemplateField["section"]]: string } = {
  reason: "Reason for visit",
  hpi: "History of present illness",
  ros: "Review of systems",
  exam: "Exam",
  assessment: "Assessment",
  plan: "Plan",
};

/** A field without a label is known by its place. */
export const nameOf = ({ label }: TemplateField, index: number): string =>
  label.trim() === "" ? `Field ${index + 1}` : label.trim();

const twoChoices = [
  { key: "first", label: "First", says: "", alone: false },
  { key: "second", label: "Second", says: "", alone: false },
];

/** The field with another kind: what both have stays. */
export function ofKind(
  { key, label, section, required, rooming, showIf, help }: TemplateField,
  kind: TemplateField["kind"],
): TemplateField {
  const base = { key, label, section, required, rooming, showIf, help };
  switch (kind) {
    case "text":
    case "date":
      return { ...base, kind };
    case "number":
      return { ...base, kind, unit: "", min: 0, max: 100, decimals: 0 };
    case "one":
    case "many":
      return { ...base, kind, choices: twoChoices };
    case "yes-no":
      return { ...base, kind, says: null };
    case "score":
      return {
        ...base,
        kind,
        questions: [{ key: "q1", text: "First question" }],
        options: [
          { label: "No", points: 0 },
          { label: "Yes", points: 1 },
        ],
        bands: [],
        alarm: null,
        source: "",
      };
  }
}

/** A new field at the end, in the section of the last one. */
export function addField(fields: readonly TemplateField[]): TemplateField[] {
  const taken = new Set(fields.map((one) => one.key));
  let n = fields.length + 1;
  while (taken.has(`field-${n}`)) n += 1;
  const base = { key: `field-${n}`, label: "New field", section: fields.at(-1)?.section ?? ("hpi" as const) };
  return [...fields, { ...base, required: false, rooming: false, showIf: null, help: "", kind: "text" }];
}

export function moveField(fields: readonly TemplateField[], at: number, by: 1 | -1): TemplateField[] {
  const one = fields[at];
  const to = at + by;
  return one === undefined || to < 0 || to >= fields.length
    ? [...fields]
    : fields.toSpliced(at, 1).toSpliced(to, 0, one);
}

type Question = Extract<TemplateField, { kind: "score" }>["questions"][number];

/** One question a line. One whose words stay, or that is changed in its line, keeps its key: what was answered and what asks for it hold on to it. */
export function questionsOf(text: string, before: readonly Question[]): Question[] {
  const texts = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const kept = texts.map((one, index) => {
    const same = before.find((question) => question.text === one);
    const moved = texts.length === before.length ? before[index] : undefined;
    return same?.key ?? (moved && !texts.includes(moved.text) ? moved.key : undefined);
  });
  const taken = new Set([...kept, ...before.map(({ key }) => key)]);
  let n = 0;
  const fresh = () => {
    do n += 1;
    while (taken.has(`q${n}`));
    return `q${n}`;
  };
  return texts.map((one, index) => ({ key: kept[index] ?? fresh(), text: one }));
}

export type Choice = Extract<TemplateField, { kind: "one" }>["choices"][number];

/** What an answer says where nobody wrote words for it. */
export const wordsBySilence = ({ label }: Pick<Choice, "label">): string => label.toLowerCase();

/** One answer with other words in the text; the others, and what its conditions hold on to, stay. */
export function withWords(choices: readonly Choice[], at: number, says: string): Choice[] {
  return choices.map((one, index) => (index === at ? { ...one, says } : one));
}

/** One answer a line; one that stands alone begins with "!". A label that stays keeps its key, so that conditions hold on to it. */
export const choicesText = (choices: readonly Choice[]): string =>
  choices.map(({ label, alone }) => `${alone ? "!" : ""}${label}`).join("\n");

export function choicesOf(text: string, before: readonly Choice[]): Choice[] {
  const labels = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.replace(/^!/, "") !== "");
  return labels.map((line, index) => {
    const alone = line.startsWith("!");
    const label = line.replace(/^!\s*/, "");
    const same = before.find((one) => one.label === label);
    // A label that is being changed in its line is the same answer still, with its words.
    const inLine = labels.length === before.length ? before[index] : undefined;
    const moved = inLine && !labels.includes(inLine.label) ? inLine : undefined;
    const kept = same ?? moved;
    return { key: kept?.key ?? (keyOf(label) || `answer-${index + 1}`), label, says: kept?.says ?? "", alone };
  });
}

/** "0 = Not at all", a line each. */
export const pairsText = (pairs: readonly (readonly [number, string])[]): string =>
  pairs.map(([number, label]) => `${number} = ${label}`).join("\n");

export function pairsOf(text: string): [number, string][] {
  return text.split("\n").flatMap((line) => {
    const [, number = "", label = ""] = /^\s*(\d+)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    return label === "" ? [] : [[Number(number), label] as [number, string]];
  });
}

/** Why a line of these is not read yet. */
export function pairsFault(text: string, example: string): string | null {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.trim() !== "" && pairsOf(line).length === 0);
  return at < 0 ? null : `Line ${at + 1} is not read: write it as “${example}”.`;
}

/** The condition to begin with for a field. */
export function conditionFor(field: TemplateField): Condition {
  switch (field.kind) {
    case "one":
    case "many":
      return { field: field.key, is: "one-of", values: [field.choices[0]?.key ?? "first"] };
    case "yes-no":
      return { field: field.key, is: "one-of", values: ["yes"] };
    case "number":
      return { field: field.key, is: "at-least", number: field.min };
    case "score":
      return { field: field.key, is: "at-least", number: 1 };
    case "text":
    case "date":
      return { field: field.key, is: "answered" };
  }
}

/** What a template begins with. */
export const blank: TemplateContent = {
  fields: addField([]),
  patterns: [],
  visitTypes: [],
  ages: null,
};
