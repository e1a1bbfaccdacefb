import type { depositOperations } from "@practicum/contracts/billing/deposits";
import { atLocal } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { summariesOf } from "../../drawers/application/show-drawers.ts";
import { cashForBank } from "../../drawers/domain/drawer.ts";
import { drawersOn, linesOf, type LineRow } from "../../drawers/sql/drawers.ts";
import { familyPaymentOf } from "../../families/sql/families.ts";
import { paymentsOutsideDrawers } from "../../ledger/sql/payments.ts";
import { patientsById } from "../../sql/copies.ts";
import { paperChecksOn } from "../sql/deposits.ts";
import { slipOf, type Taken } from "../domain/slip.ts";

/** A day's cash and checks, of the drawers and of what the biller recorded, for the bank (BIL-261, BIL-287). */
export async function depositSlip(
  context: BillingContext,
  { on }: InputOf<typeof depositOperations.depositSlip>,
): ReplyOf<typeof depositOperations.depositSlip> {
  const { tx, practice } = context;
  const start = (day: LocalDate) => atLocal(day, "00:00", practice.timeZone);
  const outside = await paymentsOutsideDrawers(tx, start(on), start(addDays(on, 1)));
  const recorded = await paperChecksOn(tx, on);
  const drawers = await summariesOf(context, await drawersOn(tx, on));
  const lines = Map.groupBy(
    await linesOf(
      tx,
      drawers.map((one) => one.drawerId),
    ),
    (one) => one.drawer_id,
  );
  const familyOf = await familyPaymentOf(
    tx,
    [...lines.values()].flat().flatMap((one) => one.payment_id ?? []),
  );
  const slip = slipOf(
    drawers.map((one) => ({
      cash: cashForBank({ ...one, closing: one.closing ?? null }),
      cards: one.expected.cards,
      taken: takenOf(lines.get(one.drawerId) ?? [], familyOf),
    })),
    outside.map((one) => ({ ...one, patientId: one.patient_id })),
    recorded.map((one) => ({
      payerName: one.payer_name ?? one.remittance_payer,
      patientId: one.patient_id,
      number: one.number,
      amount: one.amount,
    })),
  );
  const patients = await patientsById(
    tx,
    slip.checks.flatMap((one) => one.patientId ?? []),
  );
  return ok({
    on,
    ...slip,
    checks: slip.checks.map((one) => ({ ...one, patientName: patients.get(one.patientId ?? "")?.name ?? null })),
    drawers: drawers.map((one) => ({
      drawerId: one.drawerId,
      person: one.person,
      number: one.number,
      state: one.state,
      cash: cashForBank({ ...one, closing: one.closing ?? null }),
    })),
  });
}

/** What was taken into a drawer and not taken back there. */
function takenOf(lines: readonly LineRow[], familyOf: ReadonlyMap<string, string>): Taken[] {
  const back = new Set(lines.filter((one) => one.kind === "reversal").map((one) => one.payment_id));
  const stands = lines.filter((one) => one.kind === "payment" && !back.has(one.payment_id));
  // A family's check is one check for the bank, however many it was spread over (BIL-324).
  const together = Map.groupBy(stands, (one) => familyOf.get(one.payment_id ?? "") ?? one.payment_id);
  return [...together.values()].flatMap((parts) => {
    const [one] = parts;
    if (!one || one.patient_id === null) return [];
    const amount = parts.reduce((sum, part) => sum + part.amount, 0);
    return [{ patientId: one.patient_id, method: one.method, reference: one.reference, amount }];
  });
}
