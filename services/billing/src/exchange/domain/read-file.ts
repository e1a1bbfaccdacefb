import { read277CA } from "@practicum/x12/277ca/read";
import { read835 } from "@practicum/x12/835/read";
import { read999 } from "@practicum/x12/999/read";
import { read271 } from "@practicum/x12/eligibility/read-271";
import { read277 } from "@practicum/x12/status/read-277";
import { readTa1 } from "@practicum/x12/ta1/ta1";
import type { Finding, ReadResult } from "@practicum/x12/types";
import type { FileKind } from "./exchange-file.ts";

/** The kinds that billing takes in, each with its reader. */
const readers = {
  TA1: readTa1,
  "999": read999,
  "277CA": read277CA,
  "271": read271,
  "277": read277,
  "835": read835,
} as const;

export type ReadableKind = keyof typeof readers;
export type FileContent<K extends ReadableKind> = ReturnType<(typeof readers)[K]>["value"];

/** What stands in a file, or the reason why nothing of it may be used. */
export type FileRead<K extends ReadableKind> =
  | { readonly kind: K; readonly fault: string }
  | { readonly kind: K; readonly fault: null; readonly value: FileContent<K> };

/** What was read of any kind; `kind` says of which. */
export type AnyFileRead = { [K in ReadableKind]: FileRead<K> }[ReadableKind];

export function isReadable(kind: FileKind): kind is ReadableKind {
  return kind in readers;
}

/** Reads a whole file. Pure, and of a large file slow: on Node a thread of its own does it (see `ports/file-reader.ts`). */
export function readFile(kind: ReadableKind, content: string): AnyFileRead {
  const read: ReadResult<readonly unknown[]> = readers[kind](content);
  const fault = faultOf(read);
  return (fault === null ? { kind, fault, value: read.value } : { kind, fault }) as AnyFileRead;
}

/**
 * What makes a file unreadable. Faults of detail in somebody's real file are lived with; a broken envelope or nothing to read is
 * not: then a part may be missing.
 */
function faultOf(read: ReadResult<readonly unknown[]>): string | null {
  const broken = read.findings.find((finding) => finding.severity === "error" && isStructural(finding));
  if (broken)
    return `Segment ${broken.segmentNumber}${broken.segmentId ? ` (${broken.segmentId})` : ""}: ${broken.message}`;
  return read.value.length === 0 ? "There is nothing in it that can be read." : null;
}

const PADDING = new Set(["X12-ISA-LENGTH", "X12-ISA-106"]);
const ENVELOPE = new Set(["ISA", "IEA", "GS", "GE", "ST", "SE", ""]);

function isStructural(finding: Finding): boolean {
  // An ISA that is padded wrongly says all the same who sent what: our reader takes the delimiters from where they stand.
  if (finding.segmentId === "ISA" && PADDING.has(finding.rule)) return false;
  return ENVELOPE.has(finding.segmentId);
}
