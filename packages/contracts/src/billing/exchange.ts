import { z } from "zod";
import { command, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, text } from "../schema.ts";

/** Files that went to or came from the clearinghouse. */

export const exchangeFile = z.object({
  fileId: id("file"),
  name: z.string(),
  kind: z.enum(["270", "271", "837", "TA1", "999", "277CA", "276", "277", "835", "appeal", "appeal-answer", "other"]),
  direction: z.enum(["out", "in"]),
  status: z.enum(["queued", "sent", "received", "processed", "quarantined"]),
  at: instant,
  /** Why it is in quarantine. */
  problem: z.string().nullable(),
  /** What there is to say about it that is no fault. */
  note: z.string().nullable(),
});

export const exchangeOperations = {
  listFiles: query({
    summary: "What was exchanged with the clearinghouse",
    permission: "remittance.read",
    input: z.strictObject({ kind: exchangeFile.shape.kind.nullable(), ...paging }),
    output: z.object({ files: z.array(exchangeFile), next: z.string().nullable() }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  getFile: query({
    summary: "One exchanged file as it was sent or received",
    permission: "remittance.read",
    input: z.strictObject({ fileId: id("file") }),
    output: exchangeFile.extend({ content: z.string() }),
    errors: ["not-found"],
    // Only the service can tell whom a file is about, and names them; the entry is made in any case.
    patients: () => [],
  }),
  receiveFile: command({
    summary: "Takes a file that a person has: a 271, 999, 277CA or 835",
    permission: "remittance.post",
    // Below what the bus carries (8 MiB, infra/src/nats-config.ts): what is larger is refused at the door, with words.
    bytesMax: 8_000_000,
    anyText: true,
    input: z.strictObject({
      fileId: id("file"),
      name: text(120),
      content: z
        .string()
        .min(1)
        .max(7_000_000, { error: "The file is larger than 7 MB. Split it first: npm run practicum -- x12 split." }),
    }),
    output: z.object({
      fileId: id("file"),
      kind: exchangeFile.shape.kind,
      status: exchangeFile.shape.status,
      problem: z.string().nullable(),
      note: z.string().nullable(),
    }),
    errors: ["file-unreadable", "file-out-of-balance", "already-posted"],
  }),
};
