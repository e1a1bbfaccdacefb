import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { patientHoldings } from "../patient-merges.ts";
import { id, instant, optionalText, text, version } from "../schema.ts";
import { patient } from "./patients.ts";

/** Two records of one person: the queue of pairs, merging, and taking a merge back. */

/** How a pair came into the queue. */
export const pairSource = z.enum(["sweep", "proposed", "registration"]);

const pairOf = { firstId: id("patient"), secondId: id("patient") };

export const duplicatePair = z.object({
  first: patient,
  second: patient,
  /** 0 to 100, as registration counts it (SCH-3), and what speaks for it. */
  score: z.int(),
  because: z.array(z.string()),
  source: pairSource,
  foundAt: instant,
  /** Who proposes the merge, and why. */
  proposed: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
  dismissed: z.object({ by: z.string(), at: instant, because: z.string() }).nullable(),
  version,
});

export const patientMerge = z.object({
  mergeId: id("merge"),
  survivor: patient,
  duplicate: patient,
  reason: z.string(),
  mergedAt: instant,
  mergedBy: z.string(),
  undone: z.object({ by: z.string(), at: instant, because: z.string() }).nullable(),
  /** What has moved, service by service; what is not named is on its way. */
  services: z.array(
    z.object({
      service: z.string(),
      moved: z.int(),
      aside: z.array(z.object({ what: z.string(), count: z.int() })),
    }),
  ),
});

export type DuplicatePair = z.output<typeof duplicatePair>;
export type MergeEntry = z.output<typeof patientMerge>;

const both = (input: { readonly firstId: string; readonly secondId: string }) =>
  [input.firstId, input.secondId] as never;
const written = z.object({ version });

export const mergeOperations = {
  patientHoldings,
  listDuplicates: query({
    summary:
      "Pairs of records that may be one person: proposed ones first, then the likeliest; or those said to be two people",
    permission: "duplicate.review",
    input: z.strictObject({ dismissed: z.boolean(), ...paging }),
    output: z.object({
      pairs: z.array(duplicatePair),
      next: z.string().nullable(),
      /** Of all, with the first page. */
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) => output.pairs.flatMap((pair) => [pair.first.patientId, pair.second.patientId]),
  }),
  comparePatients: query({
    summary: "Two records side by side, with what registration's score says of them",
    permission: "duplicate.review",
    input: z.strictObject(pairOf),
    output: duplicatePair.pick({ first: true, second: true, score: true, because: true }),
    errors: ["not-found"],
    about: both,
  }),
  proposeMerge: command({
    summary: "Puts two records before the manager as one person",
    permission: "duplicate.review",
    input: z.strictObject({ ...pairOf, note: text(200) }),
    output: written,
    errors: ["not-found", "patient-merged"],
    about: both,
  }),
  dismissDuplicate: command({
    summary: "Says that two records are two people",
    permission: "duplicate.review",
    input: z.strictObject({ ...pairOf, version, because: text(200) }),
    output: written,
    errors: ["not-found", "stale-version"],
    about: both,
  }),
  takeUpDuplicate: command({
    summary: "Takes a pair up again that was said to be two people",
    permission: "duplicate.review",
    input: z.strictObject({ ...pairOf, version }),
    output: written,
    errors: ["not-found", "stale-version"],
    about: both,
  }),
  mergePatients: command({
    summary: "Makes two records of one person one: all of the duplicate's goes to the survivor",
    permission: "patient.merge",
    input: z.strictObject({
      mergeId: id("merge"),
      survivorId: id("patient"),
      duplicateId: id("patient"),
      reason: optionalText(200),
    }),
    output: z.object({ mergeId: id("merge") }),
    errors: [
      "not-found",
      "already-merged",
      "already-recorded",
      "merge-reason-required",
      "merge-overlap",
      "merge-both-wait",
      "record-closed",
    ],
    mergedToo: true,
    about: (input) => [input.survivorId, input.duplicateId],
  }),
  unmergePatients: command({
    summary: "Takes a merge back: each record has again what it had",
    permission: "patient.merge",
    input: z.strictObject({ mergeId: id("merge"), because: optionalText(200) }),
    output: z.object({ survivorId: id("patient"), duplicateId: id("patient") }),
    errors: ["not-found"],
    patients: (_, output) => [output.survivorId, output.duplicateId],
  }),
  listMerges: query({
    summary: "Merges that were done, the latest first, with what has moved",
    permission: "duplicate.review",
    input: z.strictObject({ patientId: id("patient").nullable(), ...paging }),
    output: z.object({
      merges: z.array(patientMerge),
      next: z.string().nullable(),
      all: z.object({ count: z.int() }).nullable(),
    }),
    mergedToo: true,
    patients: (_, output) => output.merges.flatMap((one) => [one.survivor.patientId, one.duplicate.patientId]),
  }),
};

const merged = z.object({
  mergeId: id("merge"),
  survivorId: id("patient"),
  duplicateId: id("patient"),
  /** When they were merged, also in the event that takes it back: of two merges the newer counts. */
  mergedAt: instant,
  by: z.string(),
  at: instant,
});

const staleByMerge = ["scheduling", "charting", "billing", "messaging"] as const;

export const patientsMerged = event(
  "scheduling.patients-merged.v1",
  merged,
  (m) => ({ mergeId: m.mergeId }),
  "patient.read",
  staleByMerge,
);

export const patientsUnmerged = event(
  "scheduling.patients-unmerged.v1",
  merged,
  (m) => ({ mergeId: m.mergeId }),
  "patient.read",
  staleByMerge,
);

/** The queue of pairs is another. */
export const duplicatesChanged = event(
  "scheduling.duplicates-changed.v1",
  z.object({ at: instant }),
  () => ({}),
  "duplicate.review",
  ["scheduling.listDuplicates"],
);
