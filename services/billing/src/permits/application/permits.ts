import { permitChanged, permitKind, type permitOperations } from "@practicum/contracts/billing/permits";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { coveragesInForce, findCoverage } from "../../coverage/sql/coverages.ts";
import { lockPatients } from "../../sql/counters.ts";
import { reachOf, whyNotCovered } from "../domain/permit.ts";
import { findPermit, insertPermitEvent, permitsOf, setStatus, writePermit } from "../sql/permits.ts";

/** BIL-246. */
export async function listPermits(
  { tx }: BillingContext,
  { patientId, day }: InputOf<typeof permitOperations.listPermits>,
): ReplyOf<typeof permitOperations.listPermits> {
  const rows = await permitsOf(tx, patientId);
  const asked = { day, staffId: null, codes: null };
  return ok(
    rows.map((row) => ({
      ...row,
      codes: [...row.codes],
      visits: [...row.visits],
      against: whyNotCovered(row, asked),
    })),
  );
}

/** SCH-217: what is on file of the coverage that is billed first on the first of the days. */
export async function permitReach(
  { tx }: BillingContext,
  { patientId, booked, days, staffId }: InputOf<typeof permitOperations.permitReach>,
): ReplyOf<typeof permitOperations.permitReach> {
  const first = days.toSorted()[0] ?? must(days[0]);
  const inForce = await coveragesInForce(tx, [{ patientId, on: first }]);
  const coverage = inForce(patientId, first)[0];
  if (!coverage) return ok([]);
  const rows = (await permitsOf(tx, patientId)).filter(
    (one) => one.coverageId === coverage.coverageId && one.status !== "void",
  );
  return ok(
    permitKind.options.flatMap((kind) => {
      const own = rows.filter((one) => one.kind === kind);
      const [any] = own;
      if (!any) return [];
      const { uses, beyond } = reachOf(own, { booked, days }, staffId);
      return [
        {
          kind,
          payerName: any.payerName,
          uses: uses.map(({ permit: { permitId, number, until }, visits }) => ({ permitId, number, until, visits })),
          beyond: beyond.map(({ day, because }) => ({ day, because: [...because] })),
        },
      ];
    }),
  );
}

export async function savePermit(
  context: BillingContext,
  input: InputOf<typeof permitOperations.savePermit>,
): ReplyOf<typeof permitOperations.savePermit> {
  const { tx, now } = context;
  if (input.until < input.from) return refuse("until", "The last day is not before the first.");
  if (input.status === "approved" && input.number === null)
    return refuse("number", "Enter the number that the plan gave with its approval.");
  await lockPatients(tx, [input.patientId]);
  const coverage = await findCoverage(tx, input.coverageId);
  if (coverage?.patientId !== input.patientId) return fail("not-found", { field: "coverageId" });
  const before = await findPermit(tx, input.permitId);
  if (before && before.patientId !== input.patientId) return fail("already-recorded", { field: "permitId" });
  if (input.version === null && before) return ok({ version: before.version });
  if (input.version !== null && before?.version !== input.version)
    return before ? fail("stale-version") : fail("not-found");
  const version = (before?.version ?? 0) + 1;
  await writePermit(tx, {
    permit_id: input.permitId,
    patient_id: input.patientId,
    coverage_id: input.coverageId,
    kind: input.kind,
    number: input.number,
    from_name: input.fromName,
    from_npi: input.fromNpi,
    to_staff_id: input.toStaffId,
    diagnosis: input.diagnosis,
    codes: input.codes,
    units: input.units,
    from_date: input.from,
    until_date: input.until,
    status: input.status,
    note: input.note,
    added_by: actorName(context.actor),
    added_at: now,
    version,
  });
  await record(context, input, { version, status: input.status, because: null });
  return ok({ version });
}

export async function setPermitStatus(
  context: BillingContext,
  input: InputOf<typeof permitOperations.setPermitStatus>,
): ReplyOf<typeof permitOperations.setPermitStatus> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  const before = await findPermit(tx, input.permitId);
  if (before?.patientId !== input.patientId) return fail("not-found");
  if (before.version !== input.version) return fail("stale-version");
  if (input.status === "approved" && before.number === null)
    return refuse("number", "Enter the number that the plan gave with its approval.");
  const version = before.version + 1;
  await setStatus(tx, input.permitId, { status: input.status, version });
  await record(context, input, { version, status: input.status, because: input.because });
  return ok({ version });
}

type Said = Pick<Parameters<typeof insertPermitEvent>[1], "version" | "status" | "because">;

async function record(
  context: BillingContext,
  of: { readonly permitId: string; readonly patientId: string },
  said: Said,
): Promise<void> {
  const { tx, now: at, actor } = context;
  await insertPermitEvent(tx, { permit_id: of.permitId, at, by_name: actorName(actor), ...said });
  context.emit(permitChanged, { permitId: of.permitId as never, patientId: of.patientId as never, at });
}

function refuse(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
