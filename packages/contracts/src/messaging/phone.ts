import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { role } from "../permission.ts";
import { callbackNumber, id, instant, localDate, optionalText, personName, text, version } from "../schema.ts";

/** Telephone calls: who called about whom, what is asked of whom and until when, and what came of it. */

export const callUrgency = z.enum(["emergency", "urgent", "today", "routine"]);
export type CallUrgency = z.output<typeof callUrgency>;

export const callerRelation = z.enum([
  "patient",
  "parent",
  "spouse",
  "child",
  "guardian",
  "caregiver",
  "pharmacy",
  "facility",
  "other",
]);
export type CallerRelation = z.output<typeof callerRelation>;

const key = z.string().regex(/^[a-z0-9-]{1,40}$/, { error: "Use small letters, digits and hyphens." });
const phrases = z.array(text(60)).max(40);

const callReason = z.strictObject({
  id: key,
  label: text(60),
  /** What to ask the caller; shown beside the message. */
  ask: optionalText(300),
  /** Whose it is unless somebody chooses otherwise. */
  pool: role,
  urgency: callUrgency,
});
export type CallReason = z.output<typeof callReason>;

const redFlag = z.strictObject({
  id: key,
  label: text(60),
  english: phrases,
  spanish: phrases,
  /** What the practice's script says to do at once. */
  say: text(400),
});
export type RedFlag = z.output<typeof redFlag>;

const MINUTES_MAX = 10 * 1440;

const urgencyRule = z.strictObject({
  urgency: callUrgency,
  dueMinutes: z.int().min(0).max(MINUTES_MAX),
  /** So long after it was due an open call is brought before others, too. */
  escalateMinutes: z.int().min(1).max(MINUTES_MAX),
  escalateTo: role,
});

export const phoneSettings = z.strictObject({
  callReasons: z.array(callReason).min(1, { error: "Keep at least one reason." }).max(60),
  redFlags: z.array(redFlag).max(60),
  urgencies: z.array(urgencyRule).length(4),
});
export type PhoneSettings = z.output<typeof phoneSettings>;

export const callEntryKind = z.enum(["note", "attempt", "called-again", "escalated", "charted"]);
export const attemptOutcome = z.enum(["reached", "no-answer", "left-message", "wrong-number"]);

const callEntry = z.object({
  entryId: z.string(),
  kind: callEntryKind,
  outcome: attemptOutcome.nullable(),
  body: z.string(),
  at: instant,
  by: z.string(),
  staffId: id("staff").nullable(),
});

/** Somebody whom the practice does not know yet. */
const stranger = z.strictObject({ name: text(80), birthDate: localDate.nullable() });

