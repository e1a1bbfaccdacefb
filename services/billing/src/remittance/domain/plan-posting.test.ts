import type { Coverage } from "@practicum/contracts/billing/coverage";
import { must } from "@practicum/kernel/assert";
import { sumCents } from "@practicum/kernel/money";
import { describe, expect, test } from "vitest";
import { decision, reversalOf } from "../../testing/payer-files.ts";
import { claimNumbered, placePayment, planFor, planTakingBack, type PostingPlan } from "./plan-posting.ts";
import {
  adjudicationOf,
  coverageAfter,
  postingKey,
  type PostingFacts,
  type ReceivedDecision,
  type VisitClaim,
} from "./posting-facts.ts";

const CO = (reason: string, amount: number) => ({ group: "CO", reason, amount });
const PR3 = (amount: number) => ({ group: "PR", reason: "3", amount });

/** A claim of $150.00 to the payer whose turn is `order`; nothing was posted to it yet. */
const claim = (order: number, more: Partial<VisitClaim> = {}): VisitClaim => ({
  claimId: `c${order}`,
  number: `C${order}`,
  coverageId: `v${order}`,
  order,
  status: "accepted",
  claimFiling: ["HM", "MC", "CI"][order - 1] ?? "CI",
  payerClaimNumber: null,
  takenBack: false,
  patientId: "patient",
  encounterId: "encounter",
  payerName: `Payer ${order}`,
  serviceDate: "2026-11-20",
  total: 15_000,
  frequency: "1",
  attempt: 1,
  payer: { filingDays: 180, appealDays: 60 },
  priority: order,
  lines: [{ lineNumber: 1, chargeId: "charge", code: "99213", amount: 15_000 }],
  decidedBy: null,
  posted: [],
  passedOn: [],
  left: { left: 0, givenUp: 0 },
  denials: [],
  ...more,
});
const coverage = (order: number, more: Partial<Coverage> = {}): Coverage => ({
  coverageId: `v${order}`,
  patientId: "patient",
  payerId: `p${order}`,
  payerName: `Payer ${order}`,
  payerKind: "hmo",
  priority: order,
  memberId: "1",
  groupNumber: null,
  planName: null,
  subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
  from: "2026-01-01",
  to: null,
  pcpNpi: null,
  copay: null,
  secondaryReason: null,
  version: 1,
  ...more,
});
const facts = (family: readonly VisitClaim[], coverages: readonly Coverage[] = [coverage(1)]): PostingFacts => ({
  family,
  coverages,
});

const paid = (status = "1") =>
  decision("C1", [{ code: "99213", charge: 15_000, paid: 7000, adjustments: [CO("45", 6000), PR3(2000)] }], status);
const refused = decision("C1", [{ code: "99213", charge: 15_000, paid: 0, adjustments: [CO("97", 15_000)] }], "4");
const received = (payment = paid(), more: Partial<ReceivedDecision> = {}): ReceivedDecision => ({
  remittanceClaimId: "r1",
  payment,
  paymentDate: "2026-11-25",
  trace: "EFT1",
  fileId: "file",
  reposted: 0,
  ...more,
});
/** What is posted of `paid`, as it stands in the facts afterwards. */
const POSTED = [
  { account: "insurance-clearing" as const, amount: 7000, chargeId: "charge" },
  { account: "contractual" as const, amount: 6000, chargeId: "charge" },
  { account: "patient-receivable" as const, amount: 2000, chargeId: "charge" },
  { account: "insurance-receivable" as const, amount: -15_000, chargeId: "charge" },
];

function plan(of: PostingFacts, at: VisitClaim, what: ReceivedDecision): PostingPlan {
  const placed = planFor(of, at, what, "new-claim");
  return must(placed.kind === "post" ? placed.plan : null, JSON.stringify(placed));
}
const keys = (one: PostingPlan) => one.postings.map((posting) => posting.key);
const byAccount = (one: PostingPlan["postings"][number] | undefined) =>
  Object.fromEntries(must(one).entries.map((entry) => [`${entry.claimId} ${entry.account}`, entry.amount]));

