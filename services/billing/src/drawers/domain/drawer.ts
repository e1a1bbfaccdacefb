import { denominations, type drawerOperations, type drawerSummary } from "@practicum/contracts/billing/drawers";
import { fail, type DomainError } from "@practicum/contracts/error";
import { sumCents, type Cents } from "@practicum/kernel/money";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

type Summary = z.output<typeof drawerSummary>;
type Expected = Summary["expected"];
export type Closing = Omit<NonNullable<Summary["closing"]>, "at" | "by">;
export type LineKind =
  | "payment"
  | "reversal"
  | "late-reversal"
  | "refund"
  | "refund-undone"
  | "payout"
  | "payout-undone";

/** What was taken or given. Positive came in. */
export interface Line {
  readonly kind: LineKind;
  readonly method: "cash" | "check" | "card";
  readonly amount: Cents;
}

const petty: readonly LineKind[] = ["payout", "payout-undone"];
/** A check that was taken back later is not in the drawer; a refund by check is one of ours. */
const inHand: readonly LineKind[] = ["payment", "reversal"];
/** What was taken back of an earlier batch comes by the card company, not by today's. */
const inBatch: readonly LineKind[] = ["payment", "reversal", "refund", "refund-undone"];

/** BIL-282: what has to be in a drawer, by what was taken and given. */
export function expectedOf(openingFloat: Cents, lines: readonly Line[]): Expected {
  const of = (method: Line["method"], kinds?: readonly LineKind[]) =>
    lines.filter((one) => one.method === method && (kinds?.includes(one.kind) ?? true));
  const sum = (some: readonly Line[]) => sumCents(some.map((one) => one.amount));
  const checks = of("check", inHand);
  return {
    cash: openingFloat + sum(of("cash")),
    checks: sum(checks),
    checkCount: checks.reduce((count, one) => count + Math.sign(one.amount), 0),
    cards: sum(of("card", inBatch)),
    received: sum(lines.filter((one) => !petty.includes(one.kind))),
    // A payout went out: how much stands of it is no negative amount.
    payouts: 0 - sum(lines.filter((one) => petty.includes(one.kind))),
  };
}

/** What bills and coins come to. */
export function countOf(counted: Closing["counted"]): Cents {
  return counted.reduce((sum, one) => sum + one.denomination * one.count, 0);
}

type Asked = z.output<typeof drawerOperations.closeDrawer.input>;

/**
 * BIL-284: the count stands, whatever was expected; each difference has its reason.
 *
 * @param drawer as it stands now
 */
export function decideClose(
  drawer: { readonly state: "open" | "closed"; readonly version: number; readonly expected: Expected },
  input: Omit<Asked, "drawerId">,
): Result<Closing, DomainError> {
  if (drawer.state === "closed") return fail("drawer-closed");
  if (drawer.version !== input.version) return fail("stale-version");
  const twice = denominations.find((one) => input.counted.filter((row) => row.denomination === one).length > 1);
  if (twice !== undefined) return refuse("counted", "Count each kind of bill and coin once.");
  const cash = countOf(input.counted);
  if (input.left > cash) return refuse("left", "No more can stay in the drawer than was counted.");
  const { expected } = drawer;
  const overShort = cash - expected.cash;
  const why = { cash: input.cashBecause, checks: input.checksBecause, cards: input.cardsBecause };
  if (overShort !== 0 && why.cash === "") return refuse("cashBecause", "Say why the cash is over or short.");
  if (input.checks !== expected.checks && why.checks === "")
    return refuse("checksBecause", "Say why the checks in hand are not those that were taken.");
  if (input.cards !== expected.cards && why.cards === "")
    return refuse("cardsBecause", "Say why the terminal's batch is not what was taken by card.");
  return ok({
    counted: input.counted.filter((one) => one.count > 0),
    cash,
    checks: input.checks,
    cards: input.cards,
    overShort,
    left: input.left,
    deposit: cash - input.left,
    // A reason without a difference says nothing.
    cashBecause: overShort === 0 ? null : why.cash,
    checksBecause: input.checks === expected.checks ? null : why.checks,
    cardsBecause: input.cards === expected.cards ? null : why.cards,
  });
}

function refuse(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** BIL-287: what of a drawer's cash goes to the bank: as it was counted; of one that is not closed, what came in less what went out. */
export function cashForBank(drawer: Pick<Summary, "closing" | "expected" | "openingFloat">): Cents {
  return drawer.closing?.deposit ?? Math.max(0, drawer.expected.cash - drawer.openingFloat);
}
