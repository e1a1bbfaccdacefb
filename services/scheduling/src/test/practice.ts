import { scheduling } from "@practicum/contracts/scheduling";
import type { DatabaseKind } from "@practicum/db/test-databases";
import { assert } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Result } from "@practicum/kernel/result";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type Caller, type TestHost } from "@practicum/service/test-kit";
import { schedulingService } from "../service.ts";

export type Call = Caller<typeof scheduling>;

/** Monday, the day at which the test clock stands at 8:00. */
export const MONDAY: LocalDate = "2026-11-23";

/** A small practice: one site, two providers working Monday to Friday 8 to 12 and 13 to 17, two rooms, two kinds of visit. */
export interface TestPractice {
  readonly kit: TestHost;
  readonly call: Call;
  readonly locationId: Id<"location">;
  readonly chen: Id<"resource">;
  readonly chenStaff: Id<"staff">;
  readonly alvarez: Id<"resource">;
  readonly alvarezStaff: Id<"staff">;
  readonly room1: Id<"resource">;
  readonly room2: Id<"resource">;
  readonly followUp: Id<"visit-type">;
  readonly physical: Id<"visit-type">;
}

export function value<T>(result: Result<T, { readonly code: string }>): T {
  assert(result.ok, `expected a success, got ${result.ok ? "" : result.error.code}`);
  return result.value;
}

/** The code of a refusal, or "ok". */
export function outcome(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? "ok" : result.error.code;
}

export async function openPractice(database: DatabaseKind): Promise<TestPractice> {
  const kit = await testHost({ database, modules: [serviceModule(schedulingService, undefined)] });
  const call = kit.caller("scheduling", scheduling);
  const locationId = kit.ids.next<"location">();
  const resource = async (
    kind: "provider" | "room",
    name: string,
    staffId: Id<"staff"> | null,
  ): Promise<Id<"resource">> => {
    const resourceId = kit.ids.next<"resource">();
    value(await call("saveResource", { resourceId, kind, name, staffId, locationId, active: true, version: null }));
    if (kind === "provider")
      value(await call("saveTemplate", { resourceId, from: "2026-01-01", hours: workingWeek() }));
    return resourceId;
  };
  const visitType = async (name: string, minutes: number): Promise<Id<"visit-type">> => {
    const visitTypeId = kit.ids.next<"visit-type">();
    value(
      await call("saveVisitType", {
        visitTypeId,
        name,
        minutes,
        newPatient: false,
        equipmentResourceId: null,
        active: true,
        version: null,
      }),
    );
    return visitTypeId;
  };
  const [chenStaff, alvarezStaff] = [kit.ids.next<"staff">(), kit.ids.next<"staff">()];
  return {
    kit,
    call,
    locationId,
    chenStaff,
    alvarezStaff,
    chen: await resource("provider", "Wei Chen, MD", chenStaff),
    alvarez: await resource("provider", "Ana Alvarez, MD", alvarezStaff),
    room1: await resource("room", "Room 1", null),
    room2: await resource("room", "Room 2", null),
    followUp: await visitType("Follow-up", 15),
    physical: await visitType("Physical", 30),
  };
}

function workingWeek() {
  return [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "08:00", end: "12:00" },
    { weekday, start: "13:00", end: "17:00" },
  ]);
}

export interface Person {
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly phone?: string;
}

export function personInput({ family, given, birthDate, phone }: Person) {
  return {
    name: { family, given, middle: null, suffix: null },
    birthDate,
    sex: "female" as const,
    phone: phone ?? null,
    email: null,
    address: null,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [] as string[],
    source: null,
  };
}

/** Registers a person, said to be nobody else. */
export async function register({ call }: TestPractice, person: Person): Promise<Id<"patient">> {
  return value(await call("registerPatient", personInput(person))).patientId;
}

/** Registers somebody unlike all others. */
export async function somebody(practice: TestPractice): Promise<Id<"patient">> {
  const letters = Array.from(
    practice.kit.ids.next<"name">().slice(-12),
    (hex) => "bcdfghjklmnpqrst"[Number.parseInt(hex, 16)],
  );
  const [family, given] = [letters.slice(0, 7).join("o"), letters.slice(7).join("a")];
  const year = 1940 + Math.floor(Number.parseInt(practice.kit.ids.next<"year">().slice(-6), 16) % 70);
  const day = 1 + (Number.parseInt(practice.kit.ids.next<"day">().slice(-4), 16) % 28);
  const birthDate = `${year}-06-${String(day).padStart(2, "0")}`;
  return register(practice, { family, given, birthDate });
}

export interface Wanted {
  readonly patientId?: Id<"patient">;
  readonly provider?: Id<"resource">;
  readonly date?: LocalDate;
  readonly start: string;
  readonly minutes?: number;
  readonly room?: Id<"resource">;
  readonly overbookReason?: string | null;
}

export async function bookingOf(practice: TestPractice, wanted: Wanted) {
  return {
    appointmentId: practice.kit.ids.next<"appointment">(),
    patientId: wanted.patientId ?? (await somebody(practice)),
    visitTypeId: practice.followUp,
    providerResourceId: wanted.provider ?? practice.chen,
    roomResourceId: wanted.room ?? null,
    date: wanted.date ?? MONDAY,
    start: wanted.start,
    minutes: wanted.minutes ?? null,
    reason: "check",
    overbookReason: wanted.overbookReason ?? null,
  };
}

/** Books and gives the appointment back. */
export async function booked(practice: TestPractice, wanted: Wanted) {
  const input = await bookingOf(practice, wanted);
  value(await practice.call("bookAppointment", input));
  return value(await practice.call("getAppointment", { appointmentId: input.appointmentId }));
}
