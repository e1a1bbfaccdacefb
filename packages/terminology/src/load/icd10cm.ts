import type { LocalDate } from "@practicum/kernel/local-date";
import { dottedDiagnosis, type CodeEntry } from "../code-system.ts";
import { linesOf, type LineResult, type TextChunks } from "./lines.ts";

const CODE = /^[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}$/;

/**
 * Reads the ICD-10-CM order file of CMS ("icd10cm_order_2024.txt"; the layout is in the file "ICD10OrderFiles" beside it):
 * fixed columns 1-5 order number, 7-13 code without dot, 15 one when a claim may carry it and zero for a heading,
 * 17-76 short description, 78 on the long one.
 *
 * @param from the first day of the file's fiscal year: the file itself holds no dates.
 */
export async function* loadIcd10cmOrder(chunks: TextChunks, from: LocalDate): AsyncGenerator<LineResult<CodeEntry>> {
  const seen = new Set<string>();
  for await (const { line, text } of linesOf(chunks)) {
    if (text.trim() === "") continue;
    const code = text.slice(6, 14).trim();
    const label = text.slice(77).trim() || text.slice(16, 77).trim();
    const reason = faultOf(text, code, label) ?? (seen.has(code) ? "the code stands in the file twice" : undefined);
    if (reason !== undefined) {
      yield { line, reason };
      continue;
    }
    seen.add(code);
    const row: CodeEntry = {
      system: "icd10cm",
      code: dottedDiagnosis(code),
      label,
      from,
      ...(text[14] === "1" ? {} : { billable: false }),
      // Late effects have the shortest labels of the injuries and would stand before the injuries themselves.
      ...(label.endsWith(", sequela") ? { weight: -1 } : {}),
    };
    yield { line, row };
  }
}

function faultOf(text: string, code: string, label: string): string | undefined {
  if (!/^\d{5} $/.test(text.slice(0, 6))) return "columns 1 to 5 are not an order number";
  if (!CODE.test(code)) return "columns 7 to 13 are not a diagnosis code";
  if (text[14] !== "0" && text[14] !== "1") return "column 15 is neither 0 nor 1";
  if (label === "") return "the description is missing";
  return undefined;
}
