import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { role } from "../permission.ts";
import { id, instant, localDate, personName, text } from "../schema.ts";

/** Charts that not everybody of the role may open; who opens one in an emergency, and who looks at that afterwards. */

/** Why a chart is restricted: a person who works here or is close to one, somebody whom the town knows, the patient's own wish (45 CFR 164.522). */
export const restrictionClass = z.enum(["staff-as-patient", "vip", "patient-request"]);
export type RestrictionClass = z.output<typeof restrictionClass>;

/** "others": all but those who treat the patient and those named. "named": the named alone, also where they treat the patient. */
export const restrictionShuts = z.enum(["others", "named"]);
export type RestrictionShuts = z.output<typeof restrictionShuts>;

const PEOPLE_MAX = 50;

export const restriction = z.object({
  restrictionId: id("restriction"),
  class: restrictionClass,
  shuts: restrictionShuts,
  people: z.array(z.object({ staffId: id("staff"), name: z.string() })),
  roles: z.array(role),
  reason: z.string(),
  since: instant,
  by: z.string(),
});

/** Why the chart opens to who asks, or why it does not; more than one may hold. */
export const accessReason = z.discriminatedUnion("kind", [
  /** The role reads charts, and nobody has restricted this one. */
  z.object({ kind: z.literal("role") }),
  /** A visit here of which this person is the provider or the supervising physician, the latest. */
  z.object({ kind: z.literal("treats"), on: localDate, visitTypeName: z.string() }),
  z.object({ kind: z.literal("named"), by: z.string() }),
  z.object({ kind: z.literal("glass"), until: instant }),
  /** No role of this person reads charts. */
  z.object({ kind: z.literal("no-role") }),
  /** The restriction leaves this person out. */
  z.object({ kind: z.literal("shut") }),
]);
export type AccessReason = z.output<typeof accessReason>;

export const glassReason = z.enum(["emergency", "treating-now", "covering", "other"]);
export type GlassReason = z.output<typeof glassReason>;
export const glassOutcome = z.enum(["appropriate", "not-appropriate"]);

/** How long a chart stays open after it was opened in spite of its restriction. */
export const GLASS_HOURS = 4;

export const glassEntry = z.object({
  entryId: id("glass"),
  patientId: id("patient"),
  patientName: personName,
  mrn: z.string(),
  staffId: id("staff"),
  by: z.string(),
  reason: glassReason,
  words: z.string(),
  at: instant,
  /** When it ends, or ended. */
  until: instant,
  review: z.object({ outcome: glassOutcome, words: z.string(), by: z.string(), at: instant }).nullable(),
});

const glassPage = z.object({
  entries: z.array(glassEntry),
  next: z.string().nullable(),
  /** Of all that fit, with the first page; null with the others. */
  all: z.object({ count: z.int() }).nullable(),
});

