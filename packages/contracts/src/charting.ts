import { z } from "zod";
import { command, event, query } from "./operation.ts";
import { id, instant, localDate, localTime, optionalText, personName, sex, text } from "./schema.ts";

/** Encounters and their notes, the chart's lists, orders. */

const icd10 = z
  .string()
  .regex(/^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/, { error: "Enter an ICD-10-CM code, as E11.9." });
const procedureCode = z
  .string()
  .regex(/^[0-9A-Z]\d{3}[0-9A-Z]$/, { error: "Enter a CPT or HCPCS code of five characters." });
const modifier = z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." });

/** Vital signs in the units of the chart: each may be missing, never guessed. */
export const vitals = z.strictObject({
  /** mmHg */
  systolic: z.int().nullable(),
  diastolic: z.int().nullable(),
  /** beats a minute */
  pulse: z.int().nullable(),
  /** breaths a minute */
  respiration: z.int().nullable(),
  /** hundredths of a degree Celsius: 3844 is 38.44, the 101.2 that was typed in degrees Fahrenheit */
  temperatureHundredthsC: z.int().nullable(),
  /** percent */
  oxygenSaturation: z.int().nullable(),
  /** grams */
  weightGrams: z.int().nullable(),
  /** millimetres */
  heightMm: z.int().nullable(),
  /** 0 to 10 */
  pain: z.int().nullable(),
});
export type Vitals = z.output<typeof vitals>;

export const vitalsRecord = vitals.extend({
  vitalsId: id("vitals"),
  patientId: id("patient"),
  encounterId: id("encounter").nullable(),
  takenAt: instant,
  takenBy: z.string(),
  /** Names of the values outside the reference range for the age: "systolic". */
  abnormal: z.array(z.object({ field: z.string(), direction: z.enum(["high", "low"]), critical: z.boolean() })),
  /** Body mass index in tenths, where weight and height are known. */
  bmiTenths: z.int().nullable(),
  enteredInError: z.boolean(),
});

export const allergy = z.object({
  allergyId: id("allergy"),
  /** Key of the terminology's substance or class, or null for free text, which no checker can check. */
  substanceCode: z.string().nullable(),
  substance: text(100),
  reaction: optionalText(100),
  severity: z.enum(["mild", "moderate", "severe", "unknown"]),
  recordedAt: instant,
  recordedBy: z.string(),
  status: z.enum(["active", "inactive", "entered-in-error"]),
});
export const allergyList = z.object({
  /** "not-asked" is not "none-known". */
  status: z.enum(["not-asked", "none-known", "listed"]),
  askedAt: instant.nullable(),
  entries: z.array(allergy),
});

export const medication = z.object({
  medicationId: id("medication"),
  /** RxNorm concept, or null for free text, which no checker can check. */
  rxnorm: z.string().nullable(),
  name: text(150),
  /** "1 tablet by mouth twice a day" */
  directions: optionalText(250),
  startedOn: localDate.nullable(),
  stoppedOn: localDate.nullable(),
  status: z.enum(["active", "stopped", "entered-in-error"]),
  orderId: id("order").nullable(),
  recordedBy: z.string(),
});

export const problem = z.object({
  problemId: id("problem"),
  code: z.string().nullable(),
  label: text(200),
  onsetOn: localDate.nullable(),
  resolvedOn: localDate.nullable(),
  status: z.enum(["active", "resolved", "entered-in-error"]),
});

export const immunization = z.object({
  immunizationId: id("immunization"),
  cvx: z.string(),
  name: z.string(),
  givenOn: localDate,
  lot: z.string().nullable(),
  site: z.string().nullable(),
  status: z.enum(["given", "refused", "entered-in-error"]),
  recordedBy: z.string(),
});

export const observation = z.object({
  observationId: id("observation"),
  loinc: z.string().nullable(),
  name: z.string(),
  value: z.string(),
  unit: z.string().nullable(),
  at: instant,
});

export const pastProcedure = z.object({
  procedureId: id("procedure"),
  code: z.string().nullable(),
  codeSystem: z.string().nullable(),
  label: z.string(),
  performedOn: localDate.nullable(),
});

/** The note's sections, in the order of the page. Each is saved and versioned by itself, so that two people don't collide. */
export const noteSection = z.enum(["reason", "hpi", "ros", "exam", "assessment", "plan"]);
export type NoteSection = z.output<typeof noteSection>;

