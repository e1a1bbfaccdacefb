import { ORDINARY_RULES, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import { read837P } from "@practicum/x12/837p/read";
import type { Claim837P } from "@practicum/x12/837p/types";
import { describe, expect, test } from "vitest";
import { defaultTradingPartner } from "../../exchange/domain/trading-partner.ts";
import { goodClaim, line } from "../../testing/claim.ts";
import { NO_FACTS } from "./claim-facts.ts";
import type { ClaimContent } from "./claim-content.ts";
import { writeClaims } from "./write-claims.ts";

const CAR = { cause: "auto", on: "2026-11-18", state: "CA", claimNumber: "a-77" } as const;
const ROE = { family: "Röe", given: "Ann", npi: "1234567893" };

function sent(more: Partial<ClaimContent>, rules: Partial<PayerRules> = {}): { claim: Claim837P; text: string } {
  const good = goodClaim();
  const billing = good.billing;
  if (!billing) throw new Error("the good claim has a billing provider");
  const content = {
    ...good,
    facts: NO_FACTS,
    payer: { ...good.payer, rules: { ...ORDINARY_RULES, ...rules } },
    ...more,
  };
  const address = good.patient.address;
  if (!address) throw new Error("the good claim has an address");
  const practice = { ...billing, billingAddress: address, timeZone: "America/Los_Angeles", version: 1 };
  const out = {
    practice,
    partner: defaultTradingPartner(practice),
    controlNumber: 1,
    now: "2026-11-23T16:00:00.000Z",
    timeZone: "America/Los_Angeles",
  };
  const written = writeClaims(out, [{ claimId: "c", number: "C1", frequency: "1", content }]);
  if (written.text === null) throw new Error(written.refused.map((one) => one.because).join());
  const read = read837P(written.text);
  expect(read.findings.filter((one) => one.severity === "error")).toEqual([]);
  const claim = read.value[0]?.transactions[0]?.claims[0];
  if (!claim) throw new Error("a claim was written");
  return { claim, text: written.text };
}

describe("BIL-130: what is beside the note goes out with the claim, where the standard has it", () => {
  test("authorization and referral", () => {
    const { text } = sent({ facts: { ...NO_FACTS, authorization: "ab-12", referral: "R 9" } });
    expect(text).toContain("~REF*G1*AB-12~");
    expect(text).toContain("~REF*9F*R 9~");
  });
  test("an accident: cause, state and day; the insurer's number with the patient, who is the subscriber or not", () => {
    const { claim, text } = sent({ facts: { ...NO_FACTS, accident: CAR } });
    expect(claim).toMatchObject({ relatedCauses: { causes: ["AA"], state: "CA" }, dates: { accident: "2026-11-18" } });
    expect(text).toContain("~DTP*439*D8*20261118~");
    expect(claim.subscriber.secondaryIds).toEqual([{ qualifier: "Y4", value: "A-77" }]);
    const good = goodClaim();
    const child = sent({
      facts: { ...NO_FACTS, accident: { ...CAR, cause: "employment", state: null } },
      coverage: { ...good.coverage, relationship: "child" },
    }).claim;
    expect(child.relatedCauses).toEqual({ causes: ["EM"] });
    expect(child.patient?.secondaryIds).toEqual([{ qualifier: "Y4", value: "A-77" }]);
    expect(child.subscriber.secondaryIds ?? []).toEqual([]);
  });
  test("that there was no accident is said by saying nothing", () => {
    const none = { cause: "none", on: null, state: null, claimNumber: null } as const;
    const { claim } = sent({ facts: { ...NO_FACTS, accident: none } });
    expect(claim.relatedCauses).toBeUndefined();
    expect(claim.dates?.accident).toBeUndefined();
  });
  test("the drug of a line, with its quantity to the thousandth", () => {
    const drug = { ndc: "00002143380", quantityThousandths: 1250, unit: "ML" } as const;
    const { text, claim } = sent({ lines: [line(1), line(2, { code: "J3420", drug })] });
    expect(text).toContain("~LIN**N4*00002143380~CTP****1.25*ML~");
    expect(claim.lines[0]?.drug).toBeUndefined();
  });
  test("who ordered stands at the ordered lines only; who referred, at the claim", () => {
    const { claim } = sent({
      lines: [line(1), line(2, { code: "80053" }), line(3, { code: "71046" })],
      facts: { ...NO_FACTS, ordering: ROE, referring: { ...ROE, family: "Doe" } },
    });
    expect(claim.lines.map((one) => one.orderingProvider?.npi)).toEqual([undefined, ROE.npi, ROE.npi]);
    expect(claim.referringProviders).toMatchObject([{ role: "DN", name: { last: "DOE" }, npi: ROE.npi }]);
  });
  test("why a second one is no duplicate, in a note", () => {
    const { claim } = sent({ facts: { ...NO_FACTS, duplicateBecause: "morning and evening" } });
    expect(claim.notes).toEqual([{ qualifier: "ADD", text: "MORNING AND EVENING" }]);
  });
  test("a code for what has none carries its description", () => {
    const { claim } = sent({ lines: [line(1, { code: "E1399", label: "Padded splint" }), line(2)] });
    expect(claim.lines.map((one) => one.procedure.description)).toEqual(["PADDED SPLINT", undefined]);
  });
});

describe("BIL-132: where the payer asks who ordered, as Medicare does", () => {
  const rules = { orderingProvider: true };
  const npi = goodClaim().rendering?.npi;
  test("who rendered a test has ordered it: 2310A; equipment has its orderer at the line", () => {
    const { claim } = sent({ lines: [line(1, { code: "80053" }), line(2, { code: "E0114" })] }, rules);
    expect(claim.referringProviders).toMatchObject([{ role: "DN", npi }]);
    expect(claim.lines.map((one) => one.orderingProvider?.npi)).toEqual([undefined, npi]);
  });
  test("another payer is not told, and a visit has no orderer", () => {
    expect(sent({ lines: [line(1, { code: "80053" })] }).claim.referringProviders ?? []).toEqual([]);
    expect(sent({}, rules).claim.referringProviders ?? []).toEqual([]);
  });
  test("somebody else who ordered stands at the line, and nobody at the claim", () => {
    const { claim } = sent({ lines: [line(1, { code: "80053" })], facts: { ...NO_FACTS, ordering: ROE } }, rules);
    expect(claim.referringProviders ?? []).toEqual([]);
    expect(claim.lines[0]?.orderingProvider).toMatchObject({ name: { last: "ROE", first: "ANN" }, npi: ROE.npi });
  });
});

describe("BIL-134: why Medicare is not the first payer", () => {
  const good = goodClaim();
  const earlier = [
    {
      claimId: "c0",
      payer: { name: "First", electronicId: "FIRST", claimFiling: "12" },
      coverage: { memberId: "F1", groupNumber: null, relationship: "self" as const },
      subscriber: good.subscriber,
      payerClaimNumber: "P1",
      decidedOn: "2026-11-22",
      paid: 16_500,
      adjustments: [],
      lines: [],
      openDenial: false,
    },
  ];
  const coverage = { ...good.coverage, secondaryReason: "12" };
  test("stands in SBR05 after another payer, and only there", () => {
    const rules = { secondaryReason: true };
    const medicare = { ...good.payer, claimFiling: "MB", rules: { ...ORDINARY_RULES, ...rules } };
    expect(sent({ coverage, earlier, payer: medicare }).claim.subscriber).toMatchObject({
      responsibility: "S",
      insuranceType: "12",
      filingIndicator: "MB",
    });
    expect(sent({ coverage, payer: medicare }).claim.subscriber.insuranceType).toBeUndefined();
    expect(sent({ coverage, earlier }).claim.subscriber.insuranceType).toBeUndefined();
  });
});
