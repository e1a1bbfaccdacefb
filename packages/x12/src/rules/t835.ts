import type { At, Rule } from "../core/rules.ts";
import { all, centsOf, first } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";
import type { Adjustment } from "../types.ts";
import { claimPaymentOf } from "../835/read-claim.ts";
import type { ClaimPayment835, ServicePayment835 } from "../835/types.ts";

/** Payments that go from bank to bank (BPR04). */
const ELECTRONIC: ReadonlySet<string> = new Set(["ACH", "BOP", "FWT"]);

const base = { standard: "005010X221A1", severity: "error" as const };

function numberAt(root: Loop, id: string): number | undefined {
  const at = root.segments.findIndex((segment) => segment[0] === id);
  return root.numbers[at];
}

function sumOf(adjustments: readonly Adjustment[]): number {
  let sum = 0;
  for (const adjustment of adjustments) sum += adjustment.amount;
  return sum;
}

function patientsPart(adjustments: readonly Adjustment[]): number {
  let sum = 0;
  for (const adjustment of adjustments) if (adjustment.group === "PR") sum += adjustment.amount;
  return sum;
}

function chargesOf(claim: ClaimPayment835): number {
  let sum = 0;
  for (const line of claim.lines) sum += line.charge;
  return sum;
}

/** What a claim is out of balance by. */
function claimOff(claim: ClaimPayment835): number {
  let adjusted = sumOf(claim.adjustments);
  for (const line of claim.lines) adjusted += sumOf(line.adjustments);
  return claim.charge - claim.paid - adjusted;
}

/**
 * Where the fault of a line that is off by some cents most likely is. An adjustment is in the claim's balance too, so that
 * both are off by the same; a charge is in the sum of the charges; a payment is in neither.
 */
function lineSuspect(line: Loop, off: number, claim: ClaimPayment835): At {
  const at = line.segments.findIndex((segment) => segment[0] === "CAS");
  if (at >= 0 && claimOff(claim) === off)
    return { segmentNumber: line.numbers[at] ?? 0, segmentId: "CAS", elementPosition: 3, loop: "2110" };
  const elementPosition = chargesOf(claim) - claim.charge === off ? 2 : 3;
  return { segmentNumber: line.numbers[0] ?? 0, segmentId: "SVC", elementPosition, loop: "2110" };
}

