import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { sumCents } from "@practicum/kernel/money";
import { describe, expect, test } from "vitest";
import { decision, reversalOf, type LineDecision } from "../../testing/payer-files.ts";
import { decidePosting, type PostingClaim } from "./decide-posting.ts";
import { forcedPayment } from "./force.ts";

/** By example, to the field: what each entry says, and which outcome a person sees. The sums are decide-posting.test.ts's. */

const NOTHING = { paid: 0, patient: 0, contractual: 0, denied: 0 };
const adjusted = (group: string, reason: string, amount: number) => ({ group, reason, amount });

function claimOf(lines: readonly { readonly code: string; readonly charge: number }[]): PostingClaim {
  return {
    claimId: "claim",
    number: "C1",
    patientId: "patient",
    encounterId: "encounter",
    payerName: "Care First",
    total: sumCents(lines.map((line) => line.charge)),
    lines: lines.map(({ code, charge }, index) => ({
      lineNumber: index + 1,
      chargeId: `c${index + 1}`,
      code,
      amount: charge,
    })),
    posted: NOTHING,
    postedEntries: [],
    later: null,
    next: null,
  };
}
const posted = (claim: PostingClaim, payment: ClaimPayment835) => {
  const made = decidePosting(claim, payment, ({ group, reason }) => `meaning of ${group}-${reason}`);
  if (made.kind !== "post") throw new Error(made.problem);
  return made;
};
const problemOf = (claim: PostingClaim, payment: ClaimPayment835) => {
  const made = decidePosting(claim, payment, () => "");
  return made.kind === "wait" ? made.problem : null;
};
const about = (chargeId: string | null) => ({
  patientId: "patient",
  encounterId: "encounter",
  claimId: "claim",
  chargeId,
});

const LINES: readonly LineDecision[] = [
  {
    code: "99213",
    charge: 10_000,
    paid: 6000,
    adjustments: [adjusted("CO", "45", 2500), adjusted("PR", "3", 1500)],
  },
];

