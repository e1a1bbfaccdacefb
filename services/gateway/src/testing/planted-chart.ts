import type { Role } from "@practicum/contracts/permission";
import type { Json } from "./sample-input.ts";

/** What the tests need that put a word of its own into every text about a patient, and then look who finds it. */

/** Puts a word into each text of an input whose contract takes any. */
export function markTexts(
  mark: (where: string) => string,
  value: Json,
  fits: (whole: Json) => boolean,
  whole: Json,
  where: string,
): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "string" && /^x*$/.test(inner)) {
      Reflect.set(value, key, mark(`${where} ${key}`));
      if (!fits(whole)) Reflect.set(value, key, inner);
    } else markTexts(mark, inner as Json, fits, whole, `${where} ${key}`);
  }
}

export const patientInput = {
  name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  sex: "female",
  phone: "6195550123",
  email: null,
  address: null,
  language: "en",
  guarantor: null,
  emergencyContact: null,
  notDuplicateOf: [],
  source: null,
};

export function staffOf(staffId: string, one: Role) {
  return {
    staffId,
    email: `${one}@example.org`,
    family: one,
    given: "Person",
    credential: "",
    roles: [one],
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: 1,
  };
}

let visits = 0;
export function checkIn(encounterId: string, patientId: string, providerStaffId: string) {
  visits += 1;
  const id = (n: number) => `00000000-0000-7000-9000-${String(visits * 100 + n).padStart(12, "0")}`;
  return {
    appointmentId: id(1),
    patientId,
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
    providerResourceId: id(2),
    providerStaffId,
    roomResourceId: null,
    locationId: id(3),
    visitTypeId: id(4),
    visitTypeName: "Follow-up",
    date: "2026-11-23",
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
    encounterId,
  };
}
