import type { LocalDate } from "@practicum/kernel/local-date";
import type { CodeEntry } from "../code-system.ts";
import { readPeriod } from "./dates.ts";
import { entryOf } from "./entry.ts";
import { findLayout, HEAD_LINES_MAX } from "./headings.ts";
import { linesOf, once, peeked, type Line, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTableLines } from "./table.ts";

type Entries = AsyncGenerator<LineResult<CodeEntry>>;

/** A category I code, or one of category II (F), III (T), or of the lists that end with A, M and U. */
const CODE = /^\d{4}[0-9AFMTU]$/;

/** AMA's files without headings: the code, a tab (LONGULT.txt) or a blank (MEDU.txt, SHORTU.txt), the description. */
const BARE_LINE = /^(\d{4}[0-9AFMTU])[\t ]\s*(\S.*)$/;

const COLUMNS = {
  code: { headings: ["cpt code", "cpt", "code"] },
  label: { headings: ["label", "long", "long description", "medium description", "description"] },
  from: { headings: ["from", "effective date", "effective", "current descriptor effective date"], optional: true },
  to: { headings: ["to", "end date", "termination date"], optional: true },
} as const;

/**
 * A CPT list under the practice's own licence: AMA's "ConsolidatedCodeList.txt", "LONGULT.txt", "MEDU.txt" or "SHORTU.txt" as
 * they come, with the notice before them, or a table of code, label, from, to.
 *
 * @param from the first day the file speaks for; a day in the file itself counts before it.
 */
export async function* loadCpt(chunks: TextChunks, from: LocalDate): Entries {
  const { head, lines } = await peeked(linesOf(chunks), HEAD_LINES_MAX);
  const bare = "reason" in findLayout(head, COLUMNS) && head.some(({ text }) => BARE_LINE.test(text));
  yield* once(bare ? bareLines(lines, from) : cptTable(lines, from), (entry) => entry.code);
}

async function* bareLines(lines: AsyncGenerator<Line>, from: LocalDate): Entries {
  let begun = false;
  for await (const { line, text } of lines) {
    const [, code = "", label = ""] = BARE_LINE.exec(text) ?? [];
    begun ||= code !== "";
    if (!begun || text.trim() === "") continue;
    if (code === "") {
      yield { line, reason: "the line is not a CPT number and a description" };
      continue;
    }
    const made = entryOf("cpt", code, label.trim(), { from });
    yield typeof made === "string" ? { line, reason: made } : { line, row: made };
  }
}

function cptTable(lines: AsyncGenerator<Line>, from: LocalDate): Entries {
  return mapTable(readTableLines(lines, COLUMNS), (row) => {
    if (!CODE.test(row.code)) return "the code is not a CPT number";
    return entryOf("cpt", row.code, row.label, readPeriod(row.from, row.to, from));
  });
}
