import type { denominations, drawerDetail, drawerSummary } from "@practicum/contracts/billing/drawers";
import type { z } from "zod";

export type Drawer = z.output<typeof drawerDetail>;
export type DrawerSummary = z.output<typeof drawerSummary>;
export type Denomination = (typeof denominations)[number];

export const denominationNames: { readonly [D in Denomination]: string } = {
  10000: "$100 bills",
  5000: "$50 bills",
  2000: "$20 bills",
  1000: "$10 bills",
  500: "$5 bills",
  200: "$2 bills",
  100: "$1 bills and coins",
  50: "Half dollars",
  25: "Quarters",
  10: "Dimes",
  5: "Nickels",
  1: "Pennies",
};

export const lineWords: { readonly [K in Drawer["lines"][number]["kind"]]: string } = {
  payment: "Payment",
  reversal: "Reversed",
  "late-reversal": "Reversed, of an earlier drawer",
  refund: "Refund",
  "refund-undone": "Refund reversed",
  payout: "Payout",
  "payout-undone": "Payout reversed",
};

const methodWords = { cash: "Cash", check: "Check", card: "Card" } as const;

/** "Check 412": a check that was taken has its number; one that we write back has another. */
export function methodOf(line: Pick<Drawer["lines"][number], "kind" | "method" | "reference">): string {
  const own = line.method === "check" && line.kind !== "refund" && line.kind !== "refund-undone";
  return [methodWords[line.method], own ? line.reference : null].filter((word) => word !== null).join(" ");
}

/** "Drawer of Ana Diaz", "Drawer 2 of Ana Diaz". */
export const drawerTitle = (one: Pick<Drawer, "number" | "person">) =>
  `Drawer ${one.number > 1 ? `${one.number} ` : ""}of ${one.person}`;

/** "$5.00 short", "$0.75 over", "Balanced". */
export function overShortWords(amount: number, format: (cents: number) => string): string {
  if (amount === 0) return "Balanced";
  return `${format(Math.abs(amount))} ${amount < 0 ? "short" : "over"}`;
}