describe("a decision of the only payer", () => {
  const first = claim(1);
  test("is posted under its own key; all is decided, so the visit's charges are done with", () => {
    const made = plan(facts([first]), first, received());
    expect(keys(made)).toEqual(["remittance-claim:r1"]);
    expect(made.postings[0]?.source).toEqual({ kind: "remittance", id: "r1" });
    expect(made).toMatchObject({
      outcome: "auto",
      takenBackBy: null,
      overturned: [],
      denials: [],
      next: [],
      closesCharges: true,
      after: {
        status: "paid",
        payerClaimNumber: "PCNC1",
        sums: { paid: 7000, patient: 2000, contractual: 6000, denied: 0 },
      },
      history: [{ what: "Payer decided", detail: "Remittance EFT1", fileId: "file" }],
    });
    for (const one of made.postings) expect(sumCents(one.entries.map((entry) => entry.amount))).toBe(0);
  });
  test("a payer without a number of its own leaves the one that is known", () => {
    const known = claim(1, { payerClaimNumber: "OLD" });
    const nameless = { ...paid(), payerClaimNumber: "" };
    expect(plan(facts([known]), known, received(nameless)).after.payerClaimNumber).toBe("OLD");
    expect(plan(facts([known]), known, received()).after.payerClaimNumber).toBe("PCNC1");
  });
  test("a refusal is open with the day until which it can be mended, and the charges are not done with", () => {
    const made = plan(facts([first]), first, received(refused));
    expect(made).toMatchObject({
      outcome: "denied",
      closesCharges: false,
      after: { status: "denied", sums: { denied: 15_000 } },
    });
    expect(made.denials).toMatchObject([{ group: "CO", reason: "97", amount: 15_000, deadline: "2027-05-19" }]);
    const appeal = decision("C1", [{ code: "99213", charge: 15_000, paid: 0, adjustments: [CO("29", 15_000)] }], "4");
    expect(plan(facts([first]), first, received(appeal)).denials).toMatchObject([{ deadline: "2027-01-24" }]);
  });
  test("a code that was changed is said, with or without the payer's word for it", () => {
    const lower = (announced: boolean) => {
      const payment = paid();
      const lines = payment.lines.map((one) => ({
        ...one,
        controlNumber: "C1L1",
        procedure: { qualifier: "HC", code: "99212" },
        ...(announced ? { submittedProcedure: { qualifier: "HC", code: "99213" } } : {}),
      }));
      return plan(facts([first]), first, received({ ...payment, lines }));
    };
    const said = { what: "Paid as 99212, billed as 99213", fileId: null };
    expect(lower(true).history[1]).toEqual({ ...said, detail: "The payer changed the code" });
    expect(lower(false).history[1]).toEqual({ ...said, detail: "The payer changed the code without saying so" });
    expect(lower(true).downcoded).toMatchObject([{ chargeId: "charge", paidCode: "99212" }]);
  });
  test("BIL-37: a decision after a refusal overturns it, and undoes what was given up because of it", () => {
    const denial = {
      denialId: "d1",
      amount: 15_000,
      resolution: [
        { account: "write-off" as const, amount: 15_000, chargeId: "charge" },
        { account: "insurance-receivable" as const, amount: -15_000, chargeId: "charge" },
      ],
    };
    const denied = claim(1, { status: "denied", denials: [denial] });
    const made = plan(facts([denied]), denied, received());
    expect(made.overturned).toEqual([denial]);
    expect(keys(made)).toEqual(["remittance-claim:r1", "denial-undone:d1"]);
    expect(made.postings[1]).toMatchObject({
      source: { kind: "denial", id: "d1" },
      entries: [
        {
          account: "write-off",
          amount: -15_000,
          rule: "BIL-37",
          because: "The payer took its refusal back, so this is undone",
        },
        { account: "insurance-receivable", amount: 15_000, rule: "BIL-37" },
      ],
    });
    expect(made.after).toMatchObject({ status: "paid", sums: { denied: 0 } });
  });
  test("a decision that does not fit waits, and says at which claim", () => {
    const placed = planFor(facts([first]), first, received({ ...paid(), paid: 6900 }), "new-claim");
    expect(placed).toMatchObject({
      kind: "wait",
      claim: { claimId: "c1" },
      problem: expect.stringContaining("balance"),
    });
  });
});

