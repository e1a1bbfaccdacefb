import { read837P } from "@practicum/x12/837p/read";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goodClaim, line } from "../../testing/claim.ts";
import type { ClaimContent } from "./claim-content.ts";
import { lineOfControlNumber } from "./claim-to-837p.ts";
import { plain } from "./plain-text.ts";
import { defaultTradingPartner } from "../../exchange/domain/trading-partner.ts";
import { writeClaims, type OutgoingClaim } from "./write-claims.ts";

const good = goodClaim();
const practice = {
  ...(good.billing ?? fail()),
  billingAddress: good.patient.address ?? fail(),
  timeZone: "America/Los_Angeles",
  version: 1,
};
const out = {
  partner: defaultTradingPartner(practice),
  practice,
  controlNumber: 7,
  now: "2026-11-23T16:00:00.000Z",
  timeZone: "America/Los_Angeles",
};
const outgoing = (content: ClaimContent, more: Partial<OutgoingClaim> = {}): OutgoingClaim => ({
  claimId: "1",
  number: "C100001",
  frequency: "1",
  content,
  ...more,
});

function fail(): never {
  throw new Error("the good claim has everything");
}

function written(...claims: OutgoingClaim[]) {
  const { text, refused } = writeClaims(out, claims);
  expect(refused).toEqual([]);
  const read = read837P(text ?? "");
  expect(read.findings.filter((finding) => finding.severity === "error")).toEqual([]);
  return read.value.flatMap((one) => one.transactions);
}

describe("BIL-23: a claim as an 837P", () => {
  test("subscriber is the patient; supervising, site, laboratory and replacement where there are any", () => {
    const content: ClaimContent = {
      ...good,
      supervising: good.rendering,
      facility: good.facility && { ...good.facility, address: { ...good.facility.address, line1: "9 Other Street" } },
      originalClaimNumber: "PCN1",
      lines: [line(1, { code: "87880", modifiers: ["QW"] })],
    };
    const [transaction] = written(outgoing(content, { frequency: "7" }));
    const claim = transaction?.claims[0];
    expect(claim).toMatchObject({
      frequency: "7",
      originalClaimNumber: "PCN1",
      clia: "05D0999001",
      serviceFacility: { name: "MISSION BAY" },
    });
    expect(claim?.supervisingProvider?.name).toMatchObject({ last: "CHEN" });
    expect(claim?.patient).toBeUndefined();
    expect(lineOfControlNumber(claim?.lines[0]?.controlNumber, "C100001")).toBe(1);
  });
  test("a dependent stands beneath the subscriber, a capitated plan's encounter in a transaction of its own", () => {
    const child: ClaimContent = {
      ...good,
      coverage: { ...good.coverage, relationship: "child" },
      subscriber: {
        name: { family: "Lopez", given: "Ana", middle: null, suffix: null },
        birthDate: "1960-01-01",
        sex: "female",
        address: good.patient.address,
      },
    };
    const capitated: ClaimContent = { ...good, payer: { ...good.payer, capitated: true } };
    const transactions = written(outgoing(child), outgoing(capitated, { claimId: "2", number: "C100002" }));
    expect(transactions.map((one) => one.kind)).toEqual(["CH", "RP"]);
    expect(transactions[0]?.claims[0]).toMatchObject({
      patient: { relationship: "19", name: { first: "MARIA" } },
      subscriber: { name: { first: "ANA" } },
    });
    // The subscriber's own address and birth date are the patient's business only when they are the patient.
    const [sent, capitatedSent] = transactions.map((one) => one.claims[0]?.subscriber);
    expect([sent?.address, sent?.birthDate, sent?.sex]).toEqual([undefined, undefined, undefined]);
    expect(capitatedSent).toMatchObject({ address: { state: "CA" }, birthDate: good.patient.birthDate });
  });
  test("one that can't be written is left out with its reason; the others go", () => {
    const broken: ClaimContent = { ...good, coverage: { ...good.coverage, memberId: "" } };
    const { text, refused } = writeClaims(out, [outgoing(good), outgoing(broken, { claimId: "2", number: "C100002" })]);
    expect(refused.map((one) => one.claimId)).toEqual(["2"]);
    expect(
      read837P(text ?? "").value.flatMap((one) => one.transactions.flatMap((t) => t.claims.map((c) => c.id))),
    ).toEqual(["C100001"]);
  });
  test("whatever a person is called, the file can be read", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        (family, amount) => {
          fc.pre(/[A-Za-z]/.test(plain(family)));
          const name = { ...good.patient.name, family };
          const content: ClaimContent = {
            ...good,
            patient: { ...good.patient, name },
            subscriber: { ...good.subscriber, name },
            lines: [line(1, { amount }), line(2, { amount })],
          };
          const [transaction] = written(outgoing(content));
          expect(transaction?.claims[0]?.charge).toBe(2 * amount);
        },
      ),
      { numRuns: 50 },
    );
  });
});
