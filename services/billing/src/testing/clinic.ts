import { inlineFileReader } from "../exchange/ports/file-reader.ts";
import { memoryFax } from "../appeals/ports/memory-fax.ts";
import { billing } from "@practicum/contracts/billing";
import type { DatabaseKind } from "@practicum/db/test-databases";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type Caller, type TestHost } from "@practicum/service/test-kit";
import { memoryExchange, type MemoryExchange } from "../exchange/ports/memory-clearinghouse.ts";
import type { BillingPorts } from "../exchange/ports/clearinghouse.ts";
import { billingService } from "../service.ts";

export const npi = (nine: string) => nine + npiCheckDigit(nine);
const PRACTICE_NPI = npi("123456789");
export const DOCTOR_NPI = npi("198765432");
const SUPERVISOR_NPI = npi("177777777");

export const ADDRESS = { line1: "100 Harbor Drive", line2: null, city: "San Diego", state: "CA", zip: "921011234" };

/** A practice with two payers, a price list and no patients, hosted for real, with the other end of the exchange in hand. */
export interface Clinic {
  readonly kit: TestHost;
  readonly call: Caller<typeof billing>;
  readonly exchange: MemoryExchange;
  readonly fax: ReturnType<typeof memoryFax>;
  readonly ids: {
    readonly [name in "doctor" | "supervisor" | "location" | "hmo" | "medicare" | "ppo" | "medicaid"]: string;
  };
  addPatient(more?: PatientMore): Promise<string>;
  cover(patientId: string, more?: CoverageMore): Promise<string>;
  sign(patientId: string, more?: NoteMore): Promise<string>;
  /** Signed, released and sent: gives the claim. */
  /** A patient as scheduling tells of one. */
  patientOf(patientId: string, more: PatientMore): ReturnType<typeof patient>;
  sentClaim(patientId: string, more?: NoteMore): Promise<{ claimId: string; number: string; encounterId: string }>;
  /** A visit of the patient as scheduling tells of it, not told yet. */
  visitOf(patientId: string): ReturnType<typeof visitOf>;
  stop(): Promise<void>;
}

export interface PatientMore {
  readonly family?: string;
  readonly sex?: "female" | "male" | "unknown";
  readonly address?: typeof ADDRESS | null;
  /** What the patient says beside it. */
  readonly about?: object;
}

export interface CoverageMore {
  readonly payerId?: string;
  readonly memberId?: string;
  readonly priority?: number;
  readonly from?: string;
  readonly to?: string | null;
}
export interface NoteMore {
  readonly serviceDate?: string;
  readonly supervisorId?: string | null;
  readonly appointmentId?: string | null;
  readonly diagnoses?: { code: string; label: string }[];
  readonly procedures?: { code: string; label: string; modifiers: string[]; units: number; pointers: number[] }[];
  readonly encounterId?: string;
  readonly seal?: string;
}

export async function openClinic(
  database: DatabaseKind,
  seed = "billing",
  ports: Partial<BillingPorts> = {},
): Promise<Clinic> {
  const exchange = memoryExchange();
  const fax = memoryFax();
  const kit = await testHost({
    database,
    seed,
    modules: [
      serviceModule(billingService, {
        clearinghouse: () => exchange.ours,
        files: inlineFileReader,
        fax: () => fax,
        ...ports,
      }),
    ],
  });
  const call = kit.caller("billing", billing);
  const id = () => kit.ids.next<string>();
  const ids = { doctor: id(), supervisor: id(), location: id(), hmo: id(), medicare: id(), ppo: id(), medicaid: id() };
  await deliverPractice(kit, ids);
  await kit.settle();
  await savePayers(call, ids);
  const signed: { [patientId: string]: string[] } = {};
  const clinic: Clinic = {
    kit,
    call,
    exchange,
    fax,
    ids,
    stop: () => kit.stop(),
    patientOf: patient,
    visitOf: (patientId) => visitOf(kit, ids, patientId),
    async addPatient(more = {}) {
      const patientId = id();
      await kit.deliver("scheduling.patient-changed.v1", patient(patientId, more));
      await kit.settle();
      return patientId;
    },
    async cover(patientId, more = {}) {
      const coverageId = id();
      must((await call("addCoverage", coverage(coverageId, patientId, ids.hmo, more))).ok || null, "covered");
      return coverageId;
    },
    async sign(patientId, more = {}) {
      const encounterId = more.encounterId ?? id();
      // Visits of one day with one code would be duplicates (SCRUB-44): each one lies a day before the last.
      const visits = (signed[patientId] ??= []);
      if (!visits.includes(encounterId)) visits.push(encounterId);
      const serviceDate = addDays("2026-11-20", -visits.indexOf(encounterId));
      await kit.deliver("charting.encounter-signed.v1", note(encounterId, patientId, ids, { serviceDate, ...more }));
      await kit.settle();
      return encounterId;
    },
    async sentClaim(patientId, more = {}) {
      const encounterId = await clinic.sign(patientId, more);
      const released = await call("releaseCharges", { encounterIds: [encounterId] });
      const claimId = must(released.ok ? released.value.released[0]?.claimId : null, "released with a claim");
      const sent = await call("submitClaims", { claimIds: [claimId] });
      must(sent.ok && sent.value.submitted[0] ? true : null, "submitted");
      await kit.settle();
      const claim = await call("getClaim", { claimId });
      return { claimId, encounterId, number: claim.ok ? claim.value.number : "" };
    },
  };
  return clinic;
}

