import { readIsa } from "@practicum/x12/core/interchange";

export type FileKind =
  | "270"
  | "271"
  | "837"
  | "TA1"
  | "999"
  | "277CA"
  | "276"
  | "277"
  | "835"
  | "appeal"
  | "appeal-answer"
  | "other";

/**
 * What a file is, from its own envelope: ST01 and, where one number serves two purposes, ST03 or GS08 (277 against 277CA). An
 * interchange with a TA1 and no group is a TA1. Reads the first 100 segments at most, so size does not matter.
 */
export function kindOfFile(content: string): FileKind {
  const text = content.trimStart();
  const parts = delimitersOf(text);
  if (parts === null) return ANSWER.test(text.slice(0, 200)) ? "appeal-answer" : "other";
  const { element, segment } = parts;
  const segments = text.slice(0, 20_000).split(segment).slice(0, 100);
  for (const one of segments) {
    const elements = one.trim().split(element);
    if (elements[0] === "TA1") return "TA1";
    if (elements[0] === "ST") return byTransaction(elements[1] ?? "", elements[3] ?? "");
  }
  return "other";
}

/** A payer's answer to an appeal: JSON that says so first of all. */
const ANSWER = /^\{\s*"kind"\s*:\s*"appeal-answer"/;

/** What parts a file's elements and segments, as its ISA says, whatever its length: our reader reads one that is not 106 long too. */
export function delimitersOf(text: string): { readonly element: string; readonly segment: string } | null {
  if (!text.startsWith("ISA")) return null;
  const isa = readIsa(text, 0);
  return typeof isa === "string" ? null : isa.delimiters;
}

/** NUL, which PostgreSQL keeps in no text, as a sign that can be seen. */
export function visible(text: string): string {
  return text.replaceAll("\0", "\u2400");
}

function byTransaction(code: string, version: string): FileKind {
  switch (code) {
    case "270":
    case "271":
    case "276":
    case "835":
    case "837":
    case "999":
      return code;
    case "277":
      return version.startsWith("005010X214") ? "277CA" : "277";
    default:
      return "other";
  }
}
