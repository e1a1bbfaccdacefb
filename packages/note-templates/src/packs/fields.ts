import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Condition, TemplateContentInput } from "@practicum/contracts/charting/template-content";
import { keyOf } from "../key-of.ts";

/** Short ways to write the fields of a pack. */

export type FieldInput = TemplateContentInput["fields"][number];
type More = Partial<Pick<FieldInput, "required" | "rooming" | "help" | "showIf">>;
type Of<K extends FieldInput["kind"]> = Extract<FieldInput, { kind: K }>;

export const text = (section: NoteSection, key: string, label: string, more: More = {}): FieldInput => ({
  kind: "text",
  section,
  key,
  label,
  ...more,
});

export const number = (
  section: NoteSection,
  key: string,
  label: string,
  range: Pick<Of<"number">, "min" | "max" | "unit" | "decimals">,
  more: More = {},
): FieldInput => ({ kind: "number", section, key, label, ...range, ...more });

export const date = (section: NoteSection, key: string, label: string, more: More = {}): FieldInput => ({
  kind: "date",
  section,
  key,
  label,
  ...more,
});

export const yesNo = (
  section: NoteSection,
  key: string,
  label: string,
  says: readonly [yes: string, no: string] | null = null,
  more: More = {},
): FieldInput => ({
  kind: "yes-no",
  section,
  key,
  label,
  says: says === null ? null : { yes: says[0], no: says[1] },
  ...more,
});

/** Choices by their labels: the key is made of the label. One that ends in "!" stands alone. */
const choices = (labels: readonly string[]) =>
  labels.map((one) => {
    const alone = one.endsWith("!");
    const label = alone ? one.slice(0, -1) : one;
    return { key: keyOf(label), label, alone };
  });

export const one = (
  section: NoteSection,
  key: string,
  label: string,
  labels: readonly string[],
  more: More = {},
): FieldInput => ({ kind: "one", section, key, label, choices: choices(labels), ...more });

export const many = (
  section: NoteSection,
  key: string,
  label: string,
  labels: readonly string[],
  more: More = {},
): FieldInput => ({ kind: "many", section, key, label, choices: choices(labels), ...more });

/** Shown if all of these hold. */
export const when = (...of: readonly Condition[]): Pick<FieldInput, "showIf"> => ({
  showIf: { match: "all", of: [...of] },
});

/** The answer is one of these, by their keys. */
export const is = (field: string, ...values: readonly string[]): Condition => ({
  field,
  is: "one-of",
  values: [...values],
});