/** A visit as scheduling tells of it. */
function visitOf(kit: TestHost, ids: Clinic["ids"], patientId: string) {
  const id = () => kit.ids.next<string>();
  return {
    appointmentId: id(),
    patientId,
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
    providerResourceId: id(),
    providerStaffId: ids.doctor,
    roomResourceId: null,
    locationId: ids.location,
    visitTypeId: id(),
    visitTypeName: "Follow-up",
    date: "2026-12-01",
    start: "09:00",
    minutes: 20,
    startsAt: "2026-12-01T17:00:00.000Z",
    endsAt: "2026-12-01T17:20:00.000Z",
    reason: "",
    status: "booked",
    overbookReason: null,
    cancelReason: null,
    statusSince: "2026-11-23T16:00:00.000Z",
    arrivedAt: null,
    confirmedAt: null,
    version: 1,
  };
}

async function deliverPractice(kit: TestHost, ids: Clinic["ids"]): Promise<void> {
  const staff = { email: "a@clinic.example", roles: ["physician"], active: true, version: 1 };
  const taxonomy = "207Q00000X";
  await kit.deliver("identity.practice-changed.v1", {
    name: "Mission Bay Family Practice",
    npi: PRACTICE_NPI,
    taxId: "330123456",
    taxonomy,
    billingAddress: ADDRESS,
    phone: "6195550100",
    clia: "05D0999001",
    timeZone: "America/Los_Angeles",
    version: 1,
  });
  await kit.deliver("identity.location-changed.v1", {
    locationId: ids.location,
    name: "Mission Bay",
    address: ADDRESS,
    phone: "6195550100",
    npi: null,
    placeOfService: "11",
    active: true,
    version: 1,
  });
  const doctor = { ...staff, staffId: ids.doctor, family: "Chen", given: "Ana", credential: "MD", npi: DOCTOR_NPI };
  await kit.deliver("identity.staff-changed.v1", { ...doctor, taxonomy, supervisorId: null });
  const supervisor = { ...staff, staffId: ids.supervisor, family: "Alvarez", given: "Luis", credential: "MD" };
  await kit.deliver("identity.staff-changed.v1", { ...supervisor, npi: SUPERVISOR_NPI, taxonomy, supervisorId: null });
}

async function savePayers(call: Caller<typeof billing>, ids: Clinic["ids"]): Promise<void> {
  const common = { filingDays: 180, capitated: false, active: true, version: null };
  await call("savePayer", {
    ...common,
    payerId: ids.hmo,
    name: "Care First",
    electronicId: "CFHP1",
    kind: "hmo",
    claimFiling: "HM",
    memberIdPattern: "CF\\d{7}",
  });
  await call("savePayer", {
    ...common,
    payerId: ids.medicare,
    name: "Medicare",
    electronicId: "01112",
    kind: "medicare",
    claimFiling: "MB",
    filingDays: 365,
    memberIdPattern: null,
  });
  await call("savePayer", {
    ...common,
    payerId: ids.ppo,
    name: "Blue Harbor",
    electronicId: "BHPPO",
    kind: "ppo",
    claimFiling: "12",
    memberIdPattern: null,
  });
  await call("savePayer", {
    ...common,
    payerId: ids.medicaid,
    name: "Medi-Cal",
    electronicId: "MCALS",
    kind: "medicaid",
    claimFiling: "MC",
    memberIdPattern: null,
  });
  const prices = [
    { code: "99213", price: 15_000 },
    { code: "99214", price: 21_000 },
    { code: "81002", price: 1200 },
    { code: "36415", price: 1500 },
  ];
  await call("savePrices", { from: "2026-01-01", prices });
}

function patient(patientId: string, more: PatientMore) {
  return {
    patientId,
    mrn: "100042",
    version: 1,
    active: true,
    name: { family: more.family ?? "López", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    sex: more.sex ?? "female",
    phone: "6195550123",
    email: null,
    address: more.address === undefined ? { ...ADDRESS, line1: "12 Palm Street" } : more.address,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    ...(more.about === undefined ? {} : { about: more.about }),
  };
}

function coverage(coverageId: string, patientId: string, payerId: string, more: CoverageMore) {
  return {
    coverageId,
    patientId,
    payerId: more.payerId ?? payerId,
    priority: more.priority ?? 1,
    memberId: more.memberId ?? "CF1234567",
    groupNumber: null,
    planName: "HMO Gold",
    subscriber: { relationship: "self" as const, name: null, birthDate: null, sex: null },
    from: more.from ?? "2026-01-01",
    to: more.to ?? null,
    pcpNpi: null,
    copay: 2000,
  };
}

function note(encounterId: string, patientId: string, ids: Clinic["ids"], more: NoteMore) {
  return {
    encounterId,
    appointmentId: more.appointmentId ?? null,
    patientId,
    locationId: ids.location,
    serviceDate: more.serviceDate ?? "2026-11-20",
    providerId: ids.doctor,
    supervisorId: more.supervisorId ?? null,
    signedAt: "2026-11-20T18:00:00.000Z",
    seal: more.seal ?? "0".repeat(64),
    diagnoses: more.diagnoses ?? [
      { code: "I10", label: "High blood pressure" },
      { code: "E11.9", label: "Type 2 diabetes" },
    ],
    procedures: more.procedures ?? [
      { code: "99213", label: "Established visit, low complexity", modifiers: [], units: 1, pointers: [1, 2] },
    ],
  };
}