/** Balances and situational rules of the remittance advice. */
export const RULES_835: readonly Rule[] = [
  {
    ...base,
    id: "835-2000-LX01-TWICE",
    loop: "2000",
    segment: "LX",
    element: 1,
    message: "The number of a group of claims (LX01) is used twice.",
    check: (loop, fail, context) => {
      if (context.used.again(loop.segments[0]?.[1] ?? "")) fail();
    },
  },
  {
    ...base,
    id: "835-2110-DTM",
    loop: "2110",
    segment: "DTM",
    severity: "warning",
    message: "A period of service has a first day (DTM 150) and a last one (DTM 151); a single day is DTM 472.",
    check: (loop, fail) => {
      let begins = false;
      let ends = false;
      for (const segment of loop.segments) {
        if (segment[0] !== "DTM") continue;
        if (segment[1] === "150") begins = true;
        else if (segment[1] === "151") ends = true;
      }
      if (begins !== ends) fail();
    },
  },
  {
    ...base,
    id: "835-2110-SVC-BALANCE",
    loop: "2100",
    segment: "SVC",
    message: "The line does not balance: charge (SVC02) less payment (SVC03) must be the sum of its adjustments (CAS).",
    check: (loop, fail, context) => {
      const claim = claimPaymentOf(loop, context);
      const lines = claim.lines;
      for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at] as ServicePayment835;
        const off = line.charge - line.paid - sumOf(line.adjustments);
        if (off !== 0) fail(lineSuspect(loop.loops[at] as Loop, off, claim));
      }
    },
  },
  {
    ...base,
    id: "835-2100-CLP-BALANCE",
    loop: "2100",
    segment: "CLP",
    element: 4,
    message:
      "The claim does not balance: charge (CLP03) less payment (CLP04) must be the sum of all adjustments (CAS) of the claim and its lines.",
    check: (loop, fail, context) => {
      const claim = claimPaymentOf(loop, context);
      context.sums["paid"] = (context.sums["paid"] ?? 0) + claim.paid;
      const off = claimOff(claim);
      // Where the lines' charges do not make up the claim's either, by as much, it is the charge that is wrong.
      if (off !== 0)
        fail(claim.lines.length > 0 && off === claim.charge - chargesOf(claim) ? { elementPosition: 3 } : {});
    },
  },
  {
    ...base,
    id: "835-2100-SVC-SUM",
    loop: "2100",
    segment: "CLP",
    element: 3,
    severity: "warning",
    message: "The lines' charges (SVC02) do not sum to the claim's charge (CLP03).",
    check: (loop, fail, context) => {
      const claim = claimPaymentOf(loop, context);
      if (claim.lines.length > 0 && chargesOf(claim) !== claim.charge) fail();
    },
  },
  {
    ...base,
    id: "835-2100-CLP02-REVERSAL",
    loop: "2100",
    segment: "CLP",
    element: 3,
    severity: "warning",
    message: "A reversal (CLP02 is 22) should have negative amounts.",
    check: (loop, fail, context) => {
      const { status, charge, paid } = claimPaymentOf(loop, context);
      if (status === "22" && (charge > 0 || paid > 0)) fail();
    },
  },
  {
    ...base,
    id: "835-2100-CLP02-DENIED",
    loop: "2100",
    segment: "CLP",
    element: 4,
    severity: "warning",
    message: "A denied claim (CLP02 is 4) should have no payment (CLP04).",
    check: (loop, fail, context) => {
      const { status, paid } = claimPaymentOf(loop, context);
      if (status === "4" && paid !== 0) fail();
    },
  },
  {
    ...base,
    id: "835-2100-CLP05-PR",
    loop: "2100",
    segment: "CLP",
    element: 5,
    severity: "warning",
    message: "The patient's responsibility (CLP05) is not the sum of the PR adjustments.",
    check: (loop, fail, context) => {
      const { patientResponsibility, adjustments, lines } = claimPaymentOf(loop, context);
      if (patientResponsibility === undefined) return;
      let sum = patientsPart(adjustments);
      for (const line of lines) sum += patientsPart(line.adjustments);
      if (sum !== patientResponsibility) fail();
    },
  },
  {
    ...base,
    id: "835-BPR02-BALANCE",
    loop: "",
    segment: "BPR",
    element: 2,
    message: "The payment (BPR02) must be the sum of the claim payments (CLP04) less the provider adjustments (PLB).",
    check: (root, fail, context) => {
      const bpr = first(root, "BPR");
      if (!bpr) return;
      let adjusted = 0;
      for (const plb of all(root, "PLB")) for (let at = 4; at < plb.length; at += 2) adjusted += centsOf(plb[at]);
      if (centsOf(bpr[2]) !== (context.sums["paid"] ?? 0) - adjusted) fail();
    },
  },
  {
    ...base,
    id: "835-BPR02-NEGATIVE",
    loop: "",
    segment: "BPR",
    element: 2,
    message: "The payment (BPR02) must not be negative: what is owed goes to a forward balance (PLB FB).",
    check: (root, fail) => {
      if (centsOf(first(root, "BPR")?.[2]) < 0) fail();
    },
  },
  {
    ...base,
    id: "835-BPR04-BANK",
    loop: "",
    segment: "BPR",
    message:
      "An electronic payment (BPR04 ACH, BOP or FWT) needs both banks and accounts (BPR06 to BPR10, BPR12 to BPR15).",
    check: (root, fail) => {
      const bpr = first(root, "BPR");
      if (!bpr || !ELECTRONIC.has(bpr[4] ?? "")) return;
      const lacking = [5, 6, 7, 8, 9, 10, 12, 13, 14, 15].find((position) => !bpr[position]);
      if (lacking !== undefined) fail({ elementPosition: lacking, segmentNumber: numberAt(root, "BPR") });
    },
  },
  {
    ...base,
    id: "835-BPR04-NON",
    loop: "",
    segment: "BPR",
    element: 4,
    message: "No payment (BPR04 NON, BPR01 H) goes with an amount of zero.",
    check: (root, fail) => {
      const bpr = first(root, "BPR");
      if (!bpr) return;
      const none = bpr[4] === "NON" || bpr[1] === "H";
      if (none && centsOf(bpr[2]) !== 0) fail();
    },
  },
  {
    ...base,
    id: "835-BPR04-ZERO",
    loop: "",
    segment: "BPR",
    element: 4,
    severity: "warning",
    message: "An amount of zero goes from no bank to no bank: BPR04 should be NON.",
    check: (root, fail) => {
      const bpr = first(root, "BPR");
      if (bpr && ELECTRONIC.has(bpr[4] ?? "") && centsOf(bpr[2]) === 0) fail();
    },
  },
  {
    ...base,
    id: "835-TRN03-BPR10",
    loop: "",
    segment: "TRN",
    element: 3,
    severity: "warning",
    message: "The payer's number in the trace (TRN03) should be the one in the payment (BPR10).",
    check: (root, fail) => {
      const inPayment = first(root, "BPR")?.[10];
      const inTrace = first(root, "TRN")?.[3];
      if (inPayment && inTrace && inPayment !== inTrace) fail();
    },
  },
  {
    ...base,
    id: "835-TRN03",
    loop: "",
    segment: "TRN",
    element: 3,
    severity: "warning",
    message: "TRN03 should be 1 followed by the payer's nine-digit tax id.",
    check: (root, fail) => {
      const payer = first(root, "TRN")?.[3];
      if (payer && !/^1\d{9}$/.test(payer)) fail();
    },
  },
];
