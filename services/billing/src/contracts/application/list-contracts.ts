import type { ContractContent, payerContractOperations } from "@practicum/contracts/billing/payer-contracts";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { loadedKinds } from "@practicum/terminology/sql/find-code";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { periodOn, periodsOf, takenBack } from "../domain/contract-in-force.ts";
import { allVersions, undoingsOf, versionsOf, type ContractRow } from "../sql/contracts.ts";
import { feeSchedules } from "../sql/fee-schedules.ts";
import { keptVersion } from "./contract-of-claim.ts";
import { missingFile } from "./pricing-facts.ts";

/** BIL-380, BIL-391: each contract as it stands on a day, and what it can't say now. */
export async function listContracts(
  { tx }: BillingContext,
  { onDate }: InputOf<typeof payerContractOperations.listContracts>,
): ReplyOf<typeof payerContractOperations.listContracts> {
  const byContract = new Map<string, ContractRow[]>();
  for (const row of await allVersions(tx, null))
    byContract.set(row.contract_id, [...(byContract.get(row.contract_id) ?? []), row]);
  const missing = missingFile(await loadedKinds(tx));
  const schedules = new Map((await feeSchedules(tx, onDate)).map((one) => [one.schedule_id, one]));
  return ok(
    [...byContract.values()].map((rows) => {
      const periods = periodsOf(rows.map(keptVersion));
      const now = periodOn(periods, onDate);
      const last = must(rows.at(-1), "a contract has a version");
      const counted = periods.toSorted((a, b) => b.version - a.version)[0];
      return {
        contractId: last.contract_id,
        payerId: last.payer_id,
        payerName: last.payer_name,
        version: last.version,
        content: now?.content ?? null,
        from: now?.content ? now.from : null,
        latest: { from: counted?.from ?? last.from_date, name: lastName(rows) },
        nextFrom: periods.find((one) => one.from > onDate)?.from ?? null,
        changedAt: last.at,
        changedBy: last.by_name,
        silent: now?.content ? silentIn(now.content, missing, schedules) : [],
      };
    }),
  );
}

function lastName(rows: readonly ContractRow[]): string | null {
  return rows.findLast((row) => row.content !== null)?.content?.name ?? null;
}

/** What a contract needs and does not have. */
function silentIn(
  { terms, multipleProcedures }: ContractContent,
  missing: string | null,
  schedules: ReadonlyMap<string, { readonly name: string; readonly codes: number }>,
): string[] {
  const medicare = terms.filter((one) => one.pay.by === "medicare").map((one) => one.name);
  const empty = terms.flatMap(({ pay }) => {
    const schedule = pay.by === "schedule" ? schedules.get(pay.scheduleId) : undefined;
    return schedule?.codes === 0 ? [schedule.name] : [];
  });
  return [
    ...(missing !== null && medicare.length > 0
      ? [`${medicare.join(", ")}: nothing is expected of what Medicare's fees decide, because ${missing}.`]
      : []),
    ...(missing !== null && multipleProcedures?.rankBy === "rvu"
      ? [`Procedures can't be ranked by relative value, because ${missing}.`]
      : []),
    ...[...new Set(empty)].map((name) => `${name} has no prices yet.`),
  ];
}

/** BIL-380: the versions of a contract. */
export async function contractHistory(
  { tx }: BillingContext,
  { contractId, before, limit }: InputOf<typeof payerContractOperations.contractHistory>,
): ReplyOf<typeof payerContractOperations.contractHistory> {
  const below = /^\d{1,9}$/.test(before ?? "") ? Number(before) : null;
  const rows = await versionsOf(tx, { contractId, below, limit });
  if (rows.length === 0 && below === null) return fail("not-found", { field: "contractId" });
  const undone = takenBack(await undoingsOf(tx, contractId));
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    versions: page.map((row) => ({
      version: row.version,
      from: row.from_date,
      content: row.content,
      at: row.at,
      by: row.by_name,
      because: row.because,
      undoes: row.undoes,
      undone: undone.has(row.version),
    })),
    next: last ? String(last.version) : null,
  });
}
