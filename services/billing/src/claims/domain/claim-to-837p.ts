import type { Address, PersonName } from "@practicum/contracts/schema";
import { must } from "@practicum/kernel/assert";
import { sumCents } from "@practicum/kernel/money";
import type {
  BillingProvider,
  Claim837P,
  LineAdjudication837P,
  OtherSubscriber837P,
  Patient837P,
  Provider837P,
  Subscriber837P,
} from "@practicum/x12/837p/types";
import type { Address as X12Address, PersonName as X12Name, Sex as X12Sex } from "@practicum/x12/types";
import type { ClaimContent, ClaimProvider, EarlierPayer, Sex } from "./claim-content.ts";
import { isUnlisted } from "./claim-facts.ts";
import { casualtyNumber, factsOfClaim, factsOfLine } from "./facts-to-837p.ts";
import { plain } from "./plain-text.ts";
import { sameAddress } from "./same-address.ts";

const RELATIONSHIPS = { self: "18", spouse: "01", child: "19", other: "G8" } as const;
const RESPONSIBILITY = ["P", "S", "T"] as const;

/**
 * A claim that has passed the scrubber as X12 005010X222A1 wants it.
 * @throws AssertionError when something is missing that the scrubber demands: then it was called too early.
 */
export function claimTo837P(
  content: ClaimContent,
  about: { readonly number: string; readonly frequency: "1" | "7" | "8" },
): Claim837P {
  const facility = must(content.facility, "a claim needs a place of service");
  const billing = must(content.billing, "a claim needs a billing provider");
  const atBillingAddress = sameAddress(facility.address, billing.address);
  const rendering = must(content.rendering, "a claim needs a rendering provider");
  const dependent = content.coverage.relationship !== "self";
  const earlier = content.earlier ?? [];
  return {
    billingProvider: billingProvider(billing),
    subscriber: subscriber(content, dependent),
    payer: { name: plain(content.payer.name), id: { qualifier: "PI", value: content.payer.electronicId } },
    ...(dependent ? { patient: patient(content) } : {}),
    id: about.number,
    charge: sumCents(content.lines.map((line) => line.amount)),
    placeOfService: facility.placeOfService,
    frequency: about.frequency,
    providerSignatureOnFile: true,
    assignment: "A",
    benefitsAssigned: "Y",
    releaseOfInformation: "Y",
    medicalRecordNumber: content.patient.mrn,
    ...(billing.clia && content.lines.some(isLaboratory) ? { clia: billing.clia } : {}),
    ...(content.originalClaimNumber ? { originalClaimNumber: content.originalClaimNumber } : {}),
    ...factsOfClaim(content),
    diagnoses: content.diagnoses.map(({ code }, index) => ({
      qualifier: index === 0 ? "ABK" : "ABF",
      code: code.replace(".", ""),
    })),
    ...(rendering.npi === billing.npi ? {} : { renderingProvider: provider(rendering) }),
    ...(atBillingAddress ? {} : { serviceFacility: serviceFacility(facility, billing.npi) }),
    ...(content.supervising ? { supervisingProvider: supervisor(content.supervising) } : {}),
    ...(earlier.length > 0 ? { otherSubscribers: earlier.map(otherSubscriber) } : {}),
    lines: content.lines.map((line) => ({
      procedure: {
        qualifier: "HC",
        code: line.code,
        ...(line.modifiers.length > 0 ? { modifiers: line.modifiers } : {}),
        ...(isUnlisted(line.code) ? { description: plain(line.label).slice(0, 80).trim() } : {}),
      },
      charge: line.amount,
      unit: "UN",
      quantity: line.units,
      diagnosisPointers: line.pointers,
      serviceDates: { from: content.serviceDate, to: content.serviceDate },
      controlNumber: `${about.number}L${line.lineNumber}`,
      ...factsOfLine(content, line),
      ...adjudications(earlier, line.lineNumber),
    })),
  };
}

/** The line number in REF*6R that {@link claimTo837P} wrote, when it is one of ours. */
export function lineOfControlNumber(controlNumber: string | undefined, claimNumber: string): number | null {
  if (!controlNumber?.startsWith(`${claimNumber}L`)) return null;
  const line = Number(controlNumber.slice(claimNumber.length + 1));
  return Number.isSafeInteger(line) && line > 0 ? line : null;
}

/** Whether a line is a test of the practice's own laboratory: a waived one carries QW, others are 80000 to 89999. */
export function isLaboratory(line: { readonly code: string; readonly modifiers: readonly string[] }): boolean {
  return line.modifiers.includes("QW") || (/^8\d{4}$/.test(line.code) && !line.modifiers.includes("90"));
}

function billingProvider(billing: NonNullable<ClaimContent["billing"]>): BillingProvider {
  return {
    name: { kind: "organization", name: plain(billing.name) },
    npi: billing.npi,
    address: address(billing.address),
    ...(billing.payTo ? { payToAddress: address(billing.payTo) } : {}),
    taxId: { qualifier: "EI", value: billing.taxId },
    taxonomy: billing.taxonomy,
    contacts: [{ name: "BILLING OFFICE", phone: billing.phone }],
  };
}

