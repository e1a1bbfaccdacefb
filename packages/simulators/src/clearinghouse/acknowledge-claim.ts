import type { LocalDate } from "@practicum/kernel/local-date";
import { isNpi } from "@practicum/kernel/npi";
import { sumCents } from "@practicum/kernel/money";
import type { Claim837P } from "@practicum/x12/837p/types";
import type { StatusCode } from "@practicum/x12/status/types";
import { enrol, hasOtherBirthDate, type Member, unknownBirthDate } from "../payer/member.ts";
import type { PayerRules } from "../payer/rules.ts";
import { claimByNumber, memberKey, type PayerState } from "../payer/state.ts";
import { sameName } from "./answer-270.ts";

/** Category, status and entity of STC01, with our words for the teacher's view. */
export interface ClaimRejection {
  readonly category: string;
  readonly status: string;
  readonly entity?: string;
  readonly field: string;
  readonly words: string;
  /** STC10 and STC11. */
  readonly also?: readonly StatusCode[];
}

/**
 * The payer's front door: what it refuses before deciding anything (277CA). A refused claim was never received: it is mended
 * and sent again as an original.
 *
 * @param faults what the standard has against the claim.
 */
export function rejectionOf(
  rules: PayerRules,
  state: PayerState,
  claim: Claim837P,
  faults: readonly StatusCode[],
  receivedOn: LocalDate,
): ClaimRejection | null {
  const memberId = claim.subscriber.memberId ?? "";
  if (!new RegExp(rules.memberIdPattern).test(memberId)) {
    return {
      category: "A7",
      status: "164",
      entity: "IL",
      field: "coverage.memberId",
      words: "The member number is not one of this payer's.",
    };
  }
  const known = state.members[memberKey(rules.electronicId, memberId)];
  if (known && hasOtherBirthDate(known, claim.subscriber.birthDate)) {
    return {
      category: "A3",
      status: "33",
      entity: "IL",
      field: "patient.birthDate",
      words: "The payer has another birth date for this member number.",
    };
  }
  if (known && claim.subscriber.name.kind === "person" && !sameName(claim.subscriber.name.last, known.family)) {
    return {
      category: "A3",
      status: "33",
      entity: "IL",
      field: "patient.name.family",
      words: "The payer has another name for this member number.",
    };
  }
  if (claim.billingProvider.npi && !isNpi(claim.billingProvider.npi)) {
    return {
      category: "A7",
      status: "562",
      entity: "85",
      field: "practice.npi",
      words: "The billing provider's NPI is not valid.",
    };
  }
  if (claim.renderingProvider?.npi && !isNpi(claim.renderingProvider.npi)) {
    return {
      category: "A7",
      status: "562",
      entity: "82",
      field: "staff.npi",
      words: "The rendering provider's NPI is not valid.",
    };
  }
  if (claim.lines.some((line) => line.serviceDates.to > receivedOn)) {
    return {
      category: "A7",
      status: "187",
      field: "encounter.serviceDate",
      words: "The date of service is in the future.",
    };
  }
  if (claim.diagnoses.length === 0 || claim.diagnoses.some((d) => !/^[A-Z]\d[0-9A-Z]{1,5}$/.test(d.code))) {
    return {
      category: "A7",
      status: "255",
      field: "encounter.diagnoses",
      words: "A diagnosis code is missing or not valid.",
    };
  }
  if (claim.lines.some((line) => !/^[0-9A-Z]\d{3}[0-9A-Z]$/.test(line.procedure.code))) {
    return { category: "A7", status: "454", field: "charge.code", words: "A procedure code is not valid." };
  }
  if (claim.lines.some((line) => line.procedure.modifiers?.some((modifier) => !/^[0-9A-Z]{2}$/.test(modifier)))) {
    return { category: "A7", status: "453", field: "charge.modifiers", words: "A modifier is not valid." };
  }
  if (sumCents(claim.lines.map((line) => line.charge)) !== claim.charge) {
    return {
      category: "A8",
      status: "400",
      field: "claim.total",
      words: "The claim's total is not the sum of its lines.",
    };
  }
  const replacement = replacementRefused(rules, state, claim);
  if (replacement) return replacement;
  const [fault, ...also] = faults;
  return fault ? { ...fault, field: "claim", words: "The claim breaks a rule of the standard.", also } : null;
}

/** SIM-12, SIM-19: what replaces or voids another claim. */
function replacementRefused(rules: PayerRules, state: PayerState, claim: Claim837P): ClaimRejection | null {
  // CMS, Standard Companion Guide Health Care Claim: Professional: CLM05-3 is 1 for Part B.
  if (!rules.replacements && claim.frequency !== "1") {
    return {
      category: "A7",
      status: "535",
      field: "claim.frequency",
      words: "This payer takes no replacement or void: send a new claim, or ask for a reopening.",
    };
  }
  const replaces = claim.frequency === "7" || claim.frequency === "8";
  if (replaces && !(claim.originalClaimNumber && claimByNumber(state, rules.electronicId, claim.originalClaimNumber))) {
    return {
      category: "A8",
      status: "535",
      field: "claim.originalClaimNumber",
      words: "The claim replaces or voids one that the payer does not have.",
    };
  }
  return null;
}

/** The member a claim is for; enrolled now when the payer meets the number for the first time. */
export function memberOf(rules: PayerRules, state: PayerState, claim: Claim837P, today: LocalDate): Member {
  const memberId = claim.subscriber.memberId ?? "";
  const key = memberKey(rules.electronicId, memberId);
  const name = claim.subscriber.name;
  const known = state.members[key];
  if (known) return known;
  const member = enrol(
    rules,
    {
      memberId,
      family: name.kind === "person" ? name.last : name.name,
      given: name.kind === "person" ? (name.first ?? "") : "",
      birthDate: claim.subscriber.birthDate ?? unknownBirthDate,
      sex: claim.subscriber.sex ?? "U",
    },
    today,
  );
  state.members[key] = member;
  return member;
}
