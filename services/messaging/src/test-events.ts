import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";

/** Payloads as the other services send them, for tests. */

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const zone = "America/Los_Angeles";

export function patientPayload(patientId: Id<"patient">, more: Partial<Patient> = {}): Patient {
  return {
    patientId,
    mrn: "100042",
    version: 1,
    active: true,
    name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    sex: "female",
    phone: "6195550100",
    email: "maria@example.test",
    address: null,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    ...more,
  };
}

export function staffPayload(staffId: Id<"staff">, more: Partial<StaffMember> = {}): StaffMember {
  return {
    staffId,
    email: "bea@example.test",
    family: "Kim",
    given: "Bea",
    credential: "",
    roles: ["biller"],
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: 1,
    ...more,
  };
}

export function visitPayload(
  patientId: Id<"patient">,
  startsAt: Instant,
  more: Partial<Appointment> = {},
): Appointment {
  return {
    appointmentId: id(700),
    patientId,
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
    providerResourceId: id(701),
    providerStaffId: id(702),
    roomResourceId: null,
    locationId: id(703),
    visitTypeId: id(704),
    visitTypeName: "Colposcopy",
    date: dateIn(startsAt, zone),
    start: timeIn(startsAt, zone),
    minutes: 20,
    startsAt,
    endsAt: addMinutes(startsAt, 20),
    reason: "abnormal result",
    status: "booked",
    overbookReason: null,
    cancelReason: null,
    statusSince: startsAt,
    arrivedAt: null,
    confirmedAt: null,
    version: 1,
    ...more,
  };
}
