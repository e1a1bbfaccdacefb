import type { ExportedKit } from "@practicum/contracts/scheduling/downtime";
import { addMinutes, dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate, type LocalTime } from "@practicum/kernel/local-date";

/** What of a kit is not of the charts, in the words of the page: it shows them as they are. */
export interface KitFront {
  readonly practice: string;
  readonly phone: string;
  readonly day: string;
  readonly made: string;
  readonly visits: readonly KitVisit[];
  /** Printed numbers of the blank sheets. */
  readonly blanks: readonly string[];
}

export interface KitVisit {
  readonly sheet: string;
  readonly patientId: string;
  readonly time: string;
  readonly provider: string;
  readonly site: string;
  readonly kind: string;
  readonly reason: string;
  readonly name: string;
  readonly born: string;
  readonly sex: string;
  readonly mrn: string;
  readonly phone: string;
}

/** "D-000123": what stands on the paper. */
export function sheetLabel(number: number): string {
  return `D-${String(number).padStart(6, "0")}`;
}

/** The number that somebody reads off a paper, with or without its beginning; null where it is none. */
export function readSheetLabel(text: string): number | null {
  const digits = /^\s*(?:d\s*-?\s*)?(\d{1,8})\s*$/i.exec(text)?.[1];
  return digits === undefined || Number(digits) < 1 ? null : Number(digits);
}

export interface KitNames {
  readonly practice: { readonly name: string; readonly phone: string; readonly timeZone: string };
  readonly providers: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
}

/** What scheduling gave, as a person reads it. */
export function kitFront(exported: ExportedKit, { practice, providers, sites }: KitNames): KitFront {
  const clock = (at: Instant) => clockWords(timeIn(at, practice.timeZone));
  return {
    practice: practice.name,
    phone: phoneWords(practice.phone),
    day: formatDate(exported.date),
    made: `${formatDate(dateIn(exported.madeAt, practice.timeZone))} ${clock(exported.madeAt)}, by ${exported.madeBy}`,
    visits: exported.visits.map((visit) => ({
      sheet: sheetLabel(visit.number),
      patientId: visit.patientId,
      time: `${clock(visit.startsAt)}–${clock(addMinutes(visit.startsAt, visit.minutes))}`,
      provider: providers.get(visit.providerResourceId) ?? "",
      site: sites.get(visit.locationId) ?? "",
      kind: visit.visitTypeName,
      reason: visit.reason,
      name: [
        [visit.patientName.family, visit.patientName.suffix].filter(Boolean).join(" "),
        [visit.patientName.given, visit.patientName.middle].filter(Boolean).join(" "),
      ].join(", "),
      born: formatDate(visit.birthDate),
      sex: visit.sex,
      mrn: visit.mrn,
      phone: visit.phone === null ? "not on file" : phoneWords(visit.phone),
    })),
    blanks: exported.blanks.map(sheetLabel),
  };
}

function clockWords(time: LocalTime): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return `${hours % 12 === 0 ? 12 : hours % 12}:${String(minutes).padStart(2, "0")} ${hours < 12 ? "AM" : "PM"}`;
}

function phoneWords(digits: string): string {
  return /^\d{10}$/.test(digits) ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : digits;
}