describe("BIL-37: a reversal by the payer", () => {
  test("is the opposite of what was posted; nothing is decided any more", () => {
    const decided = claim(1, { status: "paid", posted: POSTED, decidedBy: "r0", payerClaimNumber: "PCNC1" });
    const made = plan(facts([decided]), decided, received(reversalOf(paid())));
    expect(made).toMatchObject({
      outcome: "reversal",
      takenBackBy: "payer",
      closesCharges: false,
      next: [],
      after: { status: "accepted", sums: { paid: 0, patient: 0, contractual: 0, denied: 0 } },
      history: [{ what: "Payer took its decision back", detail: "Remittance EFT1", fileId: "file" }],
    });
    expect(byAccount(made.postings[0])).toEqual({
      "c1 insurance-clearing": -7000,
      "c1 contractual": -6000,
      "c1 patient-receivable": -2000,
      "c1 insurance-receivable": 15_000,
    });
  });
  test("a refusal that stood with it is overturned", () => {
    const partly = decision("C1", [
      { code: "99213", charge: 15_000, paid: 7000, adjustments: [CO("45", 6000), CO("97", 2000)] },
    ]);
    const posted = POSTED.flatMap((one) =>
      one.account === "patient-receivable" ? [] : [{ ...one, amount: one.amount === -15_000 ? -13_000 : one.amount }],
    );
    const decided = claim(1, {
      status: "partly-denied",
      posted,
      denials: [{ denialId: "d1", amount: 2000, resolution: [] }],
    });
    const made = plan(facts([decided]), decided, received(reversalOf(partly)));
    expect(made.overturned.map((one) => one.denialId)).toEqual(["d1"]);
    expect(made.after).toMatchObject({ status: "accepted", sums: { denied: 0 } });
  });
});