describe("what a posting says", () => {
  test("BIL-31, BIL-32, BIL-33: each entry has its account, its charge, its reason in words and its rule", () => {
    const made = posted(claimOf(LINES), decision("C1", LINES));
    expect(made.outcome).toBe("auto");
    expect(made.replacesDenial).toBe(false);
    const because = { "BIL-31": "Care First paid for 99213" };
    expect(made.entries).toEqual([
      { ...about("c1"), account: "insurance-clearing", amount: 6000, because: because["BIL-31"], rule: "BIL-31" },
      { ...about("c1"), account: "insurance-receivable", amount: -6000, because: because["BIL-31"], rule: "BIL-31" },
      { ...about("c1"), account: "contractual", amount: 2500, because: "CO-45: meaning of CO-45", rule: "BIL-32" },
      {
        ...about("c1"),
        account: "insurance-receivable",
        amount: -2500,
        because: "CO-45: meaning of CO-45",
        rule: "BIL-32",
      },
      { ...about("c1"), account: "patient-receivable", amount: 1500, because: "PR-3: meaning of PR-3", rule: "BIL-33" },
      {
        ...about("c1"),
        account: "insurance-receivable",
        amount: -1500,
        because: "PR-3: meaning of PR-3",
        rule: "BIL-33",
      },
    ]);
  });

  test("BIL-34: a refusal is one denial for each group and reason, with the codes and remarks of all its lines, once each", () => {
    const lines = [
      { code: "99213", charge: 1000, paid: 0, adjustments: [adjusted("CO", "16", 1000)], remarks: ["M51", "N290"] },
      { code: "36415", charge: 500, paid: 0, adjustments: [adjusted("CO", "16", 500)], remarks: ["M51"] },
      { code: "81002", charge: 300, paid: 0, adjustments: [adjusted("CO", "97", 300)] },
    ];
    const payment = decision("C1", lines);
    const withOthers = {
      ...payment,
      outpatient: { remarks: ["MA01"] },
      lines: payment.lines.map((line) => ({
        ...line,
        // Another list than that of remark codes.
        remarks: [...(line.remarks ?? []), { qualifier: "RX", code: "75" }],
      })),
    };
    const made = posted(claimOf(lines), withOthers);
    expect(made.outcome).toBe("denied");
    expect(made.denied).toEqual([
      { group: "CO", reason: "16", amount: 1500, remarks: ["M51", "N290", "MA01"], codes: ["99213", "36415"] },
      { group: "CO", reason: "97", amount: 300, remarks: ["MA01"], codes: ["81002"] },
    ]);
    expect(made.entries.filter((one) => one.amount !== 0)).toEqual([]);
    // A refusal that the same decision takes back is none.
    const undone = [{ ...LINES[0], paid: 10_000, adjustments: [adjusted("CO", "16", 5), adjusted("CO", "16", -5)] }];
    const nothing = posted(claimOf(LINES), decision("C1", undone as LineDecision[]));
    expect([nothing.denied, nothing.outcome]).toEqual([[], "auto"]);
  });

  test("BIL-34: what is adjusted on the claim as a whole stands on no charge, nor does its payment", () => {
    const lines = [
      { code: "99213", charge: 4000, paid: 4000, adjustments: [] },
      { code: "36415", charge: 1000, paid: 1000, adjustments: [] },
    ];
    const whole = {
      ...decision("C1", lines),
      paid: 3000,
      adjustments: [adjusted("CO", "45", 500), adjusted("CO", "16", 1500)],
      outpatient: { remarks: ["MA130"] },
    };
    const made = posted(claimOf(lines), whole);
    expect(made.entries.map((one) => [one.account, one.amount, one.chargeId])).toEqual([
      ["insurance-clearing", 3000, null],
      ["insurance-receivable", -3000, null],
      ["contractual", 500, null],
      ["insurance-receivable", -500, null],
    ]);
    expect(made.entries[0]?.because).toBe("Care First paid for the claim");
    expect(made.denied).toEqual([{ group: "CO", reason: "16", amount: 1500, remarks: ["MA130"], codes: [] }]);
  });

  test("BIL-39: a refusal that nothing was posted for is replaced by the payer's next decision, and says so", () => {
    const refused = { ...claimOf(LINES), posted: { ...NOTHING, denied: 10_000 } };
    expect(posted(refused, decision("C1", LINES)).replacesDenial).toBe(true);
    for (const before of [{ paid: 1 }, { patient: 1 }, { contractual: 1 }])
      expect(problemOf({ ...claimOf(LINES), posted: { ...NOTHING, ...before } }, decision("C1", LINES))).toBe(
        "This claim was decided before, and the earlier decision was not reversed.",
      );
  });

  test("BIL-39: what the payer only passed on or estimated, and a decision whose sums do not hold, waits", () => {
    for (const status of ["23", "25"])
      expect(problemOf(claimOf(LINES), decision("C1", LINES, status))).toContain("did not decide this claim");
    const broken = { ...decision("C1", LINES), paid: 5000 };
    expect(problemOf(claimOf(LINES), broken)).not.toBeNull();
  });

  test("BIL-93: what is let go by force is written off, on no charge, and says who let it go", () => {
    const short = [{ code: "99213", charge: 10_000, paid: 6000, adjustments: [adjusted("CO", "45", 2500)] }];
    const made = posted(claimOf(short), forcedPayment(decision("C1", short), 10_000));
    const because = "The payer's sums do not hold: a second person let the difference go";
    expect(made.entries.slice(-2)).toEqual([
      { ...about(null), account: "write-off", amount: 1500, because, rule: "BIL-93" },
      { ...about(null), account: "insurance-receivable", amount: -1500, because, rule: "BIL-93" },
    ]);
    expect(made.denied).toEqual([]);
  });

  test("BIL-37: a reversal says what it is, of each entry the account and charge, and takes the sums back", () => {
    const first = posted(claimOf(LINES), decision("C1", LINES));
    const claim = { ...claimOf(LINES), posted: first.sums, postedEntries: first.entries };
    const undone = posted(claim, reversalOf(decision("C1", LINES)));
    expect([undone.outcome, undone.replacesDenial, undone.downcoded]).toEqual(["reversal", false, []]);
    expect(undone.sums).toEqual({ paid: -6000, patient: -1500, contractual: -2500, denied: -0 });
    const because = "Care First took back its decision";
    expect(undone.entries).toEqual(
      first.entries.map(({ account, amount, chargeId }) => ({
        ...about(chargeId ?? null),
        account,
        amount: -amount,
        because,
        rule: "BIL-37",
      })),
    );
    // Of a refusal alone there is something to take back, too; of nothing there is not.
    const refused = { ...claimOf(LINES), posted: { ...NOTHING, denied: 10_000 } };
    const nothingPaid = [{ ...LINES[0], paid: 0, adjustments: [] }] as unknown as LineDecision[];
    expect(posted(refused, reversalOf(decision("C1", nothingPaid))).outcome).toBe("reversal");
    expect(problemOf(claimOf(LINES), reversalOf(decision("C1", LINES)))).toBe(
      "The payer takes back a decision that was never posted here.",
    );
    for (const one of ["patient", "contractual"])
      expect(
        problemOf({ ...claimOf(LINES), posted: { ...NOTHING, [one]: 5 } }, reversalOf(decision("C1", nothingPaid))),
      ).toBeNull();
  });

  test("BIL-74: where the next payer was billed on it, the reason says what to do first", () => {
    const claim = { ...claimOf(LINES), posted: { ...NOTHING, paid: 6000 }, next: { out: true } };
    expect(problemOf(claim, reversalOf(decision("C1", LINES)))).toContain("Open that claim for correction first");
  });

  test("BIL-31: a payment that the payer takes back within a decision says so", () => {
    const lines = [
      { code: "99213", charge: 1000, paid: -200, adjustments: [adjusted("CO", "45", 1200)] },
      { code: "36415", charge: 1000, paid: 1000, adjustments: [] },
      { code: "81002", charge: 10, paid: 0, adjustments: [adjusted("CO", "45", 10)] },
    ];
    const reasons = posted(claimOf(lines), decision("C1", lines)).entries.map((one) => one.because);
    expect([...new Set(reasons)].filter((one) => one.startsWith("Care First"))).toEqual([
      "Care First took back its payment for 99213",
      "Care First paid for 36415",
      "Care First paid for 81002",
    ]);
  });

  test("BIL-72: paid above what was left, a part is not given up after all: on no charge, contractual backwards", () => {
    const claim = { ...claimOf(LINES), later: { left: 2000, givenUp: 1000 } };
    const lines = [{ code: "99213", charge: 10_000, paid: 2500, adjustments: [adjusted("CO", "45", 7500)] }];
    const back = posted(claim, decision("C1", lines)).entries.filter((one) => one.rule === "BIL-72");
    expect(back.map((one) => [one.account, one.amount, one.chargeId])).toEqual([
      ["contractual", -500, null],
      ["insurance-receivable", 500, null],
    ]);
    expect(back[0]?.because).toBe("Care First allows more than the payer before it: a part is not given up after all");
    expect(problemOf({ ...claim, later: { left: 0, givenUp: 0 } }, decision("C1", lines))).not.toBeNull();
  });
});

