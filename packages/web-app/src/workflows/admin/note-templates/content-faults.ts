import { templateContent, type TemplateContent } from "@practicum/contracts/charting/template-content";
import { templateFaults } from "@practicum/note-templates/lint";
import { nameOf, sectionLabels } from "./field-model.ts";

/** Why the template is not saved yet. */
export interface ContentFault {
  /** The field that it is about, by its place; null where it is about the whole. */
  readonly field: number | null;
  readonly message: string;
}

const parts: { readonly [part: string]: string } = {
  label: "Asks for",
  key: "Key",
  help: "Help beside it",
  unit: "Unit",
  min: "From",
  max: "To",
  decimals: "Digits after the point",
  choices: "Answers",
  says: "In the text",
  questions: "Questions",
  options: "Answers with their points",
  bands: "What a total means",
  alarm: "Alarm",
  source: "Where the questionnaire is from",
  showIf: "Shown if",
};

/** All that is wrong with what stands in the editor: what the contract takes, and what would lead to a note that nobody can sign. */
export function contentFaults(content: TemplateContent): ContentFault[] {
  const read = templateContent.safeParse(content);
  const found = read.success
    ? templateFaults(content)
    : read.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  return found.map(({ field, message }) => placed(content, field, message));
}

function placed(content: TemplateContent, place: string, message: string): ContentFault {
  const [list, at = "", part = ""] = place.split(".");
  const index = Number(at);
  if (list === "patterns") {
    const section = content.patterns[index]?.section;
    return { field: null, message: section ? `Words of “${sectionLabels[section]}”: ${message}` : message };
  }
  const field = list === "fields" ? content.fields[index] : undefined;
  if (!field) return { field: null, message };
  const name = field.label.trim() === "" ? nameOf(field, index) : `“${nameOf(field, index)}”`;
  const told = message.startsWith(name) ? message : `${name}, ${parts[part] ?? part}: ${message}`;
  return { field: index, message: told };
}
