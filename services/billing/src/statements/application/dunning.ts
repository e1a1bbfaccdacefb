import { accountHoldChanged, type dunningOperations } from "@practicum/contracts/billing/dunning";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { collectable } from "../domain/collections.ts";
import { findHold, holdsOf, insertHold, liftHoldRow, type HoldRow } from "../sql/holds.ts";
import { findPolicy, writePolicy } from "../sql/policy.ts";
import { askedAccounts, stateOf } from "./accounts.ts";

export async function getDunningPolicy({ tx }: BillingContext): ReplyOf<typeof dunningOperations.getDunningPolicy> {
  return ok(await findPolicy(tx));
}

export async function saveDunningPolicy(
  { tx }: BillingContext,
  input: InputOf<typeof dunningOperations.saveDunningPolicy>,
): ReplyOf<typeof dunningOperations.saveDunningPolicy> {
  if (!(await writePolicy(tx, input.policy, input.version))) return fail("stale-version");
  return ok({ version: input.version + 1 });
}

/** Where an account stands, visit by visit, with what stops it. */
export async function getDunning(
  context: BillingContext,
  input: InputOf<typeof dunningOperations.getDunning>,
): ReplyOf<typeof dunningOperations.getDunning> {
  const { accounts } = await askedAccounts(context, input.patientId);
  const [one] = accounts;
  if (!one) return fail("not-found", { field: "patientId" });
  const may = collectable(one.visits, one.decided.toCollections);
  return ok({
    state: stateOf(one.decided),
    visits: one.visits
      .filter((visit) => visit.due !== 0 || visit.collections !== 0)
      .map((visit) => ({
        encounterId: visit.encounterId,
        serviceDate: visit.serviceDate,
        due: visit.due,
        insurancePending: visit.pending,
        collections: visit.collections,
        planned: visit.planned,
        parts: [...visit.parts],
        toCollections: may.get(visit.encounterId) ?? 0,
      })),
    holds: (await holdsOf(context.tx, input.patientId)).map(holdView),
  });
}

function holdView(row: HoldRow) {
  return {
    holdId: row.hold_id,
    kind: row.kind,
    because: row.because,
    madeAt: row.made_at,
    madeBy: row.made_by,
    liftedAt: row.lifted_at,
    liftedBy: row.lifted_by,
    liftedBecause: row.lifted_because,
  };
}

/** BIL-266: nothing is sent while it is open; mail that came back is a task of the front desk. */
export async function holdAccount(
  context: BillingContext,
  input: InputOf<typeof dunningOperations.holdAccount>,
): ReplyOf<typeof dunningOperations.holdAccount> {
  const { tx, now } = context;
  if (!(await findPatient(tx, input.patientId))) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const before = await findHold(tx, input.holdId);
  if (before) return before.patient_id === input.patientId ? ok({}) : fail("not-found", { field: "holdId" });
  const { holdId, patientId, kind, because } = input;
  const row = {
    hold_id: holdId,
    patient_id: patientId,
    kind,
    because,
    made_at: now,
    made_by: actorName(context.actor),
  };
  if (!(await insertHold(tx, row))) return fail("already-recorded", { field: "kind" });
  context.emit(accountHoldChanged, { holdId, patientId, kind, open: true, at: now });
  return ok({});
}

export async function liftHold(
  context: BillingContext,
  input: InputOf<typeof dunningOperations.liftHold>,
): ReplyOf<typeof dunningOperations.liftHold> {
  await lockPatients(context.tx, [input.patientId]);
  const row = await findHold(context.tx, input.holdId);
  if (row?.patient_id !== input.patientId) return fail("not-found", { field: "holdId" });
  if (row.lifted_at !== null) return fail("already-posted");
  await lift(context, row, input.because, actorName(context.actor));
  return ok({});
}

export async function lift(
  context: Pick<BillingContext, "tx" | "now" | "emit">,
  row: HoldRow,
  because: string,
  by: string,
): Promise<void> {
  const { tx, now } = context;
  await liftHoldRow(tx, row.hold_id, { lifted_at: now, lifted_by: by, lifted_because: because });
  const { hold_id: holdId, patient_id: patientId, kind } = row;
  context.emit(accountHoldChanged, { holdId, patientId, kind, open: false, at: now });
}