describe("BIL-133: a line paid as another service", () => {
  const ours = [
    { code: "99214", charge: 15_000 },
    { code: "36415", charge: 1000 },
  ];
  const theirs = (code: string, paid: number, off: number): LineDecision => ({
    code,
    charge: 15_000,
    paid,
    adjustments: [adjusted("CO", "45", off)],
  });
  const blood = { code: "36415", charge: 1000, paid: 1000, adjustments: [] };
  const downcoded = (line: LineDecision, announced = false) => {
    const payment = decision("C1", [line, blood]);
    const lines = payment.lines.map((one, index) =>
      announced && index === 0 ? { ...one, submittedProcedure: { qualifier: "HC", code: "99214" } } : one,
    );
    return posted(claimOf(ours), { ...payment, lines }).downcoded;
  };

  test("it is named with both codes and what was allowed, whether the payer says so or not", () => {
    const found = {
      chargeId: "c1",
      billedCode: "99214",
      paidCode: "99212",
      billed: 15_000,
      allowed: 6000,
      paid: 6000,
    };
    expect(downcoded(theirs("99212", 6000, 9000))).toEqual([{ ...found, announced: false }]);
    expect(downcoded(theirs("99212", 6000, 9000), true)).toEqual([{ ...found, announced: true }]);
  });

  test("our own code is none, nor is a line for which nothing was allowed: that is a refusal", () => {
    expect(downcoded(theirs("99214", 6000, 9000))).toEqual([]);
    expect(downcoded(theirs("99212", 0, 15_000))).toEqual([]);
  });
});
