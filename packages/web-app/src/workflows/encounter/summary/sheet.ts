import type { Encounter } from "@practicum/contracts/charting/encounters";
import { followUpDue } from "@practicum/contracts/charting/follow-ups";
import type { summaryLanguage } from "@practicum/contracts/charting/visit-summaries";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import type { z } from "zod";
import type { Allergy, AllergyList, Medication } from "../../../chart/chart-types.ts";
import { formatHeight, formatTemperature, formatWeight } from "../../../chart/units.ts";
import { words, type Words } from "./words.ts";

export type SummaryLanguage = z.output<typeof summaryLanguage>;

/** What the sheet is made of. */
export interface SheetFacts {
  readonly encounter: Encounter;
  readonly allergies: { readonly status: AllergyList["status"]; readonly entries: readonly Allergy[] };
  readonly medications: readonly Medication[];
  /** Still to come, in their order. */
  readonly visits: readonly {
    readonly date: LocalDate;
    readonly start: LocalTime;
    readonly visitTypeName: string;
  }[];
  readonly practice: { readonly name: string; readonly phone: string };
}

export interface SheetPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The after-visit summary in the patient's language, part by part (CHT-141). What the practice wrote itself stays as it was written. */
export function visitSheet(facts: SheetFacts, language: SummaryLanguage, instructions: string): SheetPart[] {
  const { encounter, allergies, visits, practice } = facts;
  const say = words[language];
  const long = (date: LocalDate) =>
    new Intl.DateTimeFormat(say.locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
  const reason = encounter.sections.reason.text.trim();
  const parts: SheetPart[] = [
    {
      title: say.visit,
      lines: [
        `${long(encounter.serviceDate)}, ${encounter.providerName}`,
        ...(reason === "" ? [] : [`${say.reason}: ${reason}`]),
      ],
    },
    { title: say.diagnoses, lines: encounter.diagnoses.map((one) => one.label) },
    { title: say.measured, lines: measured(encounter, language) },
    { title: say.instructions, lines: instructions.split("\n").filter((line) => line.trim() !== "") },
    { title: say.medications, lines: medicationLines(facts, language) },
    { title: say.allergies, lines: allergyLines(allergies, language) },
    {
      title: say.next,
      lines: [
        ...askedBack(encounter, say, long),
        ...(visits.length === 0
          ? [say.noVisit]
          : visits.map((one) => `${long(one.date)}, ${formatTime(one.start)}: ${one.visitTypeName}`)),
      ],
    },
    {
      title: say.questions,
      lines: [say.otherLanguage, say.call(practice.name, practice.phone), say.emergency].filter(
        (line) => line !== null,
      ),
    },
  ];
  return parts.filter((part) => part.lines.length > 0);
}

/** What a parent or guardian is handed: without what is a minor's own to tell, and without why a visit of that kind was (CHT-296). */
export function withoutOwn(facts: SheetFacts, own: ReadonlySet<string>): SheetFacts {
  const { encounter } = facts;
  const isOwn = own.has(encounter.encounterId);
  const reason = { ...encounter.sections.reason, text: isOwn ? "" : encounter.sections.reason.text };
  return {
    ...facts,
    encounter: {
      ...encounter,
      sections: { ...encounter.sections, reason },
      diagnoses: isOwn ? [] : encounter.diagnoses,
      followUp: isOwn ? { ...encounter.followUp, value: null } : encounter.followUp,
      orders: encounter.orders.filter((one) => !own.has(one.orderId)),
    },
    allergies: { ...facts.allergies, entries: facts.allergies.entries.filter((one) => !own.has(one.allergyId)) },
    medications: facts.medications.filter((one) => !own.has(one.medicationId)),
  };
}

/** The sheet as plain text, as it is kept. */
export function sheetText(parts: readonly SheetPart[]): string {
  return parts.map((part) => [part.title, ...part.lines.map((line) => `- ${line}`)].join("\n")).join("\n\n");
}

/** When the patient is asked to come back, as the note says; nothing where it says nothing. */
function askedBack({ followUp, serviceDate }: Encounter, say: Words, long: (date: LocalDate) => string): string[] {
  const { value } = followUp;
  if (value === null) return [];
  if (value.kind === "none") return [say.noFollowUp];
  const { when, visitType, provider, why } = value;
  const what = `${visitType.name}, ${provider.name}${why === "" ? "" : ` (${why})`}`;
  return [`${say.comeBack(long(followUpDue(serviceDate, when)))}: ${what}`];
}

/** The newest set of the visit that stands. */
function measured(encounter: Encounter, language: SummaryLanguage): string[] {
  const say = words[language];
  const set = encounter.vitals.find((one) => !one.enteredInError);
  if (!set) return [];
  const lines: string[] = [];
  if (set.systolic !== null) lines.push(`${say.pressure}: ${set.systolic}/${set.diastolic ?? "?"}`);
  if (set.pulse !== null) lines.push(`${say.pulse}: ${set.pulse}`);
  if (set.temperatureHundredthsC !== null)
    lines.push(`${say.temperature}: ${formatTemperature(set.temperatureHundredthsC)}`);
  if (set.weightGrams !== null) lines.push(`${say.weight}: ${formatWeight(set.weightGrams)}`);
  if (set.heightMm !== null) lines.push(`${say.height}: ${formatHeight(set.heightMm)}`);
  return lines;
}

/** What is taken now, with what is new of this visit; then what ended on its day. A draft is nothing yet. */
function medicationLines({ encounter, medications }: SheetFacts, language: SummaryLanguage): string[] {
  const say = words[language];
  const ordered = new Set(encounter.orders.filter((one) => one.status === "signed").map((one) => one.orderId));
  const taken = medications.filter((one) => one.status === "active");
  const ended = medications.filter((one) => one.status === "stopped" && one.stoppedOn === encounter.serviceDate);
  const lines = [
    ...taken.map((one) => {
      const isNew = one.orderId !== null && ordered.has(one.orderId);
      return `${isNew ? `${say.isNew}: ` : ""}${one.name}${one.directions === "" ? "" : ` – ${one.directions}`}`;
    }),
    ...ended.map((one) => `${say.stop}: ${one.name}`),
  ];
  return lines.length === 0 ? [say.noMedication] : lines;
}

/** Nobody asked is not the same as none. */
function allergyLines({ status, entries }: SheetFacts["allergies"], language: SummaryLanguage): string[] {
  const say = words[language];
  if (status === "not-asked") return [say.allergiesNotAsked];
  if (status === "none-known") return [say.noAllergy];
  return entries
    .filter((one) => one.status === "active")
    .map((one) => `${one.substance}${one.reaction === "" ? "" : ` (${one.reaction})`}`);
}
