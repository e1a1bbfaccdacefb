import { appealsOfKind } from "@practicum/contracts/billing/appeal-policy";
import { rulesOfKind } from "@practicum/contracts/billing/payer-rules";
import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { ok } from "@practicum/kernel/result";
import { overlaps } from "../domain/check-coverage.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { payerOfName, writePayer } from "../sql/payers.ts";
import { coverageOfSource, coveragesOf, insertCoverage } from "../sql/coverages.ts";
import { tellCoverage } from "./add-coverage.ts";
import { keepRules } from "./keep-payer-rules.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

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
  const source = { system: input.system, id: input.sourceId };
  if ((await coverageOfSource(tx, source)) !== null) return ok({ taken: false });
  const to = input.to !== null && input.to < input.from ? input.from : input.to;
  const period = { from: input.from, to };
  const all = await coveragesOf(tx, input.patientId);
  const taken = all.filter((one) => overlaps(one, period)).map((one) => one.priority);
  const priority = [1, 2, 3].find((place) => !taken.includes(place));
  if (priority === undefined) return ok({ taken: false });
  const coverageId = ids.next<"coverage">();
  await insertCoverage(tx, {
    coverageId,
    patientId: input.patientId,
    payerId: await payerNamed(context, input.payerName),
    priority,
    memberId: input.memberId,
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
    ...period,
    pcpNpi: null,
    copay: null,
    secondaryReason: null,
    source,
  });
  await tellCoverage(context, coverageId);
  return ok({ taken: true });
}

const SHORTEST_FILING_DAYS = 90;

async function payerNamed(context: BillingContext, name: string): Promise<string> {
  const { tx, ids } = context;
  const known = await payerOfName(tx, name);
  if (known) return known.payerId;
  const payerId = ids.next<"payer">();
  const kind = /medicare/i.test(name) ? "medicare" : /medicaid|medi-cal/i.test(name) ? "medicaid" : "ppo";
  await writePayer(tx, {
    payerId,
    name,
    electronicId: "UNKNOWN",
    kind,
    claimFiling: /medicare/i.test(name) ? "MB" : /medicaid|medi-cal/i.test(name) ? "MC" : "CI",
    // The shortest usual time: a contract may give more, never less than a biller would notice.
    filingDays: SHORTEST_FILING_DAYS,
    memberIdPattern: null,
    capitated: false,
    active: false,
    rules: rulesOfKind(kind),
    appeals: appealsOfKind(kind),
    version: 1,
  });
  await keepRules(context, { payerId, version: 1, rules: rulesOfKind(kind), because: null, replayId: null });
  return payerId;
}
