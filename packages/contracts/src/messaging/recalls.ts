import { z } from "zod";
import { recallCondition } from "../charting/recall-matches.ts";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, localTime, optionalText, personName, text, version } from "../schema.ts";

/** Recalls: patients whom a rule means are asked to come, by message and then by telephone, until they answer. */

/** What a message may name in braces. */
export const RECALL_FIELDS = ["first", "practice"] as const;
export const RECALL_STEPS_MAX = 4;

const messageText = z.string().trim().max(300, { error: "Use at most 300 characters." });

/** In Spanish for who speaks it; empty: the English words. */
export const messageTexts = z.strictObject({ en: messageText.min(1, { error: "This is required." }), es: messageText });

export const recallStep = z.strictObject({
  by: z.enum(["sms", "email"]),
  /** Days after the step before it; of the first, after the patient was found. */
  afterDays: z.int({ error: "Enter 0 to 90 days." }).min(0).max(90, { error: "Enter 0 to 90 days." }),
});

const rules = {
  /** The desk reads it: it says nothing about health. */
  name: text(80),
  condition: recallCondition,
  visitTypeId: id("visit-type"),
  /** As the schedule calls it. */
  visitTypeName: text(80),
  /** Who has such a visit ahead is not asked to come. */
  unlessVisit: z.enum(["any", "same-type"]),
  messages: messageTexts,
  /** None: the telephone alone. */
  steps: z.array(recallStep).max(RECALL_STEPS_MAX, { error: `Use at most ${RECALL_STEPS_MAX} messages.` }),
  /** After the last message without an answer, until the patient is on the list to be called. */
  callAfterDays: z.int({ error: "Enter 0 to 90 days." }).min(0).max(90, { error: "Enter 0 to 90 days." }),
  callsMax: z.int({ error: "Enter 1 to 10." }).min(1, { error: "Enter 1 to 10." }).max(10, { error: "Enter 1 to 10." }),
  /** Outside of these hours, in the practice's time zone, nothing is sent. */
  sendFrom: localTime,
  sendUntil: localTime,
  weekends: z.boolean(),
  /** For how long after a recall's end nobody is asked again for the same reason. */
  againMonths: z.int({ error: "Enter 1 to 60 months." }).min(1).max(60, { error: "Enter 1 to 60 months." }),
};

export const recallState = z.enum([
  /** The next message waits for its moment. */
  "due",
  /** Told, and not answered yet. */
  "sent",
  /** Wants to come; the desk chooses a time with the patient. */
  "answered",
  "to-call",
  "booked",
  "declined",
  "unreachable",
  /** The desk ended it, the record was closed, or the chart is restricted. */
  "stopped",
  /** Wants no recalls. */
  "opted-out",
]);
export type RecallState = z.output<typeof recallState>;

export const recallCallOutcome = z.enum([
  "no-answer",
  "left-message",
  "wants-visit",
  "later",
  "declined",
  "wrong-number",
  "no-recalls",
]);
export type RecallCallOutcome = z.output<typeof recallCallOutcome>;

/** How many patients of a rule are where. Each is in exactly one of the states. */
const recallFigures = z.object({
  people: z.int(),
  states: z.record(recallState, z.int()),
  /** Were told or called at least once. */
  asked: z.int(),
  /** Of those: have a visit that was booked within 30 days after they were first asked. */
  bookedSoon: z.int(),
});

const ruleHead = z.object({
  ruleId: id("recall-rule"),
  name: z.string(),
  visitTypeName: z.string(),
  on: z.boolean(),
  /** When charts were looked through last, and how many patients the rule meant then. */
  lookedAt: instant.nullable(),
  found: z.int().nullable(),
  figures: recallFigures,
  version,
});

/** What becomes of a patient whom a rule means now. */
export const recallFate = z.enum([
  "sms",
  "email",
  "call",
  /** Is asked already for another reason: this one is added. */
  "joined",
  "asked-already",
  "asked-lately",
  "has-visit",
  "no-recalls",
  "inactive",
]);
export type RecallFate = z.output<typeof recallFate>;

const recallMatch = z.object({
  patientId: id("patient"),
  name: personName,
  fate: recallFate,
});

export const recall = z.object({
  recallId: id("recall"),
  patientId: id("patient"),
  name: personName,
  phone: z.string().nullable(),
  language: z.string(),
  state: recallState,
  /** Names of the rules: why, as the desk may read it. */
  reasons: z.array(z.string()),
  visitTypeId: id("visit-type"),
  visitTypeName: z.string(),
  nextAt: instant.nullable(),
  sent: z.int(),
  calls: z.int(),
  lastAt: instant.nullable(),
  visitAt: instant.nullable(),
  because: z.string().nullable(),
  version,
});

const recallEntry = z.object({
  entryId: id("recall-entry"),
  at: instant,
  by: z.string(),
  what: z.string(),
  note: z.string(),
  undoneAt: instant.nullable(),
});

/** Lists of the work: who is to be called comes first. */
export const recallList = z.enum(["open", "to-call", "answered", "waiting", "booked", "ended"]);
export type RecallList = z.output<typeof recallList>;

