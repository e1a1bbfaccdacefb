import {
  templateContent,
  type TemplateContent,
  type TemplateContentInput,
} from "@practicum/contracts/charting/template-content";
import type { Id } from "@practicum/kernel/brand";

/** What a specialty brings along: data in our own words, that the practice changes as it likes. */
export interface NotePack {
  readonly pack: string;
  readonly name: string;
  readonly about: string;
  readonly templates: readonly PackTemplate[];
}

interface PackTemplate {
  readonly templateId: Id<"note-template">;
  readonly name: string;
  readonly content: TemplateContent;
}

/** @param place of the template in all packs, for good: it makes its id, the same in every practice. */
export function template(place: number, name: string, content: TemplateContentInput): PackTemplate {
  const templateId = `5e000000-0000-4000-8000-${String(place).padStart(12, "0")}` as Id<"note-template">;
  return { templateId, name, content: templateContent.parse(content) };
}
