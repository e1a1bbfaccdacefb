import type { Tx } from "@practicum/db/db";
import type { Insertable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

/** Letters to payers about what they paid too low: each is added, none is changed; only that it has left the house is noted on it. */

type BillingTx = Tx<BillingSchema>;

/** All that a letter says of some lines, the claims in the order of their numbers. Kept from others where they are to be written to. */
export async function letterLines(tx: BillingTx, underpaymentIds: readonly string[], keep: boolean) {
  return tx
    .selectFrom("underpayment as u")
    .innerJoin("claim as c", "c.claim_id", "u.claim_id")
    .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "u.remittance_claim_id")
    .innerJoin("remittance as r", "r.remittance_id", "rc.remittance_id")
    .leftJoin("payer_contract_version as v", (join) =>
      join.onRef("v.contract_id", "=", "u.contract_id").onRef("v.version", "=", "u.contract_version"),
    )
    .where("u.underpayment_id", "in", [...underpaymentIds])
    .select([
      "u.underpayment_id",
      "u.claim_id",
      "u.patient_id",
      "u.billed_code",
      "u.billed_label",
      "u.paid_code",
      "u.billed",
      "u.allowed",
      "u.paid",
      "u.missing",
      "u.expected",
      "u.term",
      "u.because",
      "u.status",
      "u.version",
      "c.number",
      "c.payer_id",
      "c.payer_name",
      "c.payer_claim_number",
      "c.service_date",
      "c.provider_name",
      "c.content",
      "r.trace",
      "r.payment_date",
      "v.content as contract",
    ])
    .orderBy("c.number")
    .orderBy("u.billed_code")
    .orderBy("u.underpayment_id")
    .$if(keep, (query) => query.forUpdate("u"))
    .execute();
}

export type LetterLineRow = Awaited<ReturnType<typeof letterLines>>[number];

/** @returns false where there is such a letter already. */
export async function insertUnderpaymentLetter(
  tx: BillingTx,
  row: Insertable<BillingSchema["underpayment_letter"]>,
  underpaymentIds: readonly string[],
): Promise<boolean> {
  const written = await tx
    .insertInto("underpayment_letter")
    .values(row)
    .onConflict((conflict) => conflict.column("letter_id").doNothing())
    .returning("letter_id")
    .executeTakeFirst();
  if (!written) return false;
  await tx
    .insertInto("underpayment_letter_line")
    .values(underpaymentIds.map((underpayment_id) => ({ underpayment_id, letter_id: row.letter_id })))
    .execute();
  return true;
}

export async function findUnderpaymentLetter(tx: BillingTx, letterId: string) {
  const letter = await tx
    .selectFrom("underpayment_letter")
    .select(["pdf", "pages"])
    .where("letter_id", "=", letterId)
    .executeTakeFirst();
  if (!letter) return null;
  const lines = await tx
    .selectFrom("underpayment_letter_line as l")
    .innerJoin("underpayment as u", "u.underpayment_id", "l.underpayment_id")
    .where("l.letter_id", "=", letterId)
    .select("u.patient_id")
    .distinct()
    .execute();
  return { ...letter, patientIds: lines.map((row) => row.patient_id) };
}

/** Faxes that wait to go out, the oldest first. */
export async function queuedLetters(tx: BillingTx, limit: number) {
  return (
    tx
      .selectFrom("underpayment_letter")
      .select(["letter_id", "fax", "pdf"])
      .where("status", "=", "queued")
      .where("way", "=", "fax")
      .orderBy("sequence")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function markLetterSent(tx: BillingTx, letterId: string): Promise<void> {
  await tx.updateTable("underpayment_letter").set({ status: "sent" }).where("letter_id", "=", letterId).execute();
}
