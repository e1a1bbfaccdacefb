import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import type { Tx } from "@practicum/db/db";
import type { ClaimContent } from "../../claims/domain/claim-content.ts";
import { findCoverage } from "../../coverage/sql/coverages.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { contractFor, periodsOf, type ContractFacts, type Period } from "../domain/contract-in-force.ts";
import { isNonPhysician, type PricedLine, type PricingFacts } from "../domain/pricing-facts.ts";
import { allVersions, type ContractRow } from "../sql/contracts.ts";
import { pricingFacts } from "./pricing-facts.ts";

/** What counts of each contract over time, of one payer or of all. */
export async function contractPeriods(tx: Tx<BillingSchema>, payerId: string): Promise<Period[]> {
  return periodsOfRows(await allVersions(tx, payerId));
}

/** The same of rows that were read already: contracts one by one. */
export function periodsOfRows(rows: readonly ContractRow[]): Period[] {
  const byContract = new Map<string, ContractRow[]>();
  for (const row of rows) byContract.set(row.contract_id, [...(byContract.get(row.contract_id) ?? []), row]);
  return [...byContract.values()].flatMap((versions) => periodsOf(versions.map(keptVersion)));
}

export function keptVersion(row: Pick<ContractRow, "contract_id" | "version" | "from_date" | "content" | "undoes">) {
  return {
    contractId: row.contract_id,
    version: row.version,
    from: row.from_date,
    content: row.content,
    undoes: row.undoes,
  };
}

/** Of a payer's contracts that of a claim's day, plan, place and provider; null where none is for it. */
export async function contractAmong(tx: Tx<BillingSchema>, periods: readonly Period[], content: ClaimContent) {
  if (periods.length === 0) return null;
  return contractFor(periods, await contractFacts(tx, content));
}

async function contractFacts(tx: Tx<BillingSchema>, content: ClaimContent): Promise<ContractFacts> {
  return {
    serviceDate: content.serviceDate,
    planName: (await findCoverage(tx, content.coverage.coverageId))?.planName ?? null,
    locationId: content.facility?.locationId ?? null,
    taxonomy: content.rendering?.taxonomy ?? null,
  };
}

/** All that contracts can ask about a claim. */
export async function factsOfClaim(
  tx: Tx<BillingSchema>,
  contracts: readonly ContractContent[],
  { serviceDate, facility, rendering, lines }: ClaimContent,
): Promise<PricingFacts> {
  return pricingFacts(tx, contracts, {
    serviceDate,
    placeOfService: facility?.placeOfService ?? null,
    nonPhysician: isNonPhysician(rendering?.taxonomy ?? null),
    codes: lines.map((line) => line.code),
  });
}

export function pricedLines({ lines }: Pick<ClaimContent, "lines">): PricedLine[] {
  return lines.map(({ lineNumber, code, modifiers, units, amount }) => ({
    lineNumber,
    code,
    modifiers,
    units,
    charge: amount,
  }));
}
