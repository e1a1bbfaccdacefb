import { charting } from "@practicum/contracts/charting";
import { type NoteSection } from "@practicum/contracts/charting/notes";
import type { Actor } from "@practicum/contracts/actor";
import type { Role } from "@practicum/contracts/permission";
import type { DatabaseKind } from "@practicum/db/test-databases";
import { assert } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Result } from "@practicum/kernel/result";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type Caller, type TestHost } from "@practicum/service/test-kit";
import { chartingService } from "../service.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

/** Monday, the day at which the test clock stands at 8:00. */
export const TODAY: LocalDate = "2026-11-23";

/** A clinic whose staff charting knows from identity's events. */
export interface Clinic {
  readonly kit: TestHost;
  readonly call: Caller<typeof charting>;
  readonly chen: Staff;
  readonly other: Staff;
  readonly pa: Staff;
  readonly np: Staff;
  readonly ma: Staff;
}

export function value<T>(result: Result<T, { readonly code: string }>): T {
  assert(result.ok, `expected a success, got ${result.ok ? "" : result.error.code}`);
  return result.value;
}

/** The code of a refusal, or "ok". */
export function outcome(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? "ok" : result.error.code;
}

export async function openClinic(database: DatabaseKind): Promise<Clinic> {
  const kit = await testHost({ database, modules: [serviceModule(chartingService, { laboratory: "simulated" })] });
  const staff = async (
    given: string,
    credential: string,
    role: Role,
    supervisorId: Id<"staff"> | null = null,
  ): Promise<Staff> => {
    const staffId = kit.ids.next<"staff">();
    await kit.deliver("identity.staff-changed.v1", {
      staffId,
      email: `${given.toLowerCase()}@example.org`,
      family: "Test",
      given,
      credential,
      roles: [role],
      npi: null,
      taxonomy: null,
      supervisorId,
      active: true,
      version: 1,
    });
    return { kind: "staff", staffId, name: `${given} Test, ${credential}`, roles: [role], sessionId: given };
  };
  const chen = await staff("Chen", "MD", "physician");
  const clinic = {
    kit,
    call: kit.caller("charting", charting),
    chen,
    other: await staff("Alvarez", "MD", "physician"),
    pa: await staff("Park", "PA-C", "physician-assistant", chen.staffId),
    np: await staff("Nair", "NP", "nurse-practitioner"),
    ma: await staff("Mora", "MA", "medical-assistant"),
  };
  await kit.settle();
  return clinic;
}

/** A patient as scheduling announces one. */
export async function patient(clinic: Clinic, birthDate: LocalDate = "1981-03-04"): Promise<Id<"patient">> {
  const patientId = clinic.kit.ids.next<"patient">();
  await clinic.kit.deliver("scheduling.patient-changed.v1", patientEvent(patientId, birthDate));
  await clinic.kit.settle();
  return patientId;
}

export function patientEvent(patientId: string, birthDate: LocalDate, family = "Lopez", version = 1) {
  return {
    patientId,
    name: { family, given: "Maria", middle: null, suffix: null },
    birthDate,
    sex: "female",
    phone: null,
    email: null,
    address: null,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    mrn: "100042",
    version,
    active: true,
  };
}

/** A visit as scheduling announces it at the check-in. */
export function checkIn(clinic: Clinic, patientId: string, provider: Staff, more: object = {}) {
  return {
    appointmentId: clinic.kit.ids.next<"appointment">(),
    patientId,
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
    providerResourceId: clinic.kit.ids.next<"resource">(),
    providerStaffId: provider.staffId,
    roomResourceId: null,
    locationId: clinic.kit.ids.next<"location">(),
    visitTypeId: clinic.kit.ids.next<"visit-type">(),
    visitTypeName: "Follow-up",
    date: TODAY,
    start: "08:15",
    minutes: 15,
    startsAt: "2026-11-23T16:15:00.000Z",
    endsAt: "2026-11-23T16:30:00.000Z",
    reason: "",
    status: "arrived",
    overbookReason: null,
    cancelReason: null,
    statusSince: "2026-11-23T16:00:00.000Z",
    arrivedAt: "2026-11-23T16:00:00.000Z",
    version: 2,
    encounterId: clinic.kit.ids.next<"encounter">(),
    ...more,
  };
}

/** Opens an encounter of the provider and gives its ids. */
export async function encounter(clinic: Clinic, provider: Staff, patientId?: Id<"patient">) {
  const visit = checkIn(clinic, patientId ?? (await patient(clinic)), provider);
  await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
  await clinic.kit.settle();
  return { encounterId: visit.encounterId, patientId: visit.patientId, appointmentId: visit.appointmentId };
}

export async function write(
  clinic: Clinic,
  as: Staff,
  encounterId: string,
  texts: { readonly [S in NoteSection]?: string },
) {
  for (const [section, text] of Object.entries(texts)) {
    const sections = value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen })).sections;
    const baseVersion = sections[section as NoteSection].version;
    value(
      await clinic.call("saveNoteSection", { encounterId, section: section as NoteSection, text, baseVersion }, { as }),
    );
  }
}

export const TEXTS = {
  reason: "Cough for three days",
  hpi: "Dry cough since Friday, no fever, no shortness of breath.",
  assessment: "Acute upper respiratory infection.",
  plan: "Fluids, rest. Return if fever.",
};

/** A complete note, ready to be signed. */
export async function completeNote(clinic: Clinic, provider: Staff, patientId?: Id<"patient">) {
  const opened = await encounter(clinic, provider, patientId);
  const { encounterId } = opened;
  await write(clinic, provider, encounterId, TEXTS);
  value(await clinic.call("saveCoding", { encounterId, baseVersion: 0, ...coding() }, { as: provider }));
  return opened;
}

export function coding() {
  return {
    diagnoses: [{ code: "J06.9", label: "URI" }],
    procedures: [{ code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] }],
  };
}
