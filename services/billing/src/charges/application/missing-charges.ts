import {
  missingChargesChanged,
  type MissingCharge,
  type missingChargeOperations,
} from "@practicum/contracts/billing/missing-charges";
import { fail } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { daysBetween } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { actorName, type BillingContext } from "../../application/context.ts";
import { providerName } from "../../claims/domain/build-claim.ts";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { patientsById, staffById } from "../../sql/copies.ts";
import {
  insertAnswer,
  isMissing,
  missingPage,
  missingTotals,
  withdrawAnswer,
  type MissingRow,
} from "../sql/missing-charges.ts";
import { UNKNOWN_NAME } from "./list-charges.ts";

type Listed = z.input<typeof missingChargeOperations.listMissingCharges.output>["rows"][number];

/** BIL-252: what nobody charges for yet, the oldest first; or what needs no charge, with the reason (BIL-253). */
export async function listMissingCharges(
  { tx, today }: BillingContext,
  input: InputOf<typeof missingChargeOperations.listMissingCharges>,
): ReplyOf<typeof missingChargeOperations.listMissingCharges> {
  const wanted = { answered: input.show === "answered", words: claimWords(input.text), today };
  const { rows, next } = await missingPage(tx, { ...wanted, limit: input.limit, before: input.before });
  const patients = await patientsById(
    tx,
    rows.map((row) => row.patient_id),
  );
  const staff = await staffById(
    tx,
    rows.flatMap((row) => (row.staff_id === null ? [] : [row.staff_id])),
  );
  const totals = input.before === null ? await missingTotals(tx, wanted) : null;
  return ok({
    rows: rows.map((row) => listed(row, patients.get(row.patient_id), staff.get(row.staff_id ?? ""), today)),
    next,
    all: totals && { count: totals.count, total: totals.amount },
  });
}

const WHO: { readonly [K in MissingCharge["kind"]]: MissingCharge["who"] } = {
  "no-note": "provider",
  unsigned: "provider",
  "not-cosigned": "supervisor",
  "no-charge": "biller",
  given: "biller",
  struck: "biller",
};

function listed(
  row: MissingRow,
  patient: { readonly name: Listed["patientName"]; readonly mrn: string } | undefined,
  member: StaffMember | undefined,
  today: string,
): Listed {
  return {
    kind: row.kind,
    key: row.key,
    patientId: row.patient_id,
    patientName: patient?.name ?? UNKNOWN_NAME,
    mrn: patient?.mrn ?? "",
    encounterId: row.encounter_id,
    serviceDate: row.service_date,
    stage: row.stage,
    what: row.what,
    code: row.code,
    units: row.units,
    amount: row.amount,
    who: WHO[row.kind],
    whoName: member ? providerName(member) : null,
    whoId: row.staff_id,
    daysWaiting: Math.max(0, daysBetween(row.service_date, today)),
    answer:
      row.answer_id === null || row.answered_at === null
        ? null
        : {
            answerId: row.answer_id,
            because: row.because ?? "",
            by: row.answered_by ?? "",
            at: row.answered_at,
          },
  };
}

/** BIL-253: somebody says why it needs no charge. */
export async function answerMissingCharge(
  context: BillingContext,
  input: InputOf<typeof missingChargeOperations.answerMissingCharge>,
): ReplyOf<typeof missingChargeOperations.answerMissingCharge> {
  const { tx, now, today } = context;
  if (!(await isMissing(tx, input, today))) return fail("not-found", { field: "key" });
  const { answerId, patientId, kind, key, because } = input;
  const answer = { answer_id: answerId, patient_id: patientId, kind, key, because };
  if (!(await insertAnswer(tx, { ...answer, by_name: actorName(context.actor), at: now })))
    return fail("already-recorded", { field: "because" });
  context.emit(missingChargesChanged, { patientId });
  return ok({});
}

/** BIL-253: the answer is taken back, and stays on record. */
export async function reopenMissingCharge(
  context: BillingContext,
  input: InputOf<typeof missingChargeOperations.reopenMissingCharge>,
): ReplyOf<typeof missingChargeOperations.reopenMissingCharge> {
  const by = { at: context.now, name: actorName(context.actor) };
  if (!(await withdrawAnswer(context.tx, input, by))) return fail("not-found", { field: "answerId" });
  context.emit(missingChargesChanged, { patientId: input.patientId });
  return ok({});
}
