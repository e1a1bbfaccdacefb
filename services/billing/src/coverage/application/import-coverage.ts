import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { json } from "@practicum/db/json";
import { ok } from "@practicum/kernel/result";
import { overlaps } from "../domain/check-coverage.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { coveragesOf } from "../sql/coverages.ts";
import { tellCoverage } from "./add-coverage.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

/**
 * BIL-4: takes over a coverage once, known by its source. A payer of that name is used, or opened for the biller to complete:
 * inactive, so that the scrubber says so before a claim goes to an address nobody checked.
 */
export async function importCoverage(
  context: BillingContext,
  input: InputOf<typeof coverageOperations.importCoverage>,
): ReplyOf<typeof coverageOperations.importCoverage> {
  const { tx, ids } = context;
  if (!(await findPatient(tx, input.patientId))) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const known = await tx
    .selectFrom("coverage")
    .select("coverage_id")
    .where("source_system", "=", input.system)
    .where("source_id", "=", input.sourceId)
    .executeTakeFirst();
  if (known) return ok({ taken: false });
  const to = input.to !== null && input.to < input.from ? input.from : input.to;
  const period = { from: input.from, to };
  const all = await coveragesOf(tx, input.patientId);
  const taken = all.filter((one) => overlaps(one, period)).map((one) => one.priority);
  const priority = [1, 2, 3].find((place) => !taken.includes(place));
  if (priority === undefined) return ok({ taken: false });
  const coverage_id = ids.next();
  await tx
    .insertInto("coverage")
    .values({
      coverage_id,
      patient_id: input.patientId,
      payer_id: await payerNamed(context, input.payerName),
      priority,
      member_id: input.memberId,
      group_number: null,
      plan_name: null,
      subscriber: json({ relationship: "self", name: null, birthDate: null, sex: null }),
      from_date: period.from,
      to_date: period.to,
      pcp_npi: null,
      copay: null,
      version: 1,
      source_system: input.system,
      source_id: input.sourceId,
    })
    .execute();
  await tellCoverage(context, coverage_id);
  return ok({ taken: true });
}

const SHORTEST_FILING_DAYS = 90;

async function payerNamed(context: BillingContext, name: string): Promise<string> {
  const { tx, ids } = context;
  const known = await tx
    .selectFrom("payer")
    .select("payer_id")
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "=", name.toLowerCase()))
    .orderBy("active", "desc")
    .executeTakeFirst();
  if (known) return known.payer_id;
  const payer_id = ids.next();
  await tx
    .insertInto("payer")
    .values({
      payer_id,
      name,
      electronic_id: "UNKNOWN",
      kind: /medicare/i.test(name) ? "medicare" : /medicaid|medi-cal/i.test(name) ? "medicaid" : "ppo",
      claim_filing: /medicare/i.test(name) ? "MB" : /medicaid|medi-cal/i.test(name) ? "MC" : "CI",
      // The shortest usual time: a contract may give more, never less than a biller would notice.
      filing_days: SHORTEST_FILING_DAYS,
      member_id_pattern: null,
      capitated: false,
      active: false,
      version: 1,
    })
    .execute();
  return payer_id;
}