describe("BIL-71: what is left to the patient goes to the next payer first", () => {
  const first = claim(1);
  const two = [coverage(1), coverage(2)];
  test("its claim is opened, and the amount leaves the patient's side for it", () => {
    const made = plan(facts([first], two), first, received());
    expect(keys(made)).toEqual(["remittance-claim:r1", "next-payer:r1"]);
    expect(byAccount(made.postings[1])).toEqual({
      "new-claim insurance-receivable": 2000,
      "new-claim patient-receivable": -2000,
    });
    expect(made.postings[1]?.entries[0]).toMatchObject({
      patientId: "patient",
      encounterId: "encounter",
      chargeId: "charge",
      because: "Goes to Payer 2 first, who pays after this payer",
      rule: "BIL-71",
    });
    expect(made.next).toEqual([{ does: "open", claimId: "new-claim", coverage: two[1], sentOn: false }]);
    expect(made.closesCharges).toBe(false);
    expect(made.history[1]).toEqual({
      what: "Another payer follows",
      detail: "Payer 2 pays next, of what this payer left to the patient",
      fileId: null,
    });
  });
  test("BIL-73: what the payer sends on itself is not ours to send", () => {
    expect(plan(facts([first], two), first, received(paid("19"))).next).toMatchObject([{ does: "open", sentOn: true }]);
    const known = claim(2, { status: "ready" });
    expect(plan(facts([first, known], two), first, received(paid("19"))).next).toEqual([
      { does: "sent-on", claim: known },
    ]);
    const lost = plan(facts([first]), first, received({ ...paid("19"), crossoverCarrier: { name: "AETNA" } as never }));
    expect(lost.next).toEqual([]);
    expect(lost.history[1]).toMatchObject({
      what: "Sent on to a payer that is not known here",
      detail: "Payer 1 sent it on to AETNA, which is no coverage of that day here: ask the patient, and add it.",
    });
    expect(plan(facts([first]), first, received(paid("19"))).history[1]?.detail).toContain(
      "sent it on to another payer,",
    );
  });
  test("nothing left to the patient opens nothing, is nothing to send on, and voids a claim that was made for it and not sent", () => {
    const whole = decision("C1", [{ code: "99213", charge: 15_000, paid: 9000, adjustments: [CO("45", 6000)] }], "19");
    const waiting = claim(2, { status: "ready" });
    const made = plan(facts([first, waiting], two), first, received(whole));
    expect(made.next).toEqual([{ does: "void", claim: waiting }]);
    expect(made.history).toHaveLength(1);
    expect(keys(made)).toEqual(["remittance-claim:r1"]);
    for (const kept of [
      claim(2, { status: "accepted" }),
      claim(2, { status: "ready", attempt: 2 }),
      claim(2, { status: "ready", left: { ...waiting.left, left: 500 } }),
    ])
      expect(plan(facts([first, kept], two), first, received(whole)).next).toEqual([]);
    // The first payer's claim, in the house for correction, is not touched by what the second one decides.
    const before = claim(1, { status: "ready" });
    const second = claim(2, { claimId: "second", number: "C1", left: { left: 15_000, givenUp: 0 } });
    const decided = planFor(facts([before, second], two), second, received(whole), "n");
    expect(decided.kind === "post" ? decided.plan.next : []).toEqual([]);
  });
  test("a claim that is there is built again: as a replacement where the payer had decided and has a number", () => {
    const next = (more: Partial<VisitClaim>) => {
      const known = claim(2, more);
      return plan(facts([first, known], two), first, received()).next;
    };
    expect(next({ status: "accepted" })).toEqual([]);
    expect(next({ status: "ready", attempt: 1 })).toMatchObject([
      { does: "rebuild", claim: { claimId: "c2" }, what: "The payer before decided again", frequency: "1", attempt: 1 },
    ]);
    expect(next({ status: "rejected", attempt: 1 })).toMatchObject([{ does: "rebuild", frequency: "1", attempt: 2 }]);
    expect(next({ status: "voided", attempt: 1 })).toMatchObject([{ does: "rebuild", frequency: "1", attempt: 1 }]);
    expect(next({ status: "accepted", takenBack: true, payerClaimNumber: "X1", attempt: 1 })).toMatchObject([
      { does: "rebuild", frequency: "7", attempt: 2 },
    ]);
    expect(next({ status: "accepted", takenBack: true, attempt: 1 })).toMatchObject([{ frequency: "1", attempt: 2 }]);
    expect(next({ status: "ready", payerClaimNumber: "X1" })).toMatchObject([{ frequency: "1" }]);
  });
});

describe("BIL-74: a payer takes back what it had left to the next one", () => {
  const two = [coverage(1), coverage(2)];
  const passedOn = [
    { account: "insurance-receivable" as const, amount: 2000, claimId: "c2", chargeId: "charge" },
    { account: "patient-receivable" as const, amount: -2000, claimId: "c2", chargeId: "charge" },
  ];
  const decided = claim(1, { status: "paid", posted: POSTED, passedOn, decidedBy: "r0" });
  const third = claim(3, { status: "ready" });
  test("while that claim is in the house, what was passed on is undone, and it alone is built again", () => {
    const waiting = claim(2, { status: "ready", attempt: 1 });
    const made = plan(facts([decided, waiting, third], two), decided, received(reversalOf(paid())));
    expect(keys(made)).toEqual(["remittance-claim:r1", "next-payer-undone:r1"]);
    expect(byAccount(made.postings[1])).toEqual({ "c2 insurance-receivable": -2000, "c2 patient-receivable": 2000 });
    expect(made.postings[1]?.entries[0]).toMatchObject({
      because: "Payer 1 took back the decision that left it to the next payer",
      rule: "BIL-74",
    });
    expect(made.next).toMatchObject([
      {
        does: "rebuild",
        claim: { claimId: "c2" },
        what: "The payer before took its decision back",
        frequency: "1",
        attempt: 1,
      },
    ]);
    expect(made.history).toHaveLength(1);
  });
  test("a next claim that was taken back or rejected stays as it is; one that is out makes the reversal wait", () => {
    const back = claim(2, { status: "accepted", takenBack: true });
    expect(plan(facts([decided, back], two), decided, received(reversalOf(paid()))).next).toEqual([]);
    const out = claim(2, { status: "accepted" });
    expect(planFor(facts([decided, out], two), decided, received(reversalOf(paid())), "n")).toMatchObject({
      kind: "wait",
    });
    // Even where the order of billing was changed since, and no payer follows by it.
    expect(planFor(facts([decided, out]), decided, received(reversalOf(paid())), "n")).toMatchObject({ kind: "wait" });
  });
});