/** Address, birth date and sex are sent of a subscriber who is the patient, and else not (X12 005010X222A1, loop 2010BA). */
function subscriber(content: ClaimContent, dependent: boolean): Subscriber837P {
  const { subscriber: person, coverage } = content;
  return {
    // The payer's turn, not the coverage's place: a second coverage alone is billed first.
    responsibility: responsibility(content.earlier?.length ?? 0),
    ...(coverage.groupNumber ? { groupNumber: plain(coverage.groupNumber) } : {}),
    // Why Medicare is not the first payer; as the first it has no reason.
    ...(coverage.secondaryReason && (content.earlier?.length ?? 0) > 0 && content.payer.rules?.secondaryReason
      ? { insuranceType: coverage.secondaryReason }
      : {}),
    filingIndicator: content.payer.claimFiling,
    name: personName(must(person.name, "a claim needs the subscriber's name")),
    memberId: coverage.memberId,
    ...(dependent ? {} : casualtyNumber(content)),
    ...(person.address && !dependent ? { address: address(person.address) } : {}),
    ...(person.birthDate && !dependent ? { birthDate: person.birthDate, sex: sexCode(person.sex ?? "unknown") } : {}),
  };
}

function responsibility(payersBefore: number): string {
  return RESPONSIBILITY[payersBefore] ?? "U";
}

/** Loops 2320, 2330A and 2330B: a payer that decided before, with what it paid and took off on the claim as a whole. */
function otherSubscriber(one: EarlierPayer, index: number): OtherSubscriber837P {
  return {
    responsibility: responsibility(index),
    relationship: RELATIONSHIPS[one.coverage.relationship],
    ...(one.coverage.groupNumber ? { groupNumber: plain(one.coverage.groupNumber) } : {}),
    filingIndicator: one.payer.claimFiling,
    ...(one.adjustments.length > 0 ? { adjustments: one.adjustments } : {}),
    paid: one.paid,
    benefitsAssigned: "Y",
    releaseOfInformation: "Y",
    name: personName(must(one.subscriber.name, "an earlier payer's claim had the subscriber's name")),
    memberId: one.coverage.memberId,
    ...(one.subscriber.address ? { address: address(one.subscriber.address) } : {}),
    payer: {
      name: plain(one.payer.name),
      id: { qualifier: "PI", value: one.payer.electronicId },
      // On the lines where the payer decided by line; the standard wants it in one place.
      ...(one.lines.length === 0 ? { adjudicationDate: one.decidedOn } : {}),
      ...(one.payerClaimNumber ? { claimNumber: one.payerClaimNumber } : {}),
    },
  };
}

/** Loops 2430 of a line: what each earlier payer decided on it. */
function adjudications(earlier: readonly EarlierPayer[], lineNumber: number) {
  const made = earlier.flatMap((one) =>
    one.lines
      .filter((line) => line.lineNumber === lineNumber)
      .map((line): LineAdjudication837P => ({
        payerId: one.payer.electronicId,
        paid: line.paid,
        procedure: {
          qualifier: "HC",
          code: line.code,
          ...(line.modifiers.length > 0 ? { modifiers: line.modifiers } : {}),
        },
        quantity: line.quantity,
        ...(line.adjustments.length > 0 ? { adjustments: line.adjustments } : {}),
        date: one.decidedOn,
      })),
  );
  return made.length > 0 ? { adjudications: made } : {};
}

function patient(content: ClaimContent): Patient837P {
  return {
    relationship: RELATIONSHIPS[content.coverage.relationship],
    name: personName(content.patient.name),
    address: address(must(content.patient.address, "a claim needs the patient's address")),
    birthDate: content.patient.birthDate,
    sex: sexCode(content.patient.sex),
    ...casualtyNumber(content),
  };
}

function provider(one: ClaimProvider): Provider837P {
  return {
    name: { kind: "person", last: plain(one.family), first: plain(one.given) },
    ...(one.npi ? { npi: one.npi } : {}),
    ...(one.taxonomy ? { taxonomy: one.taxonomy } : {}),
  };
}

/** Loop 2310D has no PRV. */
function supervisor(one: ClaimProvider): Provider837P {
  const { name, npi } = provider(one);
  return npi ? { name, npi } : { name };
}

/** Loop 2310C: a site's NPI only when it is not the billing provider's own. */
function serviceFacility(facility: NonNullable<ClaimContent["facility"]>, billingNpi: string) {
  return {
    name: plain(facility.name),
    ...(facility.npi && facility.npi !== billingNpi ? { npi: facility.npi } : {}),
    address: address(facility.address),
  };
}

export function personName(name: PersonName): X12Name {
  return {
    kind: "person",
    last: plain(name.family),
    first: plain(name.given),
    ...(name.middle ? { middle: plain(name.middle) } : {}),
    ...(name.suffix ? { suffix: plain(name.suffix) } : {}),
  };
}

export function address(from: Address): X12Address {
  return {
    line1: plain(from.line1),
    ...(from.line2 ? { line2: plain(from.line2) } : {}),
    city: plain(from.city),
    state: from.state,
    zip: from.zip,
  };
}

export function sexCode(sex: Sex): X12Sex {
  switch (sex) {
    case "female":
      return "F";
    case "male":
      return "M";
    case "unknown":
      return "U";
  }
}
