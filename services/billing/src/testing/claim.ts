import { npiCheckDigit } from "@practicum/kernel/npi";
import { BUILT_IN } from "@practicum/terminology/built-in";
import type { ClaimContent } from "../claims/domain/claim-content.ts";
import { codeFacts } from "../claims/domain/code-facts.ts";
import { builtInHeadings, NO_TABLES, type KnownCodes } from "../claims/domain/known-codes.ts";
import type { ScrubContext } from "../claims/domain/scrub/finding.ts";

const npi = (nine: string) => nine + npiCheckDigit(nine);
const ADDRESS = { line1: "100 Harbor Drive", line2: null, city: "San Diego", state: "CA", zip: "921011234" };
const NAME = { family: "Lopez", given: "Maria", middle: null, suffix: null };

/** A claim without a fault: two lines, two diagnoses, the patient is the subscriber. */
export function goodClaim(): ClaimContent {
  return {
    serviceDate: "2026-11-20",
    diagnoses: [
      { code: "I10", label: "High blood pressure" },
      { code: "E11.9", label: "Type 2 diabetes" },
    ],
    lines: [
      line(1, { code: "99213", amount: 15_000, pointers: [1, 2] }),
      line(2, { code: "36415", amount: 1500, pointers: [2] }),
    ],
    billing: {
      name: "Mission Bay Family Practice",
      npi: npi("123456789"),
      taxId: "330123456",
      taxonomy: "207Q00000X",
      address: ADDRESS,
      phone: "6195550100",
      clia: "05D0999001",
    },
    rendering: {
      staffId: "s1",
      family: "Chen",
      given: "Ana",
      name: "Chen, Ana MD",
      npi: npi("198765432"),
      taxonomy: "207Q00000X",
    },
    supervising: null,
    facility: { locationId: "l1", name: "Mission Bay", npi: null, address: ADDRESS, placeOfService: "11" },
    payer: {
      payerId: "p1",
      name: "Care First",
      electronicId: "CFHP1",
      kind: "hmo",
      claimFiling: "HM",
      filingDays: 180,
      memberIdPattern: "CF\\d{7}",
      capitated: false,
      active: true,
    },
    coverage: {
      coverageId: "c1",
      memberId: "CF1234567",
      groupNumber: null,
      priority: 1,
      from: "2026-01-01",
      to: null,
      relationship: "self",
    },
    subscriber: { name: NAME, birthDate: "1981-03-04", sex: "female", address: ADDRESS },
    patient: { patientId: "pt1", mrn: "100042", name: NAME, birthDate: "1981-03-04", sex: "female", address: ADDRESS },
    originalClaimNumber: null,
    earlier: [],
  };
}

export function line(
  lineNumber: number,
  more: Partial<ClaimContent["lines"][number]> = {},
): ClaimContent["lines"][number] {
  return {
    lineNumber,
    chargeId: `ch${lineNumber}`,
    code: "99213",
    label: "Visit",
    modifiers: [],
    units: 1,
    pointers: [1],
    amount: 10_000,
    ...more,
  };
}

/** The built-in code sets alone, as a practice has them that loaded nothing; or with tables of its own. */
export function builtInCodes(more: Partial<KnownCodes> = {}) {
  return codeFacts({ set: BUILT_IN, headings: builtInHeadings(), tables: NO_TABLES, earlier: [], ...more });
}

/** What the rules know beside the claim. */
export function scrubContext(content: ClaimContent, more: Partial<ScrubContext> = {}): ScrubContext {
  return {
    today: "2026-11-23",
    number: "C100001",
    frequency: "1",
    order: 1,
    total: content.lines.reduce((sum, one) => sum + one.amount, 0),
    prioritiesInForce: [1],
    supervised: false,
    codes: builtInCodes(),
    neighbours: [],
    ...more,
  };
}