describe("BIL-491: a payer takes back a decision because of a void", () => {
  const two = [coverage(1), coverage(2)];
  const passedOn = [
    { account: "insurance-receivable" as const, amount: 2000, claimId: "c2", chargeId: "charge" },
    { account: "patient-receivable" as const, amount: -2000, claimId: "c2", chargeId: "charge" },
  ];
  const voiding = (status: VisitClaim["status"], more: Partial<VisitClaim> = {}) =>
    claim(1, { status, frequency: "8", attempt: 2, posted: POSTED, passedOn, decidedBy: "r0", ...more });
  const after = (status: VisitClaim["status"], payment = reversalOf(paid()), more: Partial<VisitClaim> = {}) => {
    const at = voiding(status, more);
    return plan(facts([at]), at, received(payment)).after.status;
  };
  test("the claim is void while the void is out; not where the payer refused it, has none, or decides at once", () => {
    expect([after("submitted"), after("accepted"), after("printed")]).toEqual(["voided", "voided", "voided"]);
    expect([after("ready"), after("rejected")]).toEqual(["accepted", "accepted"]);
    expect(after("accepted", reversalOf(paid()), { frequency: "7" })).toBe("accepted");
    const byHand = voiding("accepted", { decidedBy: "r1", passedOn: [] });
    const placed = planTakingBack(facts([byHand]), byHand, received(), "wrong claim");
    expect(placed).toMatchObject({ plan: { after: { status: "accepted" } } });
  });
  test("the next payer's claim that never left is void with it; one that was sent before waits for a decision", () => {
    const at = voiding("accepted");
    const next = (attempt: number) =>
      plan(facts([at, claim(2, { status: "ready", attempt })], two), at, received(reversalOf(paid()))).next;
    expect(next(1)).toMatchObject([{ does: "void", claim: { claimId: "c2" } }]);
    expect(next(2)).toMatchObject([{ does: "rebuild", frequency: "1", attempt: 2 }]);
  });
  test("when the first payer decides again, a voided next claim is a new one, of another attempt", () => {
    const known = claim(2, { status: "voided", frequency: "8", attempt: 2, takenBack: true, payerClaimNumber: "X1" });
    expect(plan(facts([claim(1), known], two), claim(1), received()).next).toMatchObject([
      { does: "rebuild", claim: { claimId: "c2" }, frequency: "1", attempt: 3 },
    ]);
  });
});

describe("BIL-95: a posting is taken back by hand", () => {
  const decided = claim(1, { status: "paid", posted: POSTED, decidedBy: "r1", denials: [] });
  test("as the opposite of all that it did, under a key of its own", () => {
    const placed = planTakingBack(facts([decided]), decided, received(paid(), { reposted: 2 }), "wrong claim");
    const made = must(placed.kind === "post" ? placed.plan : null);
    expect(made).toMatchObject({
      outcome: "reversal",
      takenBackBy: "hand",
      after: { status: "accepted", sums: { paid: 0, patient: 0, contractual: 0, denied: 0 } },
      history: [{ what: "Posting reversed by hand", detail: "wrong claim", fileId: null }],
    });
    expect(keys(made)).toEqual(["remittance-claim:r1:2:undone"]);
    expect(byAccount(made.postings[0])).toEqual({
      "c1 insurance-clearing": -7000,
      "c1 contractual": -6000,
      "c1 patient-receivable": -2000,
      "c1 insurance-receivable": 15_000,
    });
    expect(made.postings[0]?.entries[0]).toMatchObject({
      patientId: "patient",
      encounterId: "encounter",
      chargeId: "charge",
      because: "Posting reversed: wrong claim",
      rule: "BIL-95",
    });
  });
  test("only the one that stands last, and while the next payer was not billed because of it", () => {
    const later = planTakingBack(facts([decided]), decided, received(paid(), { remittanceClaimId: "r0" }), "x");
    expect(later).toEqual({
      kind: "wait",
      claim: decided,
      problem: "A later decision was posted to this claim. Take that one back first.",
    });
    const passedOn = [
      { account: "insurance-receivable" as const, amount: 2000, claimId: "c2" },
      { account: "patient-receivable" as const, amount: -2000, claimId: "c2" },
    ];
    const left = { ...decided, passedOn };
    const withNext = (next: VisitClaim) => planTakingBack(facts([left, next]), left, received(), "x");
    expect(withNext(claim(2))).toEqual({
      kind: "wait",
      claim: left,
      problem: "The next payer was billed because of this decision. Open that claim for correction first.",
    });
    expect(withNext(claim(3))).toMatchObject({ kind: "post" });
    expect(withNext(claim(2, { status: "ready" }))).toMatchObject({
      kind: "post",
      plan: { next: [{ claim: { claimId: "c2" } }] },
    });
  });
});