export const encounterStatus = z.enum(["open", "signed", "awaiting-cosign", "cosigned"]);

export const encounterDiagnosis = z.strictObject({ code: icd10, label: text(250) });
export const encounterProcedure = z.strictObject({
  code: procedureCode,
  label: text(250),
  modifiers: z.array(modifier).max(4),
  units: z.int().min(1).max(999),
  /** Places in the list of diagnoses, from 1; at most four (X12 005010X222A1, SV107). */
  pointers: z.array(z.int().min(1).max(12)).max(4),
});

export const alert = z.object({
  alertId: z.string(),
  kind: z.enum(["drug-allergy", "drug-drug", "duplicate", "not-checked"]),
  severity: z.enum(["stop", "warn", "info"]),
  message: z.string(),
  source: z.string(),
});

export const medicationOrder = z.object({
  orderId: id("order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  rxnorm: z.string().nullable(),
  name: text(150),
  directions: text(250),
  quantity: z.int().min(1).max(9999),
  quantityUnit: text(30),
  daysSupply: z.int().min(1).max(365),
  refills: z.int().min(0).max(11),
  substitution: z.boolean(),
  alerts: z.array(alert),
  overrideReason: z.string().nullable(),
  status: z.enum(["draft", "signed", "cancelled"]),
});

export const encounter = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  sex,
  mrn: z.string(),
  appointmentId: id("appointment").nullable(),
  locationId: id("location").nullable(),
  visitTypeName: z.string(),
  serviceDate: localDate,
  start: localTime.nullable(),
  /** The rendering provider. */
  providerId: id("staff"),
  providerName: z.string(),
  supervisorId: id("staff").nullable(),
  status: encounterStatus,
  sections: z.record(
    noteSection,
    z.object({
      text: z.string(),
      version: z.int().min(0),
      savedAt: instant.nullable(),
      savedBy: z.string().nullable(),
    }),
  ),
  diagnoses: z.array(encounterDiagnosis),
  procedures: z.array(encounterProcedure),
  /** Counts changes to diagnoses and procedures. */
  codingVersion: z.int().min(0),
  orders: z.array(medicationOrder),
  vitals: z.array(vitalsRecord),
  signedAt: instant.nullable(),
  signedBy: z.string().nullable(),
  cosignedAt: instant.nullable(),
  cosignedBy: z.string().nullable(),
  addenda: z.array(z.object({ addendumId: id("addendum"), at: instant, by: z.string(), text: z.string() })),
  /** SHA-256 of the sealed content. */
  seal: z.string().nullable(),
});
export type Encounter = z.output<typeof encounter>;

export const encounterSummary = encounter.pick({
  encounterId: true,
  patientId: true,
  patientName: true,
  birthDate: true,
  appointmentId: true,
  visitTypeName: true,
  serviceDate: true,
  start: true,
  providerId: true,
  providerName: true,
  supervisorId: true,
  status: true,
  diagnoses: true,
});

export const gateItem = z.object({
  severity: z.enum(["stop", "fix", "note"]),
  code: z.string(),
  message: z.string(),
  /** Where to go: "section:hpi", "diagnoses", "procedures:2", "orders:<id>", "allergies". */
  target: z.string(),
});

const forEncounter = z.strictObject({ encounterId: id("encounter") });
const forPatient = z.strictObject({ patientId: id("patient") });
const byPatient = (input: { patientId: string }) => [input.patientId];
const codeMatch = z.object({ code: z.string(), label: z.string(), favourite: z.boolean() });

