import type { ContractContent, ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import type { PricedLine, PricingFacts } from "../contracts/domain/pricing-facts.ts";

/** A contract that pays half of what is charged, and says nothing else. */
export function aContract(more: Partial<ContractContent> = {}): ContractContent {
  return {
    name: "Agreement",
    plans: [],
    locations: [],
    specialties: [],
    caseRates: [],
    terms: [aTerm()],
    lesserOfCharge: false,
    multipleProcedures: null,
    bilateralRate: null,
    assistant: null,
    nonPhysicianRate: null,
    sequestrationRate: null,
    tolerance: 0,
    ...more,
  };
}

export function aTerm(more: Partial<ContractTerm> = {}): ContractTerm {
  return { name: "Charges", codes: [], modifiers: [], places: [], pay: { by: "charge", rate: 5000 }, ...more };
}

export function line(code: string, more: Partial<PricedLine> = {}): PricedLine {
  return { lineNumber: 1, modifiers: [], units: 1, charge: 10_000, ...more, code };
}

/** Made-up prices of one schedule, in cents. */
const BASE: { readonly [code: string]: number } = {
  "99213": 10_000,
  "11102": 20_000,
  "17110": 30_000,
  "20610": 10_000,
  "10060": 5000,
  "11200": 8000,
};

export function facts(more: Partial<PricingFacts> = {}): PricingFacts {
  return {
    placeOfService: "11",
    nonPhysician: false,
    schedulePrice: (_, code) => BASE[code] ?? null,
    scheduleName: () => "Base rates",
    // Medicare's table of one code, with its professional part.
    medicare: (_, { code, modifiers }) =>
      code.startsWith("J") ? null : { amount: modifiers.includes("26") ? 3000 : 10_000, rvu: 300 },
    relativeValue: () => null,
    ...more,
  };
}