describe("what it rests on", () => {
  test("BIL-73: a payment under the first claim's number goes to the claim of the payer that decided; unknown, it waits", () => {
    const [first, second] = [claim(1, { payerClaimNumber: "M1" }), claim(2, { left: { left: 2000, givenUp: 0 } })];
    const none = placePayment(
      facts([first]),
      first,
      received({ ...paid("2"), payerClaimNumber: "X1", filingIndicator: "MC" }),
      "n",
    );
    expect(none).toMatchObject({
      kind: "wait",
      claim: { claimId: "c1" },
      problem: expect.stringContaining("not posted here yet"),
    });
    const own = placePayment(facts([first]), first, received({ ...paid(), payerClaimNumber: "M1" }), "n");
    expect(own).toMatchObject({ kind: "post", plan: { claim: { claimId: "c1" } } });
    expect(claimNumbered(facts([first, second]), "C2").claimId).toBe("c2");
  });
  test("BIL-52: a posting that was taken back and is posted again has another key each time", () => {
    expect([0, 1, 2].map((reposted) => postingKey({ remittanceClaimId: "r", reposted }))).toEqual(["r", "r:1", "r:2"]);
  });
  test("sums are by account over all that was posted, refusals that stand beside them", () => {
    const more = { account: "insurance-clearing" as const, amount: -500, chargeId: "other" };
    const denials = [
      { denialId: "a", amount: 100, resolution: [] },
      { denialId: "b", amount: 20, resolution: [] },
    ];
    expect(adjudicationOf({ posted: [...POSTED, more], denials })).toEqual({
      paid: 6500,
      patient: 2000,
      contractual: 6000,
      denied: 120,
    });
  });
  test("BIL-70: the next payer is the first behind this one that is in force that day and had no turn, in the order as it is now", () => {
    const after = (coverages: readonly Coverage[], at = claim(1), family: readonly VisitClaim[] = [at]) =>
      coverageAfter({ family, coverages }, at)?.coverageId;
    expect(after([coverage(1), coverage(2), coverage(3)])).toBe("v2");
    expect(after([coverage(1), coverage(2, { to: "2026-11-19" }), coverage(3)])).toBe("v3");
    expect(after([coverage(1), coverage(2, { from: "2026-11-21" })])).toBeUndefined();
    expect(after([coverage(1), coverage(2, { to: "2026-11-20", from: "2026-11-20" })])).toBe("v2");
    expect(after([coverage(1), coverage(2, { payerKind: "self-pay" })])).toBeUndefined();
    // The order was changed since the claim was built: its coverage is second now.
    expect(after([coverage(2, { priority: 1 }), coverage(1, { priority: 2 }), coverage(3)])).toBe("v3");
    // Its coverage is gone: the place that it had counts.
    expect(after([coverage(2), coverage(3)], claim(2))).toBe("v3");
    expect(after([coverage(1), coverage(2)], claim(2), [claim(1), claim(2)])).toBeUndefined();
    const moved = [coverage(2, { priority: 1 }), coverage(1, { priority: 2 })];
    expect(after(moved, claim(2), [claim(1), claim(2)])).toBeUndefined();
  });
});
