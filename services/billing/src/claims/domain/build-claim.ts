import type { Location, PracticeProfile } from "@practicum/contracts/identity/practice";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { ClaimFacts } from "@practicum/contracts/billing/claim-facts";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Address } from "@practicum/contracts/schema";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sameAddress } from "./same-address.ts";
import type { ClaimContent, ClaimLine, ClaimProvider } from "./claim-content.ts";

/** Where a claim comes from. What a copy has not received yet is null. */
export interface ClaimSources {
  readonly serviceDate: LocalDate;
  readonly diagnoses: ClaimContent["diagnoses"];
  readonly lines: readonly ClaimLine[];
  readonly patient: Patient;
  readonly practice: PracticeProfile | null;
  /** Where payments go, where that is said. */
  readonly payTo: Address | null;
  readonly location: Location | null;
  readonly rendering: StaffMember | null;
  readonly supervising: StaffMember | null;
  readonly coverage: Pick<
    Coverage,
    "coverageId" | "memberId" | "groupNumber" | "priority" | "from" | "to" | "subscriber" | "secondaryReason"
  >;
  readonly payer: ClaimContent["payer"];
  readonly facts: ClaimFacts;
  readonly originalClaimNumber: string | null;
  readonly decidedOn: LocalDate | null;
  readonly earlier: NonNullable<ClaimContent["earlier"]>;
}

/** Builds a claim: says what is known, guesses nothing (BIL-20). Whether it may go out is the scrubber's to say. */
export function buildClaim(from: ClaimSources): ClaimContent {
  const { patient, coverage } = from;
  const self = coverage.subscriber.relationship === "self";
  return {
    serviceDate: from.serviceDate,
    diagnoses: from.diagnoses,
    lines: from.lines,
    billing: from.practice && billingProvider(from.practice, from.payTo),
    rendering: from.rendering && provider(from.rendering),
    supervising: from.supervising && provider(from.supervising),
    facility: from.location && facility(from.location),
    payer: from.payer,
    ...(from.decidedOn === null ? {} : { decidedOn: from.decidedOn }),
    coverage: {
      coverageId: coverage.coverageId,
      memberId: coverage.memberId,
      groupNumber: coverage.groupNumber,
      priority: coverage.priority,
      from: coverage.from,
      to: coverage.to,
      relationship: coverage.subscriber.relationship,
      secondaryReason: coverage.secondaryReason,
    },
    subscriber: self
      ? {
          name: coverage.subscriber.name ?? patient.name,
          birthDate: patient.birthDate,
          sex: patient.sex,
          address: patient.address,
        }
      : {
          name: coverage.subscriber.name,
          birthDate: coverage.subscriber.birthDate,
          sex: coverage.subscriber.sex,
          // The subscriber's own address is not asked for; a family mostly shares one, and payers do not match on it.
          address: patient.address,
        },
    patient: {
      patientId: patient.patientId,
      mrn: patient.mrn,
      name: patient.name,
      birthDate: patient.birthDate,
      sex: patient.sex,
      address: patient.address,
    },
    facts: from.facts,
    originalClaimNumber: from.originalClaimNumber,
    earlier: from.earlier,
  };
}

/** BIL-413: a pay-to address that is the billing address is none (X12 005010X222A1, loop 2010AB). */
function billingProvider(practice: PracticeProfile, payTo: Address | null): NonNullable<ClaimContent["billing"]> {
  return {
    ...(payTo && !sameAddress(payTo, practice.billingAddress) ? { payTo } : {}),
    name: practice.name,
    npi: practice.npi,
    taxId: practice.taxId,
    taxonomy: practice.taxonomy,
    address: practice.billingAddress,
    phone: practice.phone,
    clia: practice.clia ?? null,
  };
}

function provider(staff: StaffMember): ClaimProvider {
  return {
    staffId: staff.staffId,
    family: staff.family,
    given: staff.given,
    name: providerName(staff),
    npi: staff.npi,
    taxonomy: staff.taxonomy,
  };
}

/** "Chen, Ana MD". */
export function providerName(staff: Pick<StaffMember, "family" | "given" | "credential">): string {
  return [`${staff.family}, ${staff.given}`, staff.credential].filter(Boolean).join(" ");
}

function facility(location: Location): NonNullable<ClaimContent["facility"]> {
  return {
    locationId: location.locationId,
    name: location.name,
    npi: location.npi,
    address: location.address,
    placeOfService: location.placeOfService,
  };
}
