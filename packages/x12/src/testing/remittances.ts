import fc from "fast-check";
import type { ClaimPayment835, ProviderAdjustment835, Remittance835, ServicePayment835 } from "../835/types.ts";
import type { Adjustment } from "../types.ts";
import {
  address,
  anyCents,
  anyName,
  cents,
  code,
  contact,
  day,
  digits,
  list,
  maybe,
  npi,
  person,
  plainProcedure,
  procedure,
  quantity,
  range,
  references,
  text,
} from "./arbitraries.ts";

/** Sorted by group, as the writer puts them. */
const adjustments: fc.Arbitrary<Adjustment[]> = fc
  .array(
    fc.record({
      group: code("CO", "OA", "PI", "PR"),
      reason: code("45", "1", "2", "3", "97", "253"),
      amount: anyCents,
      quantity: maybe(quantity),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)));

const sum = (all: readonly Adjustment[]): number => all.reduce((total, one) => total + one.amount, 0);
const amounts = (...qualifiers: string[]) => list(fc.record({ qualifier: code(...qualifiers), amount: anyCents }), 3);
const quantities = (...qualifiers: string[]) => list(fc.record({ qualifier: code(...qualifiers), quantity }), 2);
const memberId = fc.record({ qualifier: fc.constant("MI"), value: text(20, 2) });

const line: fc.Arbitrary<ServicePayment835> = fc
  .record({
    procedure: plainProcedure,
    charge: fc.constant(0),
    paid: anyCents,
    revenueCode: maybe(digits(4)),
    quantity: maybe(quantity),
    submittedProcedure: maybe(procedure),
    submittedQuantity: maybe(quantity),
    serviceDates: maybe(range),
    adjustments,
    controlNumber: maybe(text(20)),
    references: references("1S", "G1", "LU"),
    renderingIds: references("0B", "1C", "HPI"),
    policyIds: list(text(20), 3),
    amounts: amounts("B6", "KH", "T"),
    quantities: quantities("ZK", "ZL"),
    remarks: list(
      fc.constantFrom(
        { qualifier: "HE", code: "N130" },
        { qualifier: "HE", code: "M15" },
        { qualifier: "RX", code: "75" },
      ),
      4,
    ),
  })
  .map((one) => ({ ...one, charge: one.paid + sum(one.adjustments) }));

const claim: fc.Arbitrary<ClaimPayment835> = fc
  .record({
    group: fc.constant(1),
    id: text(20),
    status: code("1", "2", "3", "4", "19", "22"),
    charge: fc.constant(0),
    paid: anyCents,
    patientResponsibility: maybe(cents),
    filingIndicator: code("12", "MB", "HM", "MC"),
    payerClaimNumber: text(20),
    facilityType: maybe(code("11", "22")),
    frequency: maybe(code("1", "7")),
    drg: maybe(digits(3)),
    drgWeight: maybe(quantity),
    adjustments,
    patient: fc.record({ name: person, id: maybe(memberId) }),
    insured: maybe(fc.record({ name: anyName, id: memberId })),
    correctedInsured: maybe(
      fc.record({ name: person, id: maybe(fc.record({ qualifier: fc.constant("C"), value: text(20, 2) })) }),
    ),
    renderingProvider: maybe(fc.record({ name: anyName, id: npi.map((value) => ({ qualifier: "XX", value })) })),
    crossoverCarrier: maybe(
      fc.record({ name: text(30), id: fc.record({ qualifier: fc.constant("PI"), value: text(10, 2) }) }),
    ),
    correctedPriorityPayer: maybe(
      fc.record({ name: text(30), id: fc.record({ qualifier: fc.constant("PI"), value: text(10, 2) }) }),
    ),
    otherSubscriber: maybe(fc.record({ name: person, id: memberId })),
    inpatient: maybe(
      fc.record({
        coveredDays: fc.integer({ min: 0, max: 99 }),
        remarks: list(code("MA01", "MA02"), 5),
        further: maybe(fc.record({ 2: anyCents, 15: fc.integer({ min: 1, max: 99 }), 24: anyCents })),
      }),
    ),
    outpatient: maybe(
      fc.record({
        payableAmount: anyCents,
        remarks: list(code("MA01", "MA07"), 5),
        professionalComponent: maybe(cents),
      }),
    ),
    references: references("1L", "EA", "F8", "G1", "9A"),
    renderingIds: references("0B", "1C", "G2"),
    statementFrom: maybe(day),
    statementTo: maybe(day),
    coverageExpired: maybe(day),
    received: maybe(day),
    contacts: list(contact, 2),
    amounts: amounts("AU", "I", "F5"),
    quantities: quantities("CA", "PS"),
    lines: fc.array(line, { maxLength: 3 }),
  })
  .map((one) => {
    const adjusted = sum(one.adjustments) + one.lines.reduce((total, each) => total + sum(each.adjustments), 0);
    return { ...one, charge: one.paid + adjusted };
  });

