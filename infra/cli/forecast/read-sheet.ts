import { readZip } from "./read-zip.ts";

/** A row of a sheet, by the headings of its first row. */
export type SheetRow = ReadonlyMap<string, string>;

/** The rows of a workbook's sheet that has a heading; null where no sheet has it. Dates stay the numbers that a workbook keeps. */
export function readSheet(workbook: Buffer, heading: string): readonly SheetRow[] | null {
  const files = new Map(readZip(workbook).map((entry) => [entry.name, entry]));
  const text = (name: string) => files.get(name)?.bytes().toString("utf8") ?? "";
  const words = Array.from(text("xl/sharedStrings.xml").matchAll(/<si>([\s\S]*?)<\/si>/gu), ([, inner]) =>
    wordsOf(inner),
  );
  for (const name of files.keys()) {
    if (!/^xl\/worksheets\/[^/]+\.xml$/u.test(name)) continue;
    const rows = Array.from(text(name).matchAll(/<row\b[^>]*>([\s\S]*?)<\/row>/gu), ([, inner]) =>
      cells(inner ?? "", words),
    );
    const [head, ...rest] = rows;
    if (head && [...head.values()].includes(heading))
      return rest
        .map(
          (row) =>
            new Map(
              [...row].flatMap(([column, value]) => {
                const title = head.get(column);
                return title === undefined ? [] : [[title, value] as const];
              }),
            ),
        )
        .filter((row) => row.size > 0);
  }
  return null;
}

function cells(row: string, words: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, column, attributes, inner] of row.matchAll(
    /<c\b[^>]*?\br="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/gu,
  )) {
    const raw = /<v>([\s\S]*?)<\/v>/u.exec(inner ?? "")?.[1] ?? /<t\b[^>]*>([\s\S]*?)<\/t>/u.exec(inner ?? "")?.[1];
    if (column === undefined || raw === undefined) continue;
    const value = /\bt="s"/u.test(attributes ?? "") ? (words[Number(raw)] ?? "") : plain(raw);
    if (value.trim() !== "") found.set(column, value.trim());
  }
  return found;
}

function wordsOf(item: string | undefined): string {
  return Array.from((item ?? "").matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/gu), ([, text]) => plain(text ?? "")).join("");
}

function plain(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