export const charting = {
  chartSummary: query({
    summary: "What every banner shows: allergies",
    permission: "chart.summary",
    input: forPatient,
    output: z.object({ allergies: allergyList }),
    patients: byPatient,
  }),
  getChart: query({
    summary: "The chart's lists",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      allergies: allergyList,
      medications: z.object({ reviewedAt: instant.nullable(), entries: z.array(medication) }),
      problems: z.array(problem),
      immunizations: z.array(immunization),
      vitals: z.array(vitalsRecord),
      observations: z.array(observation),
      procedures: z.array(pastProcedure),
      encounters: z.array(encounterSummary),
    }),
    patients: byPatient,
  }),
  getEncounter: query({
    summary: "A note with all that hangs on it",
    permission: "chart.read",
    input: forEncounter,
    output: encounter,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  providerDay: query({
    summary: "A provider's encounters of a day, notes to finish, and notes to co-sign",
    permission: "chart.read",
    input: z.strictObject({ providerId: id("staff").nullable(), date: localDate }),
    output: z.object({
      today: z.array(encounterSummary),
      unsigned: z.array(encounterSummary),
      toCosign: z.array(encounterSummary),
    }),
    patients: (_, output) => [...output.today, ...output.unsigned, ...output.toCosign].map((e) => e.patientId),
  }),
  recordVitals: command({
    summary: "Records a set of vital signs",
    permission: "vitals.record",
    input: vitals.extend({ vitalsId: id("vitals"), patientId: id("patient"), encounterId: id("encounter").nullable() }),
    output: z.object({ vitalsId: id("vitals"), abnormal: vitalsRecord.shape.abnormal, bmiTenths: z.int().nullable() }),
    errors: ["out-of-range", "not-found", "encounter-sealed", "already-recorded"],
    patients: byPatient,
  }),
  strikeVitals: command({
    summary: "Marks a set of vital signs as entered in error; it stays visible",
    permission: "vitals.record",
    input: z.strictObject({ vitalsId: id("vitals"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    patients: byPatient,
  }),
  setNoKnownAllergies: command({
    summary: "Says that the patient was asked and knows of no allergy",
    permission: "history.record",
    input: forPatient,
    output: z.object({}),
    errors: ["already-recorded"],
    patients: byPatient,
  }),
  addAllergy: command({
    summary: "Adds an allergy",
    permission: "history.record",
    input: allergy
      .pick({ allergyId: true, substanceCode: true, substance: true, reaction: true, severity: true })
      .extend({ patientId: id("patient") }),
    output: z.object({}),
    errors: ["already-recorded"],
    patients: byPatient,
  }),
  endAllergy: command({
    summary: "Makes an allergy inactive, or says that it was an error",
    permission: "history.record",
    input: z.strictObject({
      allergyId: id("allergy"),
      patientId: id("patient"),
      status: z.enum(["inactive", "entered-in-error"]),
      reason: text(200),
    }),
    output: z.object({}),
    errors: ["not-found"],
    patients: byPatient,
  }),
  addMedication: command({
    summary: "Adds a medication that the patient takes",
    permission: "history.record",
    input: medication
      .pick({ medicationId: true, rxnorm: true, name: true, directions: true, startedOn: true })
      .extend({ patientId: id("patient") }),
    output: z.object({}),
    errors: ["already-recorded"],
    patients: byPatient,
  }),
  endMedication: command({
    summary: "Stops a medication, or says that it was an error",
    permission: "history.record",
    input: z.strictObject({
      medicationId: id("medication"),
      patientId: id("patient"),
      status: z.enum(["stopped", "entered-in-error"]),
      reason: text(200),
    }),
    output: z.object({}),
    errors: ["not-found"],
    patients: byPatient,
  }),
  reviewMedications: command({
    summary: "Says that the medication list was gone through with the patient",
    permission: "history.record",
    input: forPatient,
    output: z.object({}),
    patients: byPatient,
  }),
  addProblem: command({
    summary: "Adds a problem to the list",
    permission: "diagnosis.write",
    input: z.strictObject({
      problemId: id("problem"),
      patientId: id("patient"),
      code: icd10,
      label: text(200),
      onsetOn: localDate.nullable(),
    }),
    output: z.object({}),
    errors: ["already-recorded", "unknown-diagnosis"],
    patients: byPatient,
  }),
  resolveProblem: command({
    summary: "Resolves a problem, or says that it was an error",
    permission: "diagnosis.write",
    input: z.strictObject({
      problemId: id("problem"),
      patientId: id("patient"),
      status: z.enum(["resolved", "entered-in-error"]),
      on: localDate,
    }),
    output: z.object({}),
    errors: ["not-found"],
    patients: byPatient,
  }),
  recordImmunization: command({
    summary: "Records a vaccine given, with lot and site",
    permission: "vitals.record",
    input: z.strictObject({
      immunizationId: id("immunization"),
      patientId: id("patient"),
      cvx: z.string().regex(/^\d{2,3}$/),
      givenOn: localDate,
      lot: text(30),
      site: text(40),
    }),
    output: z.object({}),
    errors: ["already-recorded"],
    patients: byPatient,
  }),
  saveNoteSection: command({
    summary: "Saves a section's text over the version that was seen",
    permission: "note.intake",
    input: z.strictObject({
      encounterId: id("encounter"),
      section: noteSection,
      text: z.string().max(50_000),
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int(), savedAt: instant }),
    errors: ["not-found", "stale-version", "encounter-sealed", "not-allowed"],
  }),
  saveCoding: command({
    summary: "Sets the diagnoses, the procedures and which points to which",
    permission: "diagnosis.write",
    input: z.strictObject({
      encounterId: id("encounter"),
      baseVersion: z.int().min(0),
      diagnoses: z.array(encounterDiagnosis).max(12),
      procedures: z.array(encounterProcedure).max(50),
    }),
    output: z.object({ codingVersion: z.int() }),
    errors: ["not-found", "stale-version", "encounter-sealed", "unknown-diagnosis", "unknown-procedure"],
  }),
  checkMedicationOrder: query({
    summary: "The alerts that an order would raise; a check that could not be made says so",
    permission: "order.write",
    input: z.strictObject({ patientId: id("patient"), rxnorm: z.string().nullable(), name: text(150) }),
    output: z.array(alert),
    patients: byPatient,
  }),
  orderMedication: command({
    summary: "Adds a medication order to the note; a stopping alert needs a reason. It is signed with the note",
    permission: "order.write",
    input: medicationOrder.omit({ alerts: true, status: true, patientId: true }),
    output: z.object({ orderId: id("order"), alerts: z.array(alert) }),
    errors: ["not-found", "encounter-sealed", "alert-needs-reason", "already-recorded"],
  }),
  cancelOrder: command({
    summary: "Takes a draft order out of the note",
    permission: "order.write",
    input: z.strictObject({ orderId: id("order"), encounterId: id("encounter") }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed"],
  }),
  signGate: query({
    summary: "What stands between the note and the signature",
    permission: "note.sign",
    input: forEncounter,
    output: z.object({
      items: z.array(gateItem),
      needsSupervisor: z.boolean(),
      supervisors: z.array(z.object({ staffId: id("staff"), name: z.string() })),
    }),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  signEncounter: command({
    summary: "Signs and seals the note",
    permission: "note.sign",
    input: z.strictObject({
      encounterId: id("encounter"),
      patientId: id("patient"),
      supervisorId: id("staff").nullable(),
    }),
    output: z.object({ status: encounterStatus, seal: z.string(), signedAt: instant }),
    errors: ["not-found", "sign-gate", "supervisor-required", "encounter-sealed", "not-allowed"],
    patients: byPatient,
  }),
  cosignEncounter: command({
    summary: "The supervising physician's co-signature",
    permission: "note.cosign",
    input: z.strictObject({ encounterId: id("encounter"), patientId: id("patient") }),
    output: z.object({ status: encounterStatus, cosignedAt: instant }),
    errors: ["not-found", "encounter-not-signed", "not-the-cosigner"],
    patients: byPatient,
  }),
  addAddendum: command({
    summary: "Adds to a signed note; nothing in it changes",
    permission: "note.write",
    input: z.strictObject({ addendumId: id("addendum"), encounterId: id("encounter"), text: text(20_000) }),
    output: z.object({ at: instant }),
    errors: ["not-found", "encounter-not-signed", "already-recorded"],
  }),
  noteVersions: query({
    summary: "Every saved version of a section, and the sealed note",
    permission: "chart.read",
    input: z.strictObject({ encounterId: id("encounter"), section: noteSection }),
    output: z.array(z.object({ version: z.int(), text: z.string(), savedAt: instant, savedBy: z.string() })),
    // The handler names the patient.
    patients: () => [],
  }),
  searchDiagnoses: query({
    summary: "ICD-10-CM by code, words or abbreviation",
    permission: "chart.read",
    input: z.strictObject({ text: z.string().trim().max(80), onDate: localDate, limit: z.int().min(1).max(50) }),
    output: z.array(codeMatch),
  }),
  searchProcedures: query({
    summary: "Procedures by code or words",
    permission: "chart.read",
    input: z.strictObject({ text: z.string().trim().max(80), onDate: localDate, limit: z.int().min(1).max(50) }),
    output: z.array(codeMatch),
  }),
  searchMedications: query({
    summary: "Drugs by name",
    permission: "chart.read",
    input: z.strictObject({ text: z.string().trim().max(80), limit: z.int().min(1).max(50) }),
    output: z.array(z.object({ rxnorm: z.string(), name: z.string(), commonDirections: z.string().nullable() })),
  }),
  searchAllergens: query({
    summary: "Substances and drug classes by name",
    permission: "chart.read",
    input: z.strictObject({ text: z.string().trim().max(80), limit: z.int().min(1).max(50) }),
    output: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  importChart: command({
    summary: "Takes over a patient's history from another system; what was taken before is left alone",
    permission: "chart.import",
    input: z.strictObject({
      patientId: id("patient"),
      system: text(100),
      entries: z
        .array(
          z.discriminatedUnion("kind", [
            z.strictObject({
              kind: z.literal("allergy"),
              sourceId: text(100),
              substance: text(200),
              substanceCode: z.string().nullable(),
              reaction: z.string().max(200),
              severity: allergy.shape.severity,
              active: z.boolean(),
              at: instant.nullable(),
            }),
            z.strictObject({
              kind: z.literal("medication"),
              sourceId: text(100),
              rxnorm: z.string().nullable(),
              name: text(300),
              directions: z.string().max(500),
              startedOn: localDate.nullable(),
              stoppedOn: localDate.nullable(),
              active: z.boolean(),
            }),
            z.strictObject({
              kind: z.literal("problem"),
              sourceId: text(100),
              code: z.string().nullable(),
              codeSystem: z.string().nullable(),
              label: text(300),
              onsetOn: localDate.nullable(),
              resolvedOn: localDate.nullable(),
            }),
            z.strictObject({
              kind: z.literal("immunization"),
              sourceId: text(100),
              cvx: z.string(),
              name: text(300),
              givenOn: localDate,
              status: z.enum(["given", "refused"]),
            }),
            z.strictObject({
              kind: z.literal("observation"),
              sourceId: text(100),
              loinc: z.string().nullable(),
              name: text(300),
              value: z.string().max(2000),
              unit: z.string().max(60).nullable(),
              at: instant,
            }),
            z.strictObject({ kind: z.literal("vitals"), sourceId: text(100), at: instant, vitals }),
            z.strictObject({
              kind: z.literal("procedure"),
              sourceId: text(100),
              code: z.string().nullable(),
              codeSystem: z.string().nullable(),
              label: text(300),
              performedOn: localDate.nullable(),
            }),
            z.strictObject({
              kind: z.literal("encounter"),
              sourceId: text(100),
              label: text(300),
              serviceDate: localDate,
              providerName: z.string().max(200),
              reason: z.string().max(500),
            }),
          ]),
        )
        .max(2000),
    }),
    output: z.object({
      taken: z.int(),
      alreadyThere: z.int(),
      /** What can't be so, by its number in the other system. */
      left: z.array(z.object({ sourceId: z.string(), because: z.string() })),
    }),
    errors: ["not-found"],
    patients: byPatient,
  }),
};

const aboutEncounter = (p: { encounterId: string; patientId: string }) => ({
  encounterId: p.encounterId,
  patientId: p.patientId,
});
export const encounterOpened = event("charting.encounter-opened.v1", encounterSummary, aboutEncounter);
export const chartChanged = event(
  "charting.chart-changed.v1",
  z.object({ patientId: id("patient"), what: z.string() }),
  (p) => ({ patientId: p.patientId, what: p.what }),
);
export const noteChanged = event(
  "charting.note-changed.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), part: z.string(), version: z.int() }),
  (p) => ({ ...aboutEncounter(p), part: p.part }),
);
export const vitalsRecorded = event(
  "charting.vitals-recorded.v1",
  z.object({ encounterId: id("encounter").nullable(), patientId: id("patient"), vitalsId: id("vitals") }),
  (p) => ({ patientId: p.patientId, ...(p.encounterId ? { encounterId: p.encounterId } : {}) }),
);
/** The seal is set: billing captures the charges from this payload alone. */
export const encounterSigned = event(
  "charting.encounter-signed.v1",
  z.object({
    encounterId: id("encounter"),
    appointmentId: id("appointment").nullable(),
    patientId: id("patient"),
    locationId: id("location").nullable(),
    serviceDate: localDate,
    providerId: id("staff"),
    supervisorId: id("staff").nullable(),
    signedAt: instant,
    seal: z.string(),
    diagnoses: z.array(encounterDiagnosis),
    procedures: z.array(encounterProcedure),
  }),
  aboutEncounter,
);
export const encounterCosigned = event(
  "charting.encounter-cosigned.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), cosignedAt: instant, supervisorId: id("staff") }),
  aboutEncounter,
);
