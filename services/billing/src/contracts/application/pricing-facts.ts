import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Gpci, RelativeValue } from "@practicum/terminology/edit-data";
import { feeScheduleAmount } from "@practicum/terminology/fee-amount";
import { loadedKinds } from "@practicum/terminology/sql/find-code";
import { findFacts } from "@practicum/terminology/sql/facts";
import type { BillingSchema } from "../../sql/schema.ts";
import { isFacility, type PricedLine, type PricingFacts } from "../domain/pricing-facts.ts";
import { scheduleNames, schedulePricesOn } from "../sql/fee-schedules.ts";

/** What is known of the day and the visit. */
export interface PricingOf {
  readonly serviceDate: LocalDate;
  readonly placeOfService: string | null;
  readonly nonPhysician: boolean;
  readonly codes: readonly string[];
}

/** Looks up all that some contracts can ask about some codes on a day: at most five questions, whatever the number of lines. */
export async function pricingFacts(
  tx: Tx<BillingSchema>,
  contracts: readonly ContractContent[],
  of: PricingOf,
): Promise<PricingFacts> {
  const scheduleIds = contracts.flatMap(({ terms }) =>
    terms.flatMap(({ pay }) => (pay.by === "schedule" ? [pay.scheduleId] : [])),
  );
  const prices = await schedulePricesOn(tx, { scheduleIds, codes: of.codes, on: of.serviceDate });
  const priceOf = new Map(prices.map((row) => [`${row.schedule_id} ${row.code}`, row.price]));
  const names = await scheduleNames(tx, scheduleIds);
  const medicare = await medicareTables(tx, contracts, of);
  const facility = isFacility(of.placeOfService);
  return {
    placeOfService: of.placeOfService,
    nonPhysician: of.nonPhysician,
    schedulePrice: (scheduleId, code) => priceOf.get(`${scheduleId} ${code}`) ?? null,
    scheduleName: (scheduleId) => names.get(scheduleId) ?? "a fee schedule",
    medicare({ mac, locality }, line) {
      if (medicare.missing !== null) return medicare.missing;
      const gpci = medicare.gpci.find((one) => one.mac === mac && one.locality === locality);
      if (!gpci) return `CMS's GPCI file of ${of.serviceDate.slice(0, 4)} has no locality ${mac}-${locality}`;
      const value = valueOf(medicare.values, line);
      return value && { amount: feeScheduleAmount(value, gpci, { facility }), rvu: totalOf(value, facility) };
    },
    relativeValue(line) {
      const value = valueOf(medicare.values, line);
      return value && totalOf(value, facility);
    },
  };
}

interface MedicareTables {
  readonly values: readonly RelativeValue[];
  readonly gpci: readonly Gpci[];
  /** Which file is missing on the day, in words. */
  readonly missing: string | null;
}

async function medicareTables(
  tx: Tx<BillingSchema>,
  contracts: readonly ContractContent[],
  { codes, serviceDate }: PricingOf,
): Promise<MedicareTables> {
  const pays = contracts.flatMap(({ terms }) => terms.map(({ pay }) => pay));
  const macs = pays.flatMap((pay) => (pay.by === "medicare" ? [pay.mac] : []));
  const ranked = contracts.some((one) => one.multipleProcedures?.rankBy === "rvu");
  if (macs.length === 0 && !ranked) return { values: [], gpci: [], missing: null };
  const loaded = await loadedKinds(tx);
  const missing = missingFile(loaded);
  const values = loaded.has("rvu") ? await findFacts(tx, "rvu", codes, serviceDate) : [];
  const gpci = loaded.has("gpci") ? await findFacts(tx, "gpci", macs, serviceDate) : [];
  return { values, gpci, missing };
}

/** What has to be loaded before a percentage of Medicare says anything. */
export function missingFile(loaded: ReadonlySet<string>): string | null {
  const files = [
    ...(loaded.has("rvu") ? [] : ["the relative values (PPRRVU)"]),
    ...(loaded.has("gpci") ? [] : ["the practice cost indices (GPCI)"]),
  ];
  if (files.length === 0) return null;
  return `${files.join(" and ")} of CMS ${files.length === 1 ? "is" : "are"} not loaded`;
}

/** A line with 26, TC or 53 has a value of its own in CMS's file. */
function valueOf(values: readonly RelativeValue[], { code, modifiers }: PricedLine): RelativeValue | null {
  const own = values.filter((one) => one.code === code);
  const part = modifiers.find((one) => ["26", "TC", "53"].includes(one));
  // Without a line of its own Medicare has no value for that part: the whole would be too much.
  return own.find((one) => one.modifier === (part ?? "")) ?? null;
}

function totalOf(value: RelativeValue, facility: boolean): number {
  return value.work + (facility ? value.facilityPe : value.nonFacilityPe) + value.malpractice;
}
