import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { birthDate } from "../scheduling/patients.ts";
import { address, id, instant, localDate, personName, phone, sex, text, version } from "../schema.ts";

/** Rosters: the people of a campaign, as a plan's list has them. */

/** As many as one file may have; more come in several files. */
export const ROSTER_MAX = 2500;
const PHONES_MAX = 3;

/** A person of a list, as much as is known. */
export const rosterPerson = z.strictObject({
  /** Of the plan. The same number is one person of a campaign. */
  memberNumber: text(40),
  name: personName,
  birthDate,
  sex,
  phones: z.array(phone).max(PHONES_MAX),
  /** BCP 47. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, { error: "Enter a language, as en or es." }),
  address: address.nullable(),
});

export const rosterRow = rosterPerson.extend({
  /** Of the file, counted from 1. */
  line: z.int().min(1).max(1_000_000),
});

/** A line that was left out, and why: in words, without what stands there. */
export const refusedLine = z.strictObject({ line: z.int().min(1).max(1_000_000), because: text(160) });

/** Whether a person of the list is known here. */
export const memberMatch = z.enum(["pending", "new", "matched", "unsure"]);

/** Where a person of a campaign stands. */
export const memberState = z.enum([
  "waiting",
  "yes",
  "declined",
  "unreachable",
  "no-number",
  "gone",
  "do-not-call",
  "withdrawn",
]);

export const attemptOutcome = z.enum([
  "booked",
  "declined",
  "callback",
  "left-message",
  "no-answer",
  "wrong-number",
  "language-needed",
  "gone",
  "do-not-call",
]);
export type AttemptOutcome = z.output<typeof attemptOutcome>;

export const attempt = z.object({
  attemptId: id("attempt"),
  at: instant,
  by: z.string(),
  phone: z.string().nullable(),
  outcome: attemptOutcome,
  callbackAt: instant.nullable(),
  note: z.string(),
  undoneAt: instant.nullable(),
  undoneBy: z.string().nullable(),
});

/** A patient who may be the person of the list. */
const likePatient = z.object({
  patientId: id("patient"),
  name: personName,
  birthDate: localDate,
  mrn: z.string(),
  phone: z.string().nullable(),
  score: z.int(),
  because: z.array(z.string()),
});

export const member = rosterPerson.extend({
  memberId: id("member"),
  campaignId: id("campaign"),
  line: z.int(),
  match: memberMatch,
  /** For the review: who the person may be. */
  candidates: z.array(likePatient),
  patientId: id("patient").nullable(),
  state: memberState,
  attempts: z.int(),
  /** Not called before that. */
  notBefore: instant,
  callback: z.boolean(),
  lastAt: instant.nullable(),
  lastOutcome: attemptOutcome.nullable(),
  /** The visit that was booked since the campaign began. */
  visitAt: instant.nullable(),
  /** Who has the card open now. */
  heldBy: z.string().nullable(),
  version,
});

const memberList = z.enum(["all", "waiting", "review", "yes", "yes-no-visit", "declined", "closed", "do-not-call"]);

const memberNumbers = z.array(text(40)).max(ROSTER_MAX, { error: `Take at most ${ROSTER_MAX} people at once.` });

export const rosterOperations = {
  compareRoster: query({
    summary: "Compares a plan's list with a campaign's: who is on it already, and who is in the plan no more",
    permission: "outreach.manage",
    bytesMax: 262_144,
    input: z.strictObject({
      campaignId: id("campaign"),
      memberNumbers,
      /** Whom the list says the plan has no more. */
      ended: memberNumbers,
      /** The list has everybody: who is not on it is not in the plan. */
      isWhole: z.boolean(),
    }),
    output: z.object({
      already: z.int(),
      gone: z.array(
        z.object({
          memberId: id("member"),
          patientId: id("patient").nullable(),
          memberNumber: z.string(),
          name: personName,
        }),
      ),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.gone.map((one) => one.patientId),
  }),
  importRoster: command({
    summary: "Adds the people of a plan's list to a campaign",
    permission: "outreach.manage",
    bytesMax: 2_097_152,
    input: z.strictObject({
      rosterId: id("roster"),
      campaignId: id("campaign"),
      fileName: text(120),
      rows: z
        .array(rosterRow)
        .min(1, { error: "There is no row that can be taken." })
        .max(ROSTER_MAX, { error: `Take at most ${ROSTER_MAX} rows at once.` }),
      refused: z.array(refusedLine).max(ROSTER_MAX),
    }),
    output: z.object({
      added: z.int(),
      /** On the campaign's list already, or twice in the file: by the member number. */
      already: z.int(),
    }),
    errors: ["not-found", "already-recorded"],
  }),
  undoRoster: command({
    summary: "Takes a whole import back: nobody of it is called any more",
    permission: "outreach.manage",
    input: z.strictObject({ rosterId: id("roster") }),
    output: z.object({ withdrawn: z.int() }),
    errors: ["not-found"],
  }),
  listRosters: query({
    summary: "A campaign's imports, the newest first, with the lines that were left out",
    permission: "outreach.read",
    input: z.strictObject({
      campaignId: id("campaign"),
      before: paging.before.default(null),
      limit: paging.limit.default(20),
    }),
    output: z.object({
      rosters: z.array(
        z.object({
          rosterId: id("roster"),
          fileName: z.string(),
          at: instant,
          by: z.string(),
          added: z.int(),
          already: z.int(),
          /** Being looked up among the patients. */
          pending: z.int(),
          matched: z.int(),
          toReview: z.int(),
          called: z.int(),
          refused: z.array(refusedLine),
          undoneAt: instant.nullable(),
          undoneBy: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  listMembers: query({
    summary: "The people of a campaign",
    permission: "outreach.read",
    input: z.strictObject({
      campaignId: id("campaign"),
      list: memberList,
      /** Words of the name or the member number; each must fit. */
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      members: z.array(member),
      next: z.string().nullable(),
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) =>
      output.members.flatMap((one) => [one.patientId, ...one.candidates.map((c) => c.patientId)]),
  }),
  getMember: query({
    summary: "A person of a campaign with all attempts",
    permission: "outreach.read",
    input: z.strictObject({ memberId: id("member") }),
    output: member.extend({ history: z.array(attempt) }),
    errors: ["not-found"],
    patients: (_, output) => [output.patientId, ...output.candidates.map((one) => one.patientId)],
  }),
  linkMember: command({
    summary: "Says which patient a person of the list is, or that it is nobody who is here",
    permission: "outreach.call",
    input: z.strictObject({ memberId: id("member"), patientId: id("patient").nullable() }),
    output: z.object({ version }),
    errors: ["not-found"],
    about: (input) => [input.patientId],
  }),
};

/** People came onto a list: scheduling looks whether they are patients. A part of the list at a time. */
export const rosterAdded = event(
  "messaging.roster-added.v1",
  z.object({
    campaignId: id("campaign"),
    people: z
      .array(
        z.object({
          memberId: id("member"),
          family: z.string(),
          given: z.string(),
          birthDate: localDate,
          phones: z.array(z.string()),
        }),
      )
      .max(100),
  }),
  (p) => ({ campaignId: p.campaignId }),
  "outreach.read",
  [],
);