export const phoneCall = z.object({
  callId: id("phone-call"),
  patientId: id("patient").nullable(),
  patientName: personName.nullable(),
  /** The first name that the patient goes by, where it is another. */
  patientPreferred: z.string().nullable().optional(),
  stranger: stranger.nullable(),
  relation: callerRelation,
  callerName: z.string().nullable(),
  callback: z.string(),
  reason: z.string().nullable(),
  /** Null where who asks may know of the call and not what is in it. */
  message: z.string().nullable(),
  urgency: callUrgency,
  redFlags: z.array(z.object({ id: z.string(), label: z.string(), ruledOut: z.boolean() })),
  ownerId: id("staff").nullable(),
  pool: role.nullable(),
  dueAt: instant,
  escalatedTo: role.nullable(),
  status: z.enum(["open", "done"]),
  takenAt: instant,
  takenBy: z.string(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  /** The telephone note that stands in the chart. */
  noteId: id("telephone-note").nullable(),
  attempts: z.int(),
  /** What may be done with it by who asks: answer it, or only see how it stands. */
  open: z.boolean(),
  version,
});
export type PhoneCall = z.output<typeof phoneCall>;

const ofCall = { callId: id("phone-call"), version };
const owner = { ownerId: id("staff").nullable(), pool: role.nullable() };

export const phoneOperations = {
  phoneSettings: query({
    summary: "Reasons of calls, red-flag words with what to do, and until when which call is answered",
    permission: "message.read",
    input: z.strictObject({}),
    output: z.object({
      settings: phoneSettings,
      version: z.int(),
      savedAt: instant.nullable(),
      savedBy: z.string().nullable(),
    }),
  }),
  savePhoneSettings: command({
    summary: "Words the reasons of calls, the red flags and the times anew",
    permission: "phone.manage",
    bytesMax: 262_144,
    input: z.strictObject({ settings: phoneSettings, version: z.int().min(0) }),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
  takeCall: command({
    summary: "Writes down a telephone call and gives it to a person or a pool",
    permission: "message.write",
    bytesMax: 32_768,
    input: z.strictObject({
      callId: id("phone-call"),
      patientId: id("patient").nullable(),
      /** Of somebody who is no patient yet. */
      stranger: stranger.nullable(),
      relation: callerRelation,
      /** Who called, where it is not the patient. */
      callerName: text(80).nullable(),
      callback: callbackNumber,
      reason: text(120),
      message: text(5000),
      ...owner,
      urgency: callUrgency,
      /** Null: by its urgency. */
      dueAt: instant.nullable(),
      /** Red flags that the caller was asked about, and that are not so. */
      ruledOut: z.array(key).max(60),
    }),
    output: z.object({ version, urgency: callUrgency, dueAt: instant }),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  listCalls: query({
    summary: "Calls of a queue, of everybody, or about a patient",
    permission: "message.read",
    input: z.strictObject({
      whose: z.enum(["all", "queue", "patient"]),
      patientId: id("patient").nullable(),
      open: z.boolean(),
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      calls: z.array(phoneCall),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int() }).nullable(),
    }),
    about: byPatient,
    patients: (_, output) => output.calls.map((call) => call.patientId),
  }),
  getCall: query({
    summary: "One call, with what was said and tried since",
    permission: "message.read",
    input: z.strictObject({ callId: id("phone-call") }),
    output: phoneCall.extend({ entries: z.array(callEntry) }),
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  addCallEntry: command({
    summary:
      "Adds to a call: an answer, an attempt to call back, or that the caller called again; it does not close the call",
    permission: "message.write",
    input: z.strictObject({
      callId: id("phone-call"),
      entryId: id("call-entry"),
      kind: callEntryKind.extract(["note", "attempt", "called-again"]),
      outcome: attemptOutcome.nullable(),
      body: optionalText(5000),
    }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "already-recorded"],
  }),
  routeCall: command({
    summary: "Gives a call to a person or a pool, with its urgency and due time",
    permission: "message.write",
    bytesMax: 24_576,
    input: z.strictObject({
      ...ofCall,
      ...owner,
      urgency: callUrgency,
      /** Null: by its urgency, from now on. */
      dueAt: instant.nullable(),
      ruledOut: z.array(key).max(60),
    }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version", "task-closed"],
  }),
  finishCall: command({
    summary: "Marks a call as done, or takes it up again; it sends nothing",
    permission: "message.write",
    input: z.strictObject({ ...ofCall, done: z.boolean() }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version"],
  }),
  linkCall: command({
    summary: "Says which patient a call is about, that of nobody known was",
    permission: "message.write",
    input: z.strictObject({ ...ofCall, patientId: id("patient") }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version", "already-recorded"],
    about: byPatient,
  }),
};

export const callChanged = event(
  "messaging.phone-call-changed.v1",
  z.object({
    callId: id("phone-call"),
    patientId: id("patient").nullable(),
    status: z.enum(["open", "done"]),
    /** Only who reads the chart may know whose it is. */
    clinical: z.boolean(),
  }),
  (p) => ({ callId: p.callId, ...(p.clinical || p.patientId === null ? {} : { patientId: p.patientId }) }),
  "message.read",
  ["messaging.listCalls", "messaging.getCall", "messaging.counters"],
);

/** The practice's reasons, red flags and times were worded anew. */
export const phoneSettingsChanged = event(
  "messaging.phone-settings-changed.v1",
  z.object({ version }),
  () => ({}),
  "message.read",
  ["messaging.phoneSettings"],
);
