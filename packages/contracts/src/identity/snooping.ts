import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, instant, localDate, localTime, text, version } from "../schema.ts";

/** Who opened a record, and whether there was a reason to: scored from the audit trail, and reviewed by a person. */

export const snoopReasonKind = z.enum([
  "own-record",
  "colleague",
  "same-family-name",
  "same-address",
  "restricted",
  "break-glass",
  "no-work",
  "after-hours",
  "many-at-once",
]);
export type SnoopReasonKind = z.output<typeof snoopReasonKind>;

const points = z.int().min(0, { error: "Enter 0 or more." }).max(20, { error: "Enter at most 20." });

/** What counts how much. The practice changes it; each change is a version. */
export const snoopPolicy = z.object({
  points: z.record(snoopReasonKind, points),
  /** From how many points on an access is in the list. */
  listedFrom: z.int().min(1, { error: "Enter 1 or more." }).max(50, { error: "Enter at most 50." }),
  /** The practice is open from and until; Saturdays and Sundays are after hours. */
  opens: localTime,
  closes: localTime,
  /** How many days before and after an access a visit, or work on the record, is a reason. */
  workDays: z.int().min(0, { error: "Enter 0 or more." }).max(90, { error: "Enter at most 90." }),
  /** From how many patients within ten minutes on it is many at once. */
  manyFrom: z.int().min(2, { error: "Enter 2 or more." }).max(500, { error: "Enter at most 500." }),
  /** 0 where the practice has said nothing yet. */
  version: z.int().min(0),
});
export type SnoopPolicy = z.output<typeof snoopPolicy>;

const reason = z.object({ kind: snoopReasonKind, points: z.int() });

const review = z.object({
  outcome: z.enum(["cleared", "escalated"]),
  note: z.string(),
  by: z.string(),
  at: instant,
  version,
});

/** What one person opened of one patient on one day. */
export const snoopFinding = z.object({
  staffId: id("staff"),
  patientId: id("patient"),
  day: localDate,
  score: z.int(),
  reasons: z.array(reason),
  reads: z.int(),
  firstAt: instant,
  lastAt: instant,
  /** Whether it is known here who the patient is; without it no name and no address was compared. */
  known: z.boolean(),
  review: review.nullable(),
});
export type SnoopFinding = z.output<typeof snoopFinding>;

export const snoopingOperations = {
  snoopingReport: query({
    summary: "Records that were opened without a plain reason, by score and reasons; a week a page, newest first",
    permission: "glass.review",
    input: z.strictObject({
      /** The last day of the page; null for today. */
      until: localDate.nullable(),
    }),
    output: z.object({
      findings: z.array(snoopFinding),
      from: localDate,
      until: localDate,
      /** The last day of the next page; null where the trail begins. */
      next: localDate.nullable(),
      /** How many openings were looked at. */
      looked: z.int(),
      /** There were more in these days than are looked at together: the highest number of reads first. */
      cut: z.boolean(),
    }),
    patients: (_, output) => output.findings.map((one) => one.patientId),
  }),
  reviewAccess: command({
    summary: "Says of an access that it had a reason, or has it looked into",
    permission: "glass.review",
    input: z.strictObject({
      staffId: id("staff"),
      patientId: id("patient"),
      day: localDate,
      outcome: review.shape.outcome,
      note: text(500),
      /** Of the review that was seen; null where there was none. */
      version: version.nullable(),
    }),
    output: z.object({ version }),
    errors: ["stale-version", "own-access", "not-found"],
    about: (input) => [input.patientId],
  }),
  getSnoopingPolicy: query({
    summary: "What counts how much in the report of accesses",
    permission: "glass.review",
    input: z.strictObject({}),
    output: snoopPolicy,
  }),
  saveSnoopingPolicy: command({
    summary: "Sets what counts how much in the report of accesses",
    permission: "glass.review",
    fresh: true,
    input: snoopPolicy.strict(),
    output: z.object({ version }),
    errors: ["stale-version", "invalid-input"],
  }),
};

/** Somebody has to look into an access. It names nobody: whose record it was stands in the report. */
export const accessEscalated = event(
  "identity.access-escalated.v1",
  z.object({ reviewId: id("access-review"), day: localDate, by: z.string() }),
  (p) => ({ reviewId: p.reviewId }),
  "glass.review",
  ["identity.snoopingReport"],
);

export const accessReviewed = event(
  "identity.access-reviewed.v1",
  z.object({ reviewId: id("access-review") }),
  (p) => ({ reviewId: p.reviewId }),
  "glass.review",
  ["identity.snoopingReport"],
);
