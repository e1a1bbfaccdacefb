import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Id } from "@practicum/kernel/brand";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, type DemoStaff } from "@practicum/seed/practice";
import type { WorldView } from "./world-view.ts";

/** The note of a visit; null while nobody has come. */
export async function encounterOf(view: WorldView, visit: Id<"appointment">): Promise<Encounter | null> {
  const appointment = await view.ask("scheduling", "getAppointment", { appointmentId: visit });
  if (appointment === null) return null;
  const { providerStaffId: providerId, date } = appointment;
  const day = await view.ask("charting", "providerDay", { providerId, date });
  const found = day?.today.find((one) => one.appointmentId === visit);
  return found === undefined ? null : view.ask("charting", "getEncounter", { encounterId: found.encounterId });
}

/** The same, as somebody of the practice opens it. */
export async function openedNote(practice: PracticePort, visit: Id<"appointment">, as: DemoStaff): Promise<Encounter> {
  const actor = actorOf(as);
  const { date, providerStaffId } = await practice.run("scheduling", "getAppointment", { appointmentId: visit }, actor);
  const day = await practice.run("charting", "providerDay", { providerId: providerStaffId, date }, actor);
  const encounterId = day.today.find((one) => one.appointmentId === visit)?.encounterId;
  if (encounterId === undefined) throw new Error("the visit has no note yet");
  return practice.run("charting", "getEncounter", { encounterId }, actor);
}

export async function wrote(
  practice: PracticePort,
  visit: Id<"appointment">,
  as: DemoStaff,
  texts: { readonly [S in NoteSection]?: string },
): Promise<void> {
  const { encounterId, sections } = await openedNote(practice, visit, as);
  for (const [section, text] of Object.entries(texts) as [NoteSection, string][]) {
    const baseVersion = sections[section].version;
    await practice.run("charting", "saveNoteSection", { encounterId, section, text, baseVersion }, actorOf(as));
  }
}

/** What is coded, with its words. */
export interface Coded {
  readonly code: string;
  readonly label: string;
  readonly modifiers?: string[];
}

/** A diagnosis, and what was done for it. */
export async function coded(
  practice: PracticePort,
  visit: Id<"appointment">,
  as: DemoStaff,
  diagnosis: Coded,
  ...procedures: readonly Coded[]
): Promise<void> {
  const { encounterId, codingVersion } = await openedNote(practice, visit, as);
  await practice.run(
    "charting",
    "saveCoding",
    {
      encounterId,
      baseVersion: codingVersion,
      diagnoses: [diagnosis],
      procedures: procedures.map((one) => ({ modifiers: [], ...one, units: 1, pointers: [1] })),
    },
    actorOf(as),
  );
}
