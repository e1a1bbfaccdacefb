import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type InquiryRow = Omit<Selectable<BillingSchema["claim_inquiry"]>, "sequence">;

const COLUMNS = [
  "inquiry_id",
  "claim_id",
  "trace",
  "asked_at",
  "asked_by",
  "file_id",
  "answered_at",
  "answer_file_id",
  "outcome",
  "codes",
  "words",
] as const;

export async function insertInquiries(
  tx: BillingTx,
  rows: readonly Pick<InquiryRow, "inquiry_id" | "claim_id" | "trace" | "asked_at" | "asked_by" | "file_id">[],
): Promise<void> {
  await tx
    .insertInto("claim_inquiry")
    .values(
      rows.map((row) => ({ ...row, answered_at: null, answer_file_id: null, outcome: null, codes: null, words: null })),
    )
    .execute();
}

/** What a payer was asked about a claim, the latest first. */
export async function inquiriesOf(tx: BillingTx, claimId: string): Promise<InquiryRow[]> {
  return tx
    .selectFrom("claim_inquiry")
    .select(COLUMNS)
    .where("claim_id", "=", claimId)
    .orderBy("sequence", "desc")
    .execute();
}

/** The question of a trace, or else the latest open one about a claim of that number; kept from others until the transaction ends. */
export async function lockInquiry(
  tx: BillingTx,
  by: { readonly trace: string; readonly numbers: readonly string[] },
): Promise<InquiryRow | null> {
  const asked = tx.selectFrom("claim_inquiry").select(COLUMNS).forUpdate();
  const byTrace = await asked.where("trace", "=", by.trace).executeTakeFirst();
  if (byTrace || by.numbers.length === 0) return byTrace ?? null;
  const byNumber = await asked
    .where("answered_at", "is", null)
    .where("claim_id", "in", (eb) => eb.selectFrom("claim").select("claim_id").where("number", "in", by.numbers))
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return byNumber ?? null;
}

export async function writeInquiryAnswer(
  tx: BillingTx,
  inquiryId: string,
  answer: {
    readonly at: Instant;
    readonly fileId: string;
    readonly outcome: NonNullable<InquiryRow["outcome"]>;
    readonly codes: readonly string[];
    readonly words: string;
  },
): Promise<void> {
  await tx
    .updateTable("claim_inquiry")
    .set({
      answered_at: answer.at,
      answer_file_id: answer.fileId,
      outcome: answer.outcome,
      codes: json([...answer.codes]),
      words: answer.words,
    })
    .where("inquiry_id", "=", inquiryId)
    .execute();
}

/** Of what went out in a file, or of one claim, those of a payer that have no decision yet and were not asked after since a moment. */
export async function claimsWithoutAnswer(
  tx: BillingTx,
  of: {
    readonly fileId: string | null;
    readonly claimId: string | null;
    readonly payerId: string;
    readonly notSince: Instant;
  },
): Promise<{ readonly open: number; readonly ask: string[] }> {
  const rows = await tx
    .selectFrom("claim as c")
    .innerJoin("claim_submission as s", (join) =>
      join.onRef("s.claim_id", "=", "c.claim_id").onRef("s.attempt", "=", "c.attempt"),
    )
    .where("c.payer_id", "=", of.payerId)
    .where("c.status", "in", ["submitted", "printed", "acknowledged", "accepted"])
    .$if(of.fileId !== null, (query) => query.where("s.file_id", "=", of.fileId))
    .$if(of.fileId === null, (query) => query.where("c.claim_id", "=", of.claimId ?? ""))
    .select((eb) => [
      "c.claim_id",
      eb
        .exists(
          eb
            .selectFrom("claim_inquiry as q")
            .select("q.inquiry_id")
            .whereRef("q.claim_id", "=", "c.claim_id")
            .where("q.asked_at", ">", of.notSince),
        )
        .as("asked"),
    ])
    .orderBy("c.claim_id")
    .execute();
  return { open: rows.length, ask: rows.filter((row) => !row.asked).map((row) => row.claim_id) };
}
