import { z } from "zod";
import { actorKinds } from "../actor.ts";
import { query } from "../operation.ts";
import { id, instant } from "../schema.ts";

/** The audit trail and its chain. */

export const auditEntry = z.object({
  sequence: z.int(),
  /** When it was, as the service says it. */
  at: instant,
  /** When identity entered it; null in entries of before that was kept. */
  receivedAt: instant.nullable(),
  actorKind: z.enum(actorKinds),
  actorName: z.string(),
  staffId: id("staff").nullable(),
  service: z.string(),
  operation: z.string(),
  kind: z.enum(["command", "query"]),
  permission: z.string(),
  patientIds: z.array(id("patient")),
  /** Whose account it was about, where that is another person's. */
  aboutStaffId: id("staff").nullable(),
  outcome: z.string(),
  hash: z.string(),
});

/** The number of an entry of the audit trail, and the hash of the chain there. */
const chainHead = z.strictObject({ sequence: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });

export const auditOperations = {
  auditTrail: query({
    summary: "Who did and opened what, newest first",
    permission: "audit.read",
    input: z.strictObject({
      patientId: id("patient").nullable(),
      staffId: id("staff").nullable(),
      from: instant,
      to: instant,
      /** Entries before this sequence number; null for the newest. */
      before: z.int().nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ entries: z.array(auditEntry), next: z.int().nullable() }),
    about: (input) => [input.patientId],
  }),
  exportAuditTrail: query({
    summary: "The audit trail of a span of time as CSV, with its hashes and without names of patients",
    permission: "audit.read",
    takesOut: true,
    input: z.strictObject({
      patientId: id("patient").nullable(),
      staffId: id("staff").nullable(),
      from: instant,
      to: instant,
    }),
    output: z.object({
      name: z.string(),
      csv: z.string(),
      entries: z.int(),
      /** There are more than a file takes: the newest are in it. Ask for a shorter span. */
      cut: z.boolean(),
    }),
    about: (input) => [input.patientId],
  }),
  auditHead: query({
    summary: "Where the audit trail's chain ends, for who keeps its heads outside the database",
    permission: "audit.verify",
    input: z.strictObject({
      /** The head that was kept last. */
      contained: chainHead.nullable(),
    }),
    output: z.object({
      head: chainHead.nullable(),
      /** Whether the chain contains the one asked about; without one it is true. */
      contains: z.boolean(),
    }),
  }),
  verifyAuditChain: query({
    summary: "Recomputes a page of the audit trail's hash chain; the last page compares with what is kept outside",
    permission: "audit.verify",
    input: z.strictObject({
      /** `next` of the page before; absent at the start of the chain. */
      after: chainHead.optional(),
      limit: z.int().min(1).max(10_000).default(10_000),
    }),
    output: z.object({
      /** Recomputed so far, from the start of the chain. */
      entries: z.int(),
      head: z.string(),
      brokenAt: z.int().nullable(),
      checkedAt: instant,
      /** Where the next page goes on; null at the end. */
      next: chainHead.nullable(),
      /** The heads kept outside the database; null before the last page. */
      anchor: z
        .object({
          /** The oldest: a change made before it was kept cannot be told. Null: none is kept. */
          since: z.object({ entry: z.int(), at: instant }).nullable(),
          /** The newest: whether something after it was cut off cannot be told yet. */
          until: z.object({ entry: z.int(), at: instant }).nullable(),
          /** The last one was not written to its end and is left out. */
          cutShort: z.boolean(),
          /** Heads that the chain does not contain any more. That was found, and stands for good, however the chain goes on. */
          gone: z.array(z.object({ entry: z.int(), at: instant })),
        })
        .nullable(),
    }),
  }),
};
