import { templateContent, type TemplateContent } from "@practicum/contracts/charting/template-content";
import { z } from "zod";

const FORM = "practicum-note-template/1";
const file = z.object({ form: z.literal(FORM), name: z.string().min(1).max(80), content: templateContent });

/** A template as a file: to be kept, sent to another practice, or changed elsewhere. It has no patient's data. */
export function templateFile(name: string, content: TemplateContent): string {
  return `${JSON.stringify({ form: FORM, name, content }, null, 2)}\n`;
}

/** What a file has, or why it can't be read, with the place. */
export function readTemplateFile(
  text: string,
): { readonly name: string; readonly content: TemplateContent } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "This file is no JSON. Choose a file that was exported here." };
  }
  const read = file.safeParse(value);
  if (read.success) return { name: read.data.name, content: read.data.content };
  const [issue] = read.error.issues;
  const place = issue?.path.join(".") ?? "";
  return place === "form" || place === ""
    ? { fault: "This file is no template of notes. Choose a file that was exported here." }
    : { fault: `At ${place}: ${issue?.message ?? "this can't be read"}` };
}
