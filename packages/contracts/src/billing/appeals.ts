import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { cents, id, instant, localDate, optionalText, personName, sumOfCents, text, version } from "../schema.ts";
import { aboutClaim } from "./claims.ts";

/** Appeals: a letter against a refusal, from its draft to what the payer answered. */

/**
 * Where an appeal stands.
 * - `draft` is written, `dropped` was given up before it was sent.
 * - `sent` waits for the payer; `information-requested` waits for us.
 * - `overturned` and `partly` wait for the payer's new decision (835); `settled` has it.
 * - `upheld` and `withdrawn` leave the refusal open again.
 */
export const appealStatus = z.enum([
  "draft",
  "dropped",
  "sent",
  "information-requested",
  "overturned",
  "partly",
  "upheld",
  "withdrawn",
  "settled",
]);
export type AppealStatus = z.output<typeof appealStatus>;

/** What the payer is told that it should have done. */
export const appealGrounds = z.enum([
  "timely-filing",
  "authorization",
  "referral",
  "medical-necessity",
  "bundled",
  "duplicate",
  "eligibility",
  "network",
  "credentialing",
  "coding",
  "non-covered",
  "records",
  "other",
]);
export type AppealGrounds = z.output<typeof appealGrounds>;

/** Papers that are made from the record. */
export const recordPaper = z.enum(["note", "acknowledgment", "claim", "remittance"]);
export type RecordPaper = z.output<typeof recordPaper>;

/** How a letter goes: by the clearinghouse, by fax, or by a person (portal, mail), who says on which day. */
export const appealWay = z.enum(["electronic", "fax", "by-hand"]);
export type AppealWay = z.output<typeof appealWay>;

export const appealOutcome = z.enum(["upheld", "overturned", "partly", "information"]);

const letterKind = z.enum(["appeal", "correction", "information", "withdrawal"]);

export const appealLetter = z.object({
  letterId: id("letter"),
  kind: letterKind,
  way: appealWay,
  fax: z.string().nullable(),
  because: z.string().nullable(),
  pages: z.int(),
  /** `queued` until it has left the house. */
  status: z.enum(["queued", "sent"]),
  sentOn: localDate,
  at: instant,
  by: z.string(),
});

export const appealAnswer = z.object({
  answerId: id("answer"),
  outcome: appealOutcome,
  answeredOn: localDate,
  /** By when the payer wants what it asked for. */
  dueOn: localDate.nullable(),
  words: z.string(),
  at: instant,
  by: z.string(),
  /** Why it was taken back, where it was. */
  takenBackBecause: z.string().nullable(),
});

export const appealRow = z.object({
  appealId: id("appeal"),
  denialId: id("denial"),
  claimId: id("claim"),
  claimNumber: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  serviceDate: localDate,
  group: z.string(),
  reason: z.string(),
  amount: cents,
  level: z.int(),
  levelName: z.string(),
  grounds: appealGrounds,
  status: appealStatus,
  /** The last day on which this level can be asked for. */
  dueOn: localDate.nullable(),
  /** When somebody has to look again; null where nothing is left to do. */
  followUpOn: localDate.nullable(),
  ownerId: id("staff").nullable(),
  ownerName: z.string().nullable(),
  sentOn: localDate.nullable(),
  outcome: z.enum(["upheld", "overturned", "partly", "decided-anew"]).nullable(),
  version,
});

export const appeal = appealRow.extend({
  /** What stands above the letter's text, from the record. */
  head: z.array(z.object({ label: z.string(), value: z.string() })),
  body: z.string(),
  authorization: z.string().nullable(),
  papers: z.array(recordPaper),
  /** What the record has for each paper, in words; null where it has nothing. */
  available: z.array(z.object({ paper: recordPaper, what: z.string(), has: z.boolean() })),
  attached: z.array(z.object({ paperId: id("paper"), name: z.string(), kilobytes: z.int() })),
  /** What a person should know before it is sent. */
  warnings: z.array(z.object({ field: z.string(), message: z.string() })),
  levels: z.array(z.object({ name: z.string(), days: z.int(), answerDays: z.int() })),
  way: appealWay,
  fax: z.string().nullable(),
  remarks: z.array(z.string()),
  encounterId: id("encounter"),
  denialStatus: z.string(),
  letters: z.array(appealLetter),
  answers: z.array(appealAnswer),
});

const faxNumber = z.string().regex(/^\d{10}$/, { error: "Enter a fax number of ten digits." });
const of = { appealId: id("appeal"), version };
const state = z.object({ status: appealStatus, version });

/** Of one attachment, and of all of an appeal: what payers' portals and fax lines take. */
export const ATTACHMENT_BYTES_MAX = 4_000_000;
export const ATTACHMENTS_BYTES_MAX = 12_000_000;