const providerAdjustment: fc.Arbitrary<ProviderAdjustment835> = fc.record({
  providerId: npi,
  fiscalPeriodEnd: day,
  entries: fc.array(fc.record({ reason: code("WO", "FB", "L6", "72"), reference: maybe(text(20)), amount: anyCents }), {
    minLength: 1,
    maxLength: 6,
  }),
});

const bank = fc.record({
  routingQualifier: fc.constant("01"),
  routingNumber: digits(9),
  accountQualifier: fc.constant("DA"),
  account: digits(10),
});

/** Remittances that balance, with positive payments. */
export const remittance: fc.Arbitrary<Remittance835> = fc
  .record({
    controlNumber: fc.constant("0001"),
    payment: fc.record({
      handling: code("I", "C"),
      amount: fc.constant(0),
      creditDebit: fc.constant("C" as const),
      method: fc.constant("ACH"),
      format: code("CCP", "CTX"),
      payerBank: bank,
      originatorId: digits(10),
      originatorSupplementalCode: maybe(digits(9)),
      payeeBank: bank,
      date: day,
    }),
    trace: fc.record({
      number: text(20),
      payerId: digits(9).map((nine) => `1${nine}`),
      supplementalCode: maybe(text(10)),
    }),
    currency: maybe(fc.constant("USD")),
    receiverId: maybe(text(20)),
    versionId: maybe(text(20)),
    productionDate: maybe(day),
    payer: fc.record({
      name: text(40),
      planId: maybe(text(10, 2)),
      address: address(),
      secondaryIds: references("2U", "EO", "HI", "NF"),
      businessContact: maybe(contact),
      technicalContacts: fc.array(contact, { minLength: 1, maxLength: 2 }),
      webSite: maybe(fc.constant("WWW.PAYER.EXAMPLE")),
    }),
    payee: fc.record({
      name: text(40),
      id: fc.oneof(
        npi.map((value) => ({ qualifier: "XX", value })),
        digits(9).map((value) => ({ qualifier: "FI", value })),
      ),
      address: maybe(address()),
      secondaryIds: references("TJ", "PQ"),
      delivery: maybe(fc.record({ method: code("EM", "FT"), name: maybe(text(20)), address: maybe(text(30)) })),
    }),
    claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
    providerAdjustments: fc.array(providerAdjustment, { maxLength: 2 }),
    summary: maybe(
      fc.record({
        providerId: npi,
        facilityType: fc.constant("11"),
        fiscalPeriodEnd: day,
        claimCount: fc.integer({ min: 1, max: 99 }),
        charge: anyCents,
        further: maybe(fc.record({ 13: anyCents, 23: fc.integer({ min: 1, max: 99 }) })),
        inpatient: maybe(fc.record({ 1: anyCents, 7: quantity, 19: anyCents })),
      }),
    ),
    groups: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ summary, groups, ...rest }) => {
    const claims = rest.claims.map((one, at) => ({ ...one, group: at < rest.claims.length / 2 ? 1 : groups }));
    const paid = claims.reduce((total, one) => total + one.paid, 0);
    const kept = rest.providerAdjustments.flatMap((one) => one.entries).reduce((total, one) => total + one.amount, 0);
    // A payment is never negative: what is missing is carried forward, as payers do.
    const short = Math.max(0, kept - paid);
    const forward = {
      providerId: "1234567893",
      fiscalPeriodEnd: "2026-12-31",
      entries: [{ reason: "FB", reference: undefined, amount: -short }],
    };
    return {
      ...rest,
      claims,
      payment: { ...rest.payment, amount: paid - kept + short },
      providerAdjustments: short > 0 ? [...rest.providerAdjustments, forward] : rest.providerAdjustments,
      providerSummaries: summary && [{ ...summary, group: 1 }],
    };
  });