export const restrictionOperations = {
  chartAccess: query({
    summary: "Why one may open a chart, or why not, and who restricted it",
    permission: "patient.read",
    tellsNoChart: true,
    input: forPatient,
    output: z.object({
      mayOpen: z.boolean(),
      why: z.array(accessReason),
      restricted: z.boolean(),
      /** For who may open the chart, and who may restrict charts without reading them; empty for others. */
      restrictions: z.array(restriction),
      /** Whether this person may change or lift them, or make the first. */
      mayRestrict: z.boolean(),
      /** Whether this person may open the chart in spite of them. */
      mayBreakGlass: z.boolean(),
      /** How often the glass was broken at this chart; shown to who may open it, and to who reviews. */
      openings: z.int().nullable(),
    }),
    about: byPatient,
  }),
  restrictChart: command({
    summary: "Restricts a chart, or changes who may open it",
    permission: "chart.restrict",
    tellsNoChart: true,
    // Fifty people and the words of the reason.
    bytesMax: 32_768,
    input: z.strictObject({
      restrictionId: id("restriction"),
      patientId: id("patient"),
      class: restrictionClass,
      shuts: restrictionShuts,
      staffIds: z.array(id("staff")).max(PEOPLE_MAX),
      roles: z.array(role).max(role.options.length),
      reason: text(500),
      /** The restriction of the same class that this one takes the place of; null where there is none. */
      replaces: id("restriction").nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "stale-version", "already-recorded", "chart-restricted"],
    about: byPatient,
  }),
  liftRestriction: command({
    summary: "Lifts a chart's restriction, with a reason; it stays on record",
    permission: "chart.restrict",
    tellsNoChart: true,
    input: z.strictObject({ restrictionId: id("restriction"), patientId: id("patient"), reason: text(500) }),
    output: z.object({}),
    errors: ["not-found", "chart-restricted"],
    about: byPatient,
  }),
  breakGlass: command({
    summary: "Opens a restricted chart in spite of its restriction, for some hours, with a reason",
    permission: "chart.break-glass",
    tellsNoChart: true,
    input: z.strictObject({
      entryId: id("glass"),
      patientId: id("patient"),
      reason: glassReason,
      words: text(500),
      /** The sensitive parts of a chart that is open to this person otherwise. */
      partsOnly: z.boolean().default(false),
    }),
    output: z.object({ until: instant }),
    errors: ["not-found", "glass-not-needed", "already-recorded"],
    about: byPatient,
  }),
  glassOfPatient: query({
    summary: "Who opened this chart in spite of its restriction, for the patient to see",
    permission: "glass.read",
    tellsNoChart: true,
    input: z.strictObject({
      patientId: id("patient"),
      before: paging.before.default(null),
      limit: paging.limit.default(50),
    }),
    output: glassPage,
    errors: ["chart-restricted"],
    about: byPatient,
  }),
  glassEntries: query({
    summary: "Restricted charts that were opened in an emergency: to be reviewed, or reviewed",
    permission: "glass.review",
    tellsNoChart: true,
    input: z.strictObject({
      open: z.boolean(),
      before: paging.before.default(null),
      limit: paging.limit.default(50),
    }),
    output: glassPage,
    patients: (_, output) => output.entries.map((one) => one.patientId),
  }),
  getGlass: query({
    summary: "One opening of a restricted chart in an emergency",
    permission: "glass.review",
    tellsNoChart: true,
    input: z.strictObject({ entryId: id("glass") }),
    output: glassEntry,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  reviewGlass: command({
    summary: "Says of an opened restricted chart whether that was appropriate; one's own is for somebody else",
    permission: "glass.review",
    tellsNoChart: true,
    input: z.strictObject({
      entryId: id("glass"),
      patientId: id("patient"),
      outcome: glassOutcome,
      words: text(500),
    }),
    output: z.object({}),
    errors: ["not-found", "own-glass", "already-decided"],
    about: byPatient,
  }),
};

/** A restriction that stands, as it is told to those who keep to it. */
export const toldRestriction = z.object({
  shuts: restrictionShuts,
  /** Of "others", with those who treat the patient. */
  staffIds: z.array(id("staff")),
  roles: z.array(role),
});

/** Who may open a restricted chart now; the newest version counts. None in it: nobody is shut out any more. */
export const chartRestricted = event(
  "charting.chart-restricted.v1",
  z.object({
    patientId: id("patient"),
    version: z.int(),
    restrictions: z.array(toldRestriction),
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "messaging.listThreads", "messaging.listTasks", "messaging.counters"],
);

/** Somebody opened a restricted chart: managers look at it. */
export const glassBroken = event(
  "charting.glass-broken.v1",
  z.object({
    entryId: id("glass"),
    patientId: id("patient"),
    staffId: id("staff"),
    by: z.string(),
    until: instant,
  }),
  (p) => ({ entryId: p.entryId }),
  "glass.review",
  ["charting.glassEntries"],
);

export const glassReviewed = event(
  "charting.glass-reviewed.v1",
  z.object({
    entryId: id("glass"),
    patientId: id("patient"),
    staffId: id("staff"),
    /** When the opening ends, or ended. */
    until: instant,
    by: z.string(),
  }),
  (p) => ({ entryId: p.entryId }),
  "glass.review",
  ["charting.glassEntries"],
);
