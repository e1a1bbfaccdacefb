import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import { decision, reversalOf } from "../../testing/payer-files.ts";
import { remittanceOfEob, type ClaimOfEob } from "./paper-eob.ts";

const claim = (number: string, more: Partial<ClaimOfEob> = {}): ClaimOfEob => ({
  claimId: `id-${number}`,
  number,
  order: 1,
  total: 15_000,
  claimFiling: "HM",
  memberId: "CF1234567",
  patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  serviceDate: "2026-11-20",
  lines: [
    { lineNumber: 1, code: "99213", modifiers: ["25"], units: 1, amount: 10_000 },
    { lineNumber: 2, code: "36415", modifiers: [], units: 3, amount: 5000 },
  ],
  standing: null,
  ...more,
});
const CO45 = (amount: number) => ({ group: "CO" as const, reason: "45", amount });
const PR3 = (amount: number) => ({ group: "PR" as const, reason: "3", amount });
type Said = Parameters<typeof remittanceOfEob>[1]["claims"][number];
/** Of the first line $70.00 is paid and $20.00 the patient's; of the second all is taken off. */
const keyed = (number: string, more: object = {}): Said =>
  ({
    claimId: `id-${number}`,
    takeBack: false,
    payerClaimNumber: `PCN${number}`,
    adjustments: [],
    lines: [
      { lineNumber: 2, paid: 0, adjustments: [CO45(5000)], remarks: ["N19"] },
      { lineNumber: 1, paid: 7000, adjustments: [CO45(1000), PR3(2000)], remarks: [] },
    ],
    ...more,
  }) as never;
const check = (amount: number) => ({
  payerName: "Care First",
  payerCode: "CFHP1",
  number: "4711",
  amount,
  depositedOn: "2026-11-23",
});
const eob = (amount: number, claims: readonly Said[], known: readonly ClaimOfEob[], beside: readonly object[] = []) =>
  remittanceOfEob(
    check(amount),
    { claims: [...claims], beside: beside as never },
    new Map(known.map((one) => [one.claimId, one])),
  );

