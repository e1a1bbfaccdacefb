import type { Id } from "@practicum/kernel/brand";
import type { Cents } from "@practicum/kernel/money";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { memberNumber } from "@practicum/seed/member-number";
import type { PracticePort } from "@practicum/seed/practice-port";
import {
  actorOf,
  payerId,
  resourceOf,
  roomsOf,
  staffByKey,
  visitTypeByKey,
  type DemoStaff,
} from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";

/** A visit that there is before the learner comes. */
export interface StagedVisit {
  readonly appointmentId: Id<"appointment">;
  readonly patientId: Id<"patient">;
  readonly provider: DemoStaff;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly type: string;
  readonly reason: string;
  /** Put over another visit, where the provider's own day is full: never what a lesson is about. */
  readonly squeezed?: boolean;
}

const desk = actorOf(staffByKey("haddad"));

export function appointmentId(seed: string, key: string): Id<"appointment"> {
  return seededId<"appointment">(seed, key);
}

export async function staged(practice: PracticePort, visit: StagedVisit): Promise<void> {
  await practice.run(
    "scheduling",
    "bookAppointment",
    {
      appointmentId: visit.appointmentId,
      patientId: visit.patientId,
      visitTypeId: visitTypeByKey(visit.type).visitTypeId,
      providerResourceId: resourceOf(visit.provider),
      roomResourceId: null,
      date: visit.date,
      start: visit.start,
      minutes: null,
      reason: visit.reason,
      overbookReason: visit.squeezed === false ? null : "The lesson's patient",
    },
    desk,
  );
}

const DONE = { done: true, skippedBecause: null };

/** The desk of that day receives the patient. @returns the encounter. */
export async function received(practice: PracticePort, visit: StagedVisit): Promise<Id<"encounter">> {
  const { appointmentId } = visit;
  const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, desk);
  const { encounterId } = await practice.run(
    "scheduling",
    "checkIn",
    {
      appointmentId,
      version,
      identifiers: ["name", "birth-date"],
      coverageReview: DONE,
      consent: DONE,
      copay: { done: false, skippedBecause: "Nothing due today" },
    },
    desk,
  );
  return encounterId;
}

export type FlowStep = "rooming" | "ready" | "with-provider" | "checkout" | "done";

/** One step of the flow, as somebody. Into a room that nobody else has. */
export async function advanced(
  practice: PracticePort,
  appointmentId: Id<"appointment">,
  to: FlowStep,
  as: DemoStaff,
): Promise<void> {
  const actor = actorOf(as);
  const { version, providerStaffId } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
  const room = to === "rooming" ? await freeRoom(practice, providerStaffId, as) : null;
  await practice.run("scheduling", "advanceVisit", { appointmentId, version, to, roomResourceId: room }, actor);
}

async function freeRoom(
  practice: PracticePort,
  providerStaffId: string,
  as: DemoStaff,
): Promise<Id<"resource"> | null> {
  const board = await practice.run("scheduling", "flowBoard", { locationId: null }, actorOf(as));
  const taken = new Set(board.visits.map((visit) => visit.roomResourceId));
  const site = ["chen", "thompson"].some((key) => staffByKey(key).staffId === providerStaffId)
    ? "chula-vista"
    : "mission-bay";
  return roomsOf(site).find((room) => !taken.has(room.resourceId))?.resourceId ?? null;
}

/** A member number of a payer's form, the seed's. Its ending says how the simulated payer answers. */
export function memberOf(
  seed: string,
  key: string,
  electronicId: string,
  ending: "ordinary" | "97" | "98" | "99" = "ordinary",
): string {
  return memberNumber(seededRandom(`${seed}/${key}/member`), electronicId, ending);
}

export interface StagedCoverage {
  readonly coverageId: Id<"coverage">;
  readonly patientId: Id<"patient">;
  readonly electronicId: string;
  readonly memberId: string;
  readonly priority: 1 | 2 | 3;
  readonly from: LocalDate;
  readonly copay: Cents | null;
  /** A key of the demonstration's people, of an HMO member. */
  readonly pcp: string | null;
}

/** A coverage of the patient's own, as a command's input. */
export function coverageInput(of: StagedCoverage) {
  return {
    coverageId: of.coverageId,
    patientId: of.patientId,
    payerId: payerId(of.electronicId),
    priority: of.priority,
    memberId: of.memberId,
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self" as const, name: null, birthDate: null, sex: null },
    from: of.from,
    to: null,
    pcpNpi: of.pcp === null ? null : staffByKey(of.pcp).npi,
    copay: of.copay,
  };
}

export async function covered(practice: PracticePort, of: StagedCoverage): Promise<void> {
  await practice.run("billing", "addCoverage", coverageInput(of), desk);
}

/** The first free time of a provider on a day or later, from a wall clock time on. */
export async function freeTime(
  practice: PracticePort,
  provider: DemoStaff,
  type: string,
  day: LocalDate,
  from: LocalTime,
): Promise<{ readonly date: LocalDate; readonly start: LocalTime }> {
  const { slots } = await practice.run(
    "scheduling",
    "findSlots",
    {
      patientId: null,
      visitTypeId: visitTypeByKey(type).visitTypeId,
      providerResourceId: resourceOf(provider),
      locationId: null,
      from: day,
      limit: 50,
    },
    desk,
  );
  const slot = slots.find((one) => one.start >= from);
  if (slot === undefined) throw new Error("the lesson's provider has no time left");
  return slot;
}

/** Books, receives and brings a visit of this morning as far as a lesson begins. @returns its encounter. */
export async function broughtTo(
  practice: PracticePort,
  visit: Omit<StagedVisit, "start">,
  to: "arrived" | "rooming" | "ready" | "with-provider",
): Promise<Id<"encounter">> {
  const { start } = await freeTime(practice, visit.provider, visit.type, visit.date, "08:00");
  await staged(practice, { ...visit, start });
  const encounterId = await received(practice, { ...visit, start });
  const steps = ["rooming", "ready", "with-provider"] as const;
  for (const step of steps.slice(0, steps.indexOf(to as (typeof steps)[number]) + 1))
    await advanced(practice, visit.appointmentId, step, step === "with-provider" ? visit.provider : staffByKey("kim"));
  return encounterId;
}

/** Vital signs of somebody who is well, in the units of the chart. */
export const WELL = {
  systolic: 124,
  diastolic: 78,
  pulse: 72,
  respiration: 14,
  temperatureHundredthsC: 3690,
  oxygenSaturation: 98,
  weightGrams: 74_000,
  heightMm: 1700,
  pain: 0,
};
