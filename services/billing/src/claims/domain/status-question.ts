import { sumCents } from "@practicum/kernel/money";
import type { Transaction276 } from "@practicum/x12/status/types";
import { transactionHeader, type Outgoing } from "../../exchange/domain/interchange.ts";
import type { ClaimContent } from "./claim-content.ts";
import { personName, sexCode } from "./claim-to-837p.ts";
import { plain } from "./plain-text.ts";

export interface AskedClaim {
  readonly trace: string;
  readonly number: string;
  readonly payerClaimNumber: string | null;
  readonly content: ClaimContent;
}

/** TRN02: comes back in the 277, so the answer finds its question. */
export function traceOfInquiry(inquiryId: string): string {
  return inquiryId.replaceAll("-", "");
}

/** What keeps a claim from being asked after electronically; null where nothing does. */
export function whyNotAsked({ billing, payer }: ClaimContent): string | null {
  if (payer.kind === "self-pay") return "Nobody but the patient pays it.";
  if (payer.electronicId === "UNKNOWN" || payer.electronicId === "")
    return "The payer has no payer ID, so it can't be asked: complete the payer.";
  return billing === null ? "The practice's own data is not complete." : null;
}

/** Questions where claims stand, one for each (X12 005010X212, 276): by our number, the payer's, the person, the day and the sum. */
export function statusQuestions(out: Outgoing, claims: readonly AskedClaim[]): Transaction276 {
  return { ...transactionHeader(out, "276"), inquiries: claims.map((claim) => question(out, claim)) };
}

function question(out: Outgoing, claim: AskedClaim): Transaction276["inquiries"][number] {
  const { content } = claim;
  const { coverage, subscriber, patient, serviceDate } = content;
  const insured = {
    name: personName(subscriber.name ?? patient.name),
    id: { qualifier: "MI", value: coverage.memberId },
  };
  const person = {
    name: personName(patient.name),
    birthDate: patient.birthDate,
    ...(patient.sex === "unknown" ? {} : { sex: sexCode(patient.sex) }),
  };
  return {
    payer: {
      name: { kind: "organization", name: plain(content.payer.name) },
      id: { qualifier: "PI", value: content.payer.electronicId },
    },
    receiver: {
      name: { kind: "organization", name: plain(out.practice.name) },
      id: { qualifier: "46", value: out.partner.senderId },
    },
    provider: {
      name: { kind: "organization", name: plain(content.billing?.name ?? out.practice.name) },
      id: { qualifier: "XX", value: content.billing?.npi ?? out.practice.npi },
    },
    ...(coverage.relationship === "self"
      ? { subscriber: { ...person, ...insured } }
      : { subscriber: insured, dependent: person }),
    trace: claim.trace,
    references: [
      ...(claim.payerClaimNumber ? [{ qualifier: "1K", value: claim.payerClaimNumber }] : []),
      { qualifier: "EJ", value: claim.number },
    ],
    charge: sumCents(content.lines.map((line) => line.amount)),
    serviceDates: { from: serviceDate, to: serviceDate },
  };
}
