import type { Benefit271, EligibilityResponse, EligibilitySummary, QualifiedDates, Rejection271 } from "./types.ts";

/** Service types in the order that speaks best for a visit to the office: office visit, primary care, the plan as a whole. */
const OFFICE = ["98", "BY", "BZ", "UC", "30", "1"];

/**
 * What the front desk wants to know of an answer (X12 005010X279A1, 271): whether the coverage is active, what the visit
 * costs, whom the plan has as the patient's primary care provider, or why the payer could not say.
 */
export function summarizeEligibility(response: EligibilityResponse): EligibilitySummary {
  const rejections = allRejections(response);
  const benefits = response.benefits;
  const plan = benefits.find((one) => /^[1-5]$/.test(one.kind));
  const copay = best(benefits, (one) => one.kind === "B" && one.amount !== undefined);
  const coinsurance = best(benefits, (one) => one.kind === "A" && one.percent !== undefined);
  const deductible = best(benefits, (one) => one.kind === "C" && one.period !== "29" && one.amount !== undefined);
  const left = best(benefits, (one) => one.kind === "C" && one.period === "29" && one.amount !== undefined);
  const outOfPocket = best(benefits, (one) => one.kind === "G" && one.period === "29" && one.amount !== undefined);
  const dates = [...(response.dates ?? []), ...(plan?.dates ?? [])];
  return {
    status: statusOf(benefits, rejections),
    planDescription: benefits.find((one) => one.planDescription !== undefined)?.planDescription,
    insuranceType: benefits.find((one) => one.insuranceType !== undefined)?.insuranceType,
    coverageFrom: edge(dates, ["346", "356", "291", "307", "348"], "from"),
    coverageTo: edge(dates, ["347", "357", "291", "307", "349"], "to"),
    officeCopay: copay?.amount,
    coinsurancePercent: coinsurance?.percent,
    deductible: deductible?.amount,
    deductibleRemaining: left?.amount,
    outOfPocketRemaining: outOfPocket?.amount,
    primaryCareProvider: primaryCareProvider(benefits),
    rejections,
  };
}

function allRejections(response: EligibilityResponse): readonly Rejection271[] {
  return [
    ...(response.sourceRejections ?? []),
    ...(response.receiverRejections ?? []),
    ...(response.subscriber?.rejections ?? []),
    ...(response.dependent?.rejections ?? []),
  ];
}

/** The plan as a whole (service type 30 or none) decides; single services may differ from it. */
function statusOf(benefits: readonly Benefit271[], rejections: readonly Rejection271[]): EligibilitySummary["status"] {
  const whole = benefits.filter((one) => !one.serviceTypes || one.serviceTypes.includes("30"));
  for (const list of [whole, benefits]) {
    if (list.some((one) => /^[1-5]$/.test(one.kind))) return "active";
    if (list.some((one) => /^[678]$/.test(one.kind))) return "inactive";
  }
  return rejections.length > 0 ? "rejected" : "unknown";
}

/** In network before out of it, and the service type that is nearest to an office visit. */
function best(benefits: readonly Benefit271[], wanted: (one: Benefit271) => boolean): Benefit271 | undefined {
  const ranked = benefits
    .filter(wanted)
    .filter((one) => !one.serviceTypes || one.serviceTypes.some((type) => OFFICE.includes(type)))
    .map((one) => ({ one, rank: rankOf(one) }));
  return ranked.toSorted((a, b) => a.rank - b.rank)[0]?.one;
}

function rankOf(benefit: Benefit271): number {
  const network = benefit.inNetwork === "N" ? 100 : 0;
  const family = benefit.coverageLevel && benefit.coverageLevel !== "IND" ? 20 : 0;
  const types = benefit.serviceTypes?.map((type) => OFFICE.indexOf(type)).filter((at) => at >= 0) ?? [];
  return network + family + (types.length > 0 ? Math.min(...types) : OFFICE.length);
}

function edge(
  dates: readonly QualifiedDates[],
  qualifiers: readonly string[],
  side: "from" | "to",
): string | undefined {
  for (const qualifier of qualifiers) {
    const found = dates.find((one) => one.qualifier === qualifier);
    // A plan period that is a single day tells when the plan began, not when it ends.
    if (found && (side === "from" || found.from !== found.to || /^(?:347|357|349)$/.test(qualifier)))
      return found[side];
  }
  return undefined;
}

function primaryCareProvider(benefits: readonly Benefit271[]): EligibilitySummary["primaryCareProvider"] {
  for (const benefit of benefits)
    for (const entity of benefit.entities ?? []) if (entity.role === "P3") return { name: entity.name, id: entity.id };
  return undefined;
}
