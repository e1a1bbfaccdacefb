import type { CarriedLine, NoteSection } from "@practicum/contracts/charting/notes";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { carriedState, untouched } from "@practicum/note-templates/carried";
import { textWords } from "@practicum/note-templates/text-words";
import { noteSections, sectionLabels } from "./note-sections.ts";

/** Where a screen says that a line of a section comes from. */
export type CarriedFrom = Omit<CarriedLine, "text" | "serviceDate" | "author">;

/** The note that a section is of. */
export interface CarryTarget {
  readonly encounterId: string;
  readonly patientId: string;
  readonly serviceDate: LocalDate;
}

/** A note that lines are said to come from. */
export interface CarrySourceNote extends CarryTarget {
  readonly status: Encounter["status"];
  readonly providerName: string;
  readonly texts: { readonly [S in NoteSection]?: string };
}

/**
 * The marks of a section as they are kept (CHT-360, CHT-361): each names a line of an earlier signed note of the same patient, and the line that bears it
 * is that line, or shares half of its words with it. A mark that is there already stays what it is, whatever became of the patient's record.
 *
 * @param kept of the version that the section has.
 */
export function decideCarried(
  asked: { readonly text: string; readonly carried: readonly CarriedFrom[] },
  target: CarryTarget,
  kept: readonly CarriedLine[],
  sources: readonly CarrySourceNote[],
): Result<CarriedLine[], DomainError> {
  const lines = asked.text.split("\n");
  const marks: CarriedLine[] = [];
  for (const [index, from] of asked.carried.entries()) {
    const mark = knownMark(from, kept) ?? markOf(from, target, sources);
    const line = lines[from.at];
    const twice = marks.some((one) => one.at === from.at);
    if (!mark || line === undefined || twice || carriedState(mark, line) === null) {
      const field = `carried.${index}`;
      const message = `Line ${from.at + 1} does not stand in that note. Take it over again, or write it.`;
      return fail("invalid-input", { field, fields: [{ field, message }] });
    }
    marks.push(mark);
  }
  return ok(marks.toSorted((a, b) => a.at - b.at));
}

const isSameLine = (a: CarriedFrom, b: CarriedFrom) =>
  a.encounterId === b.encounterId && a.section === b.section && a.line === b.line;

function knownMark(from: CarriedFrom, kept: readonly CarriedLine[]): CarriedLine | undefined {
  const known = kept.find((one) => isSameLine(one, from));
  return known && { ...known, at: from.at };
}

function markOf(from: CarriedFrom, target: CarryTarget, sources: readonly CarrySourceNote[]): CarriedLine | undefined {
  const source = sources.find((one) => one.encounterId === from.encounterId);
  const text = source?.texts[from.section]?.split("\n")[from.line];
  if (!source || text === undefined || textWords(text).length === 0) return undefined;
  const { encounterId, patientId, serviceDate, status, providerName } = source;
  // Only what is sealed stays what it was when it was taken over.
  const isEarlier =
    patientId === target.patientId &&
    encounterId !== target.encounterId &&
    status !== "open" &&
    serviceDate <= target.serviceDate;
  return isEarlier ? { ...from, text, serviceDate, author: providerName } : undefined;
}

/** The notes that marks name which the section does not bear yet. */
export function newSources(asked: readonly CarriedFrom[], kept: readonly CarriedLine[]): CarriedFrom[] {
  return asked.filter((from) => !kept.some((one) => isSameLine(one, from)));
}

export interface CarriedSection {
  readonly text: string;
  readonly carried: readonly CarriedLine[];
}

/** Lines that stand in a note as they stood in earlier ones, by section and in the order of the page. */
export function untouchedLines(sections: { readonly [S in NoteSection]: CarriedSection }): {
  readonly section: NoteSection;
  readonly label: string;
  readonly lines: number;
}[] {
  return noteSections.flatMap((section) => {
    const lines = untouched(sections[section]).length;
    return lines === 0 ? [] : [{ section, label: sectionLabels[section], lines }];
  });
}
