import { sumCents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decision, reversalOf } from "../../testing/payer-files.ts";
import { decidePosting, type PostingClaim } from "./decide-posting.ts";

const NOTHING = { paid: 0, patient: 0, contractual: 0, denied: 0 };

/** A claim of up to five lines with a decision that balances: every line is paid, taken off, left to the patient, and refused. */
const decided = fc
  .array(
    fc.record({
      paid: fc.nat(50_000),
      contractual: fc.nat(50_000),
      patient: fc.nat(50_000),
      refused: fc.nat(50_000),
      group: fc.constantFrom("CO", "PR", "OA", "PI"),
      reason: fc.constantFrom("16", "18", "50", "97", "197", "204", "29"),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => {
    const lines = parts.map((part, index) => ({
      code: `9921${index}`,
      charge: part.paid + part.contractual + part.patient + part.refused,
      paid: part.paid,
      adjustments: [
        { group: "CO", reason: "45", amount: part.contractual },
        { group: "PR", reason: "2", amount: part.patient },
        { group: part.group, reason: part.reason, amount: part.refused },
      ].filter((one) => one.amount !== 0),
      controlNumber: `C1L${index + 1}`,
    }));
    return { payment: decision("C1", lines), claim: claimOf(lines) };
  });

function claimOf(lines: readonly { readonly code: string; readonly charge: number }[]): PostingClaim {
  return {
    claimId: "claim",
    number: "C1",
    patientId: "patient",
    encounterId: "encounter",
    payerName: "Care First",
    total: sumCents(lines.map((line) => line.charge)),
    lines: lines.map((line, index) => ({
      lineNumber: index + 1,
      chargeId: `charge${index}`,
      code: line.code,
      amount: line.charge,
    })),
    posted: NOTHING,
    postedEntries: [],
    later: null,
    next: null,
  };
}

const decide = (claim: PostingClaim, payment: ClaimPayment835) => decidePosting(claim, payment, () => "meaning");

function balances(entries: readonly { account: string; amount: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, amount } of entries) sums[account] = (sums[account] ?? 0) + amount;
  return withoutZero(sums);
}

function withoutZero(sums: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}

describe("decidePosting", () => {
  test("BIL-31 to BIL-34: entries sum to zero; paid + taken off + patient + refused is what was billed", () => {
    fc.assert(
      fc.property(decided, ({ claim, payment }) => {
        const made = decide(claim, payment);
        if (made.kind !== "post") throw new Error("it fits and must post");
        expect(sumCents(made.entries.map((entry) => entry.amount))).toBe(0);
        const { paid, patient, contractual, denied } = made.sums;
        expect(paid + patient + contractual + denied).toBe(claim.total);
        expect(sumCents(made.denied.map((one) => one.amount))).toBe(denied);
        const lines = payment.lines.flatMap((line) => line.adjustments);
        const said = (group: string, reason: string) =>
          sumCents(lines.filter((one) => one.group === group && one.reason === reason).map((one) => one.amount));
        // Each account by what the file says, not by what was decided here.
        expect(balances(made.entries)).toEqual(
          withoutZero({
            "insurance-clearing": payment.paid,
            contractual: said("CO", "45"),
            "patient-receivable": said("PR", "2"),
            "insurance-receivable": -(payment.paid + said("CO", "45") + said("PR", "2")),
          }),
        );
      }),
    );
  });
  test("BIL-31 to BIL-33: every entry stands on the line's own charge", () => {
    fc.assert(
      fc.property(decided, ({ claim, payment }) => {
        const made = decide(claim, payment);
        if (made.kind !== "post") throw new Error("it fits and must post");
        payment.lines.forEach((line, index) => {
          const own = made.entries.filter((entry) => entry.chargeId === `charge${index}`);
          expect(balances(own)["insurance-clearing"] ?? 0).toBe(line.paid);
          expect(sumCents(own.map((entry) => entry.amount))).toBe(0);
        });
      }),
    );
  });
  test("BIL-72: of a later payer's decision, exactly what was left leaves the receivable or stays refused", () => {
    fc.assert(
      fc.property(decided, fc.nat(120_000), fc.nat(120_000), ({ claim, payment }, left, givenUp) => {
        const made = decide({ ...claim, later: { left, givenUp } }, payment);
        if (made.kind !== "post") return;
        const { paid, patient, contractual, denied } = made.sums;
        expect(paid + patient + contractual + denied).toBe(left);
        expect(balances(made.entries)["insurance-receivable"] ?? 0).toBe(denied - left);
        expect(sumCents(made.entries.map((entry) => entry.amount))).toBe(0);
        expect(sumCents(made.denied.map((one) => one.amount))).toBe(denied);
      }),
    );
  });
  test("BIL-71: what a plan does not cover is the next payer's, where there is one; a refusal of another kind is not", () => {
    const refused = (reason: string) => {
      const adjustments = [{ group: "PR", reason, amount: 100 }];
      const lines = [{ code: "99213", charge: 100, paid: 0, adjustments }];
      const made = decide({ ...claimOf(lines), next: { out: false } }, decision("C1", lines));
      return made.kind === "post" ? [made.sums.patient, made.sums.denied] : null;
    };
    expect([refused("96"), refused("204"), refused("27")]).toEqual([
      [100, 0],
      [100, 0],
      [0, 100],
    ]);
  });
  test("BIL-74: a decision that the next payer was billed on is not taken back without a person", () => {
    const lines = [{ code: "99213", charge: 100, paid: 100, adjustments: [] }];
    const payment = decision("C1", lines);
    const posted = { ...NOTHING, paid: 100 };
    const taken = (out: boolean) => decide({ ...claimOf(lines), posted, next: { out } }, reversalOf(payment)).kind;
    expect([taken(false), taken(true)]).toEqual(["post", "wait"]);
  });
  test("BIL-36: only amounts of group PR ever reach the patient", () => {
    fc.assert(
      fc.property(decided, ({ claim, payment }) => {
        const made = decide(claim, payment);
        if (made.kind !== "post") throw new Error("it fits and must post");
        const others = payment.lines.flatMap((line) => line.adjustments).filter((one) => one.group === "PR");
        const most = sumCents(others.map((one) => one.amount));
        const toPatient = sumCents(made.entries.filter((e) => e.account === "patient-receivable").map((e) => e.amount));
        expect(toPatient).toBeLessThanOrEqual(most);
      }),
    );
  });
  test("BIL-37: a reversal undoes every account to the cent", () => {
    fc.assert(
      fc.property(decided, ({ claim, payment }) => {
        const made = decide(claim, payment);
        if (made.kind !== "post") throw new Error("it fits and must post");
        const nothingHappened = made.sums.paid + made.sums.patient + made.sums.contractual + made.sums.denied === 0;
        fc.pre(!nothingHappened);
        const undone = decide({ ...claim, posted: made.sums, postedEntries: made.entries }, reversalOf(payment));
        if (undone.kind !== "post") throw new Error(undone.problem);
        expect(balances([...made.entries, ...undone.entries])).toEqual({});
        expect(undone.denied).toEqual([]);
      }),
    );
  });
  test("BIL-39: what was decided before and not reversed waits; so does another total, and a reversal of nothing", () => {
    const lines = [{ code: "99213", charge: 100, paid: 100, adjustments: [] }];
    const payment = decision("C1", lines);
    const claim = claimOf(lines);
    const posted = { ...NOTHING, paid: 100 };
    expect(decide({ ...claim, posted }, payment)).toMatchObject({ kind: "wait" });
    expect(decide({ ...claim, total: 200 }, payment)).toMatchObject({ kind: "wait" });
    expect(decide(claim, reversalOf(payment))).toMatchObject({ kind: "wait" });
  });
  /** What reached each line of ours: [paid, contractual, left to the patient]. */
  const byCharge = (claim: PostingClaim, payment: ClaimPayment835) => {
    const made = decide(claim, payment);
    if (made.kind !== "post") throw new Error(made.problem);
    return claim.lines.map(({ chargeId }) => {
      const sums = balances(made.entries.filter((entry) => entry.chargeId === chargeId));
      return [sums["insurance-clearing"] ?? 0, sums["contractual"] ?? 0, sums["patient-receivable"] ?? 0];
    });
  };
  const paid = (code: string, charge: number, amount: number, patient: number) => ({
    code,
    charge,
    paid: amount,
    adjustments: [
      { group: "CO", reason: "45", amount: charge - amount - patient },
      { group: "PR", reason: "3", amount: patient },
    ].filter((one) => one.amount !== 0),
  });

  test("BIL-80: of two lines with one code, each decision stands on the line of its amount, whatever the payer's order", () => {
    const ours = [paid("97110", 9000, 0, 0), paid("97110", 4000, 0, 0)];
    const theirs = [paid("97110", 4000, 3000, 500), paid("97110", 9000, 6000, 1000)];
    expect(byCharge(claimOf(ours), decision("C1", theirs))).toEqual([
      [6000, 2000, 1000],
      [3000, 500, 500],
    ]);
  });
  test("BIL-80: the payer's line number goes before code and amount", () => {
    const ours = [paid("97110", 4000, 0, 0), paid("97110", 4000, 0, 0)];
    const theirs = [
      { ...paid("97110", 4000, 3000, 500), controlNumber: "C1L2" },
      { ...paid("97110", 4000, 1000, 0), controlNumber: "C1L1" },
    ];
    expect(byCharge(claimOf(ours), decision("C1", theirs))).toEqual([
      [1000, 3000, 0],
      [3000, 500, 500],
    ]);
  });
  test("BIL-80: two equal lines that the payer does not number get a decision each", () => {
    const ours = [paid("97110", 4000, 0, 0), paid("97110", 4000, 0, 0)];
    const theirs = [paid("97110", 4000, 3000, 500), paid("97110", 4000, 1000, 0)];
    expect(byCharge(claimOf(ours), decision("C1", theirs))).toEqual([
      [3000, 500, 500],
      [1000, 3000, 0],
    ]);
  });
  test("BIL-37: a reversal of another total than was posted, or of another charge, waits and says both amounts", () => {
    const lines = [paid("99213", 15_000, 9000, 2000)];
    const payment = decision("C1", lines);
    const made = decide(claimOf(lines), payment);
    if (made.kind !== "post") throw new Error(made.problem);
    const decidedClaim = { ...claimOf(lines), posted: made.sums, postedEntries: made.entries };
    const reversal = reversalOf(payment);
    expect(decide(decidedClaim, { ...reversal, paid: -8000 })).toEqual({
      kind: "wait",
      problem: "The payer takes back $80.00, but $90.00 was posted.",
    });
    expect(decide(decidedClaim, { ...reversal, charge: -14_000 })).toEqual({
      kind: "wait",
      problem: "The payer decided on $140.00, but the claim was for $150.00.",
    });
    expect(decide(decidedClaim, reversal).kind).toBe("post");
  });
});