export const appealOperations = {
  listAppeals: query({
    summary: "Appeals to follow, the nearest day first",
    permission: "claim.read",
    input: z.strictObject({
      /** `due` is what somebody has to look at today; `open` also what waits. */
      show: z.enum(["due", "open", "settled"]),
      ownerId: id("staff").nullable(),
      /** Words of a name, a claim's number, a payer, a reason, an amount or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      ...paging,
    }),
    output: z.object({
      appeals: z.array(appealRow),
      next: z.string().nullable(),
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.appeals.map((one) => one.patientId),
  }),
  getAppeal: query({
    summary: "One appeal with its letter, papers, answers and levels",
    permission: "claim.read",
    input: z.strictObject({ appealId: id("appeal") }),
    output: appeal,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  appealsOfDenial: query({
    summary: "The appeals against one refusal, and earlier ones of its claim for the same reason",
    permission: "claim.read",
    input: z.strictObject({ denialId: id("denial") }),
    output: z.array(appealRow),
    errors: ["not-found"],
    patients: (_, output) => output.map((one) => one.patientId),
  }),
  draftAppeal: command({
    summary: "Drafts an appeal from the record",
    permission: "claim.write",
    input: z.strictObject({ appealId: id("appeal"), denialId: id("denial") }),
    output: state,
    errors: ["not-found", "claim-not-ready", "already-recorded", "no-level-left"],
  }),
  saveAppeal: command({
    summary: "Keeps the text of an appeal's next letter, its grounds and papers",
    permission: "claim.write",
    // Letters with accents and line ends take more than a byte each.
    bytesMax: 32_768,
    input: z.strictObject({
      ...of,
      grounds: appealGrounds,
      body: optionalText(12_000),
      authorization: z
        .string()
        .regex(/^[0-9A-Za-z-]{1,50}$/, { error: "Enter letters, digits and hyphens." })
        .nullable(),
      papers: z.array(recordPaper).max(4),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  redraftAppeal: command({
    summary: "Drafts the text anew from the record, for the grounds that are chosen now",
    permission: "claim.write",
    input: z.strictObject({ ...of, grounds: appealGrounds }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  attachNote: command({
    summary: "Attaches the signed note; it is checked against the seal that billing was told",
    permission: "claim.write",
    bytesMax: 1_048_576,
    anyText: true,
    input: z.strictObject({ ...of, sealed: z.string().min(2).max(1_000_000) }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready", "note-not-sealed"],
  }),
  attachFile: command({
    summary: "Attaches a PDF or a picture that a person has",
    permission: "claim.write",
    bytesMax: 6_000_000,
    input: z.strictObject({
      ...of,
      paperId: id("paper"),
      name: text(120),
      /** Base64 of a PDF, PNG or JPEG. */
      content: z
        .string()
        .min(1)
        .max(Math.ceil((ATTACHMENT_BYTES_MAX * 4) / 3) + 4, { error: "The file is larger than 4 MB." })
        .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: "This is no file." }),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  removeAttachment: command({
    summary: "Takes an attachment out of the next letter; letters that were sent keep theirs",
    permission: "claim.write",
    input: z.strictObject({ ...of, paperId: id("paper") }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  appealPdf: query({
    summary: "A letter that was sent, or the next one as it would go, with its attachments",
    permission: "claim.read",
    input: z.strictObject({ appealId: id("appeal"), letterId: id("letter").nullable() }),
    output: z.object({ patientId: id("patient"), name: z.string(), pages: z.int(), pdf: z.string() }),
    errors: ["not-found", "letter-not-printable"],
    patients: (_, output) => [output.patientId],
  }),
  sendAppeal: command({
    summary: "Sends the letter: the appeal, a correction of it, or what the payer asked for",
    permission: "claim.write",
    input: z.strictObject({
      ...of,
      letterId: id("letter"),
      way: appealWay,
      fax: faxNumber.nullable(),
      /** Of a letter that a person brings to the portal or the mail. */
      sentOn: localDate.nullable(),
      /** Why a sent letter is corrected, or why the appeal is late. */
      because: optionalText(300).nullable(),
    }),
    output: state,
    errors: ["not-found", "stale-version", "claim-not-ready", "letter-not-printable", "in-the-future"],
  }),
  withdrawAppeal: command({
    summary: "Drops a draft, or withdraws a sent appeal by a letter; the refusal is open again",
    permission: "claim.write",
    input: z.strictObject({ ...of, letterId: id("letter"), because: text(300) }),
    output: state,
    errors: ["not-found", "stale-version", "claim-not-ready", "letter-not-printable"],
  }),
  recordAppealAnswer: command({
    summary: "What the payer answered, by letter, telephone or portal",
    permission: "claim.write",
    input: z.strictObject({
      ...of,
      answerId: id("answer"),
      outcome: appealOutcome,
      answeredOn: localDate,
      dueOn: localDate.nullable(),
      words: optionalText(1000),
    }),
    output: state,
    errors: ["not-found", "stale-version", "claim-not-ready", "in-the-future"],
  }),
  takeBackAppealAnswer: command({
    summary: "Takes back the last answer that was recorded by mistake, as an entry of its own",
    permission: "claim.write",
    input: z.strictObject({ ...of, answerId: id("answer"), because: text(300) }),
    output: state,
    errors: ["not-found", "stale-version", "claim-not-ready", "already-recorded"],
  }),
  followAppeal: command({
    summary: "Says who follows an appeal, and when to look again",
    permission: "claim.write",
    input: z.strictObject({ ...of, ownerId: id("staff").nullable(), followUpOn: localDate.nullable() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
};

export const appealChanged = event(
  "billing.appeal-changed.v1",
  z.object({
    appealId: id("appeal"),
    denialId: id("denial"),
    claimId: id("claim"),
    patientId: id("patient"),
    level: z.int(),
    status: appealStatus,
  }),
  aboutClaim,
  "claim.read",
  ["billing"],
);