describe("BIL-101: a paper EOB as the remittance that it would have been", () => {
  test("each amount stands on its own line, and the check's numbers at the head", () => {
    const made = eob(7000, [keyed("C1")], [claim("C1")]);
    const remittance = must(made.ok ? made.value : null, JSON.stringify(made));
    expect(remittance).toMatchObject({
      controlNumber: "0001",
      payment: { handling: "I", amount: 7000, creditDebit: "C", method: "CHK", date: "2026-11-23" },
      trace: { number: "4711", payerId: "CFHP1" },
      payer: { name: "Care First" },
      providerAdjustments: [],
    });
    expect(remittance.claims).toEqual([
      {
        group: 1,
        id: "C1",
        status: "1",
        charge: 15_000,
        paid: 7000,
        patientResponsibility: 2000,
        filingIndicator: "HM",
        payerClaimNumber: "PCNC1",
        adjustments: [],
        patient: {
          name: { kind: "person", last: "LOPEZ", first: "MARIA" },
          id: { qualifier: "MI", value: "CF1234567" },
        },
        lines: [
          {
            procedure: { qualifier: "HC", code: "99213", modifiers: ["25"] },
            charge: 10_000,
            paid: 7000,
            quantity: 1,
            serviceDates: { from: "2026-11-20", to: "2026-11-20" },
            adjustments: [CO45(1000), PR3(2000)],
            controlNumber: "C1L1",
          },
          {
            procedure: { qualifier: "HC", code: "36415" },
            charge: 5000,
            paid: 0,
            quantity: 3,
            serviceDates: { from: "2026-11-20", to: "2026-11-20" },
            adjustments: [CO45(5000)],
            controlNumber: "C1L2",
            remarks: [{ qualifier: "HE", code: "N19" }],
          },
        ],
      },
    ]);
  });

  test("nothing paid and nothing the patient's is a refusal; what is left to the patient is none, nor is a later payer's turn", () => {
    const refused = keyed("C1", { adjustments: [{ group: "CO", reason: "29", amount: 15_000 }], lines: [] });
    const left = keyed("C1", { adjustments: [{ group: "PR", reason: "1", amount: 15_000 }], lines: [] });
    // Taken off of the whole claim: the lines carry nothing, and their sums would not hold by themselves.
    const whole = claim("C1", { lines: [] });
    const statusOf = (said: Said, of: ClaimOfEob) => {
      const made = eob(0, [said], [of]);
      return made.ok ? made.value.claims[0] : made.error;
    };
    expect(statusOf(refused, whole)).toMatchObject({ status: "4" });
    expect(statusOf(refused, whole)).not.toHaveProperty("patientResponsibility");
    expect(statusOf(left, whole)).toMatchObject({ status: "1", patientResponsibility: 15_000 });
    expect(statusOf(left, { ...whole, order: 2 })).toMatchObject({ status: "2" });
  });

  test("a sum that does not hold is named by claim, line and difference; a claim that is not ours by its place", () => {
    const second = keyed("C2", {
      lines: [
        { lineNumber: 1, paid: 7000, adjustments: [CO45(3000)], remarks: [] },
        { lineNumber: 2, paid: 0, adjustments: [CO45(4000)], remarks: [] },
      ],
    });
    const apart = eob(14_000, [keyed("C1"), second], [claim("C1"), claim("C2")]);
    const field = "claims.1.lines";
    expect(apart).toMatchObject({
      error: {
        code: "not-in-balance",
        field,
        fields: [{ field, message: "Claim C2, line 2: billed less paid is not what was taken off." }],
        detail: { difference: "$10.00" },
      },
    });
    // More was taken off than billed: the difference is an amount all the same.
    const more = keyed("C1", { adjustments: [CO45(300)] });
    expect(eob(7000, [more], [claim("C1")])).toMatchObject({
      error: {
        fields: [{ message: "Claim C1: billed less paid is not what was taken off." }],
        detail: { difference: "$3.00" },
      },
    });
    expect(eob(7000, [keyed("C1"), keyed("C9")], [claim("C1")])).toMatchObject({
      error: { code: "not-found", field: "claims.1.claimId" },
    });
  });

  test("a line that the EOB does not name is paid nothing", () => {
    const short = keyed("C1", {
      lines: [{ lineNumber: 1, paid: 7000, adjustments: [CO45(1000), PR3(2000)], remarks: [] }],
    });
    expect(eob(7000, [short], [claim("C1")])).toMatchObject({
      error: {
        fields: [{ message: "Claim C1, line 2: billed less paid is not what was taken off." }],
        detail: { difference: "$50.00" },
      },
    });
  });

  test("what is kept back beside the claims lowers the check, what is added raises it; the rest is a difference", () => {
    const kept = [
      { reason: "WO", amount: 1500, reference: "C0" },
      { reason: "L6", amount: -200, reference: "" },
    ];
    const made = eob(5700, [keyed("C1")], [claim("C1")], kept);
    expect(made).toMatchObject({ ok: true });
    expect(made.ok && made.value.providerAdjustments).toEqual([
      {
        providerId: "",
        fiscalPeriodEnd: "2026-12-31",
        entries: [
          { reason: "WO", amount: 1500, reference: "C0" },
          { reason: "L6", amount: -200 },
        ],
      },
    ]);
    for (const amount of [5600, 5800])
      expect(eob(amount, [keyed("C1")], [claim("C1")], kept)).toMatchObject({
        error: { code: "not-in-balance", field: "beside", detail: { difference: "$1.00" } },
      });
  });

  test("BIL-101: what the payer takes back is its standing decision with every sign turned; nothing decided can't be taken back", () => {
    const standing = decision("C1", [
      { code: "99213", charge: 10_000, paid: 7000, adjustments: [CO45(1000), PR3(2000)] },
      { code: "36415", charge: 5000, paid: 0, adjustments: [CO45(5000)] },
    ]);
    const taken = eob(-7000, [keyed("C1", { takeBack: true })], [claim("C1", { standing })]);
    expect(taken.ok && taken.value.claims).toEqual([reversalOf(standing)]);
    const never = eob(0, [keyed("C1", { takeBack: true })], [claim("C1")]);
    const message = "This payer has decided nothing on the claim that it could take back.";
    const field = "claims.0.takeBack";
    expect(never).toMatchObject({
      error: { code: "claim-not-ready", fields: [{ field, message }], detail: { status: "not decided" } },
    });
  });
});