export const recallOperations = {
  listRecallRules: query({
    summary: "The rules for recalls with how far each is, by name",
    permission: "outreach.read",
    input: z.strictObject({}),
    output: z.array(ruleHead),
  }),
  getRecallRule: query({
    summary: "A rule for recalls with all that it says",
    permission: "outreach.manage",
    input: z.strictObject({ ruleId: id("recall-rule") }),
    output: ruleHead.extend({ ...rules, savedAt: instant, savedBy: z.string() }),
    errors: ["not-found"],
  }),
  saveRecallRule: command({
    summary: "Makes a rule for recalls, which is off at first, or changes one; each wording is a version",
    permission: "outreach.manage",
    bytesMax: 24_576,
    input: z.strictObject({
      ruleId: id("recall-rule"),
      /** 0 makes it. */
      version: z.int().min(0),
      ...rules,
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "already-recorded", "invalid-input"],
  }),
  switchRecallRule: command({
    summary: "Switches a rule on, so that whom it means is asked each night, or off",
    permission: "outreach.manage",
    input: z.strictObject({ ruleId: id("recall-rule"), version, on: z.boolean() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
  lookForRecalls: command({
    summary: "Looks through the charts for whom a rule means now",
    permission: "outreach.manage",
    input: z.strictObject({ ruleId: id("recall-rule") }),
    output: z.object({}),
    errors: ["not-found"],
  }),
  listRecallMatches: query({
    summary: "Whom a rule means now, and what becomes of each",
    permission: "outreach.manage",
    input: z.strictObject({ ruleId: id("recall-rule"), text: z.string().max(80), ...paging }),
    output: z.object({
      matches: z.array(recallMatch),
      next: z.string().nullable(),
      /** With the first page: how many there are of each fate. */
      all: z.object({ count: z.int(), fates: z.partialRecord(recallFate, z.int()) }).nullable(),
      /** The charts are being looked through. */
      looking: z.boolean(),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.matches.map((one) => one.patientId),
  }),
  listRecalls: query({
    summary: "Patients who are asked to come: who is to be called first",
    permission: "outreach.read",
    input: z.strictObject({
      list: recallList,
      ruleId: id("recall-rule").nullable(),
      text: z.string().max(80),
      ...paging,
    }),
    output: z.object({
      recalls: z.array(recall),
      next: z.string().nullable(),
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) => output.recalls.map((one) => one.patientId),
  }),
  getRecall: query({
    summary: "A patient's recall with all that was done",
    permission: "outreach.read",
    input: z.strictObject({ recallId: id("recall") }),
    output: recall.extend({ history: z.array(recallEntry) }),
    errors: ["not-found", "not-allowed"],
    patients: (_, output) => [output.patientId],
  }),
  logRecallCall: command({
    summary: "Writes down what came of a call about a recall",
    permission: "outreach.call",
    input: z.strictObject({
      entryId: id("recall-entry"),
      recallId: id("recall"),
      version,
      outcome: recallCallOutcome,
      /** With "later": from which day on the patient is called again. */
      laterOn: localDate.nullable(),
      note: optionalText(500),
    }),
    output: z.object({ version, patientId: id("patient") }),
    errors: ["not-found", "not-allowed", "stale-version", "already-recorded", "recall-over"],
    patients: (_, output) => [output.patientId],
  }),
  stopRecall: command({
    summary: "Ends a recall: the patient is not asked again for its reasons until their time has come",
    permission: "outreach.call",
    input: z.strictObject({
      entryId: id("recall-entry"),
      recallId: id("recall"),
      version,
      because: text(200),
    }),
    output: z.object({ version, patientId: id("patient") }),
    errors: ["not-found", "not-allowed", "stale-version", "already-recorded", "recall-over"],
    patients: (_, output) => [output.patientId],
  }),
  undoRecallEntry: command({
    summary: "Takes the last thing that a person did about a recall back: it stays on record as undone",
    permission: "outreach.call",
    input: z.strictObject({ entryId: id("recall-entry") }),
    output: z.object({ version, patientId: id("patient") }),
    errors: ["not-found", "not-allowed", "stale-version"],
    patients: (_, output) => [output.patientId],
  }),
};

/** Whom does a rule mean? Charting answers by `recallFound`. */
export const recallAsked = event(
  "messaging.recall-asked.v1",
  z.object({
    askId: id("recall-ask"),
    ruleId: id("recall-rule"),
    ruleVersion: version,
    condition: recallCondition,
  }),
  (p) => ({ ruleId: p.ruleId }),
  "outreach.manage",
  [],
);

/** A rule, whom it means, or a patient's recall changed. */
export const recallsChanged = event(
  "messaging.recalls-changed.v1",
  z.object({ ruleId: id("recall-rule") }),
  (p) => ({ ruleId: p.ruleId }),
  "outreach.read",
  [
    "messaging.listRecallRules",
    "messaging.getRecallRule",
    "messaging.listRecallMatches",
    "messaging.listRecalls",
    "messaging.getRecall",
  ],
);
