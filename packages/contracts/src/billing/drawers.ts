import { z } from "zod";
import { command, event, query } from "../operation.ts";
import {
  cents,
  id,
  instant,
  localDate,
  optionalText,
  personName,
  positiveCents,
  price,
  sumOfCents,
  text,
  version,
} from "../schema.ts";
import { paymentMethod } from "./payments.ts";

/** Each person's drawer of a day: what was taken and given, the count at its end, and the day's close over all drawers. */

/** Bills and coins, in cents, the largest first. */
export const denominations = [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1] as const;

export const drawerState = z.enum(["open", "closed"]);

export const drawerLineKind = z.enum([
  "payment",
  /** Of a payment of this very drawer. */
  "reversal",
  /** Of a payment of an earlier drawer, or of another day. */
  "late-reversal",
  "refund",
  "refund-undone",
  "payout",
  "payout-undone",
]);

const counted = z.array(
  z.strictObject({
    denomination: z.literal(denominations),
    count: z.int().min(0).max(9999, { error: "Count at most 9,999 of one kind." }),
  }),
);

/** What has to be there, by what was taken and given. */
const expected = z.object({
  /** With the opening float. */
  cash: sumOfCents,
  checks: sumOfCents,
  checkCount: z.int(),
  /** What the card terminal's batch should say: sales less refunds. */
  cards: sumOfCents,
  /** Of patients' money, whatever the method, less what went back: what the ledger has of this drawer. */
  received: sumOfCents,
  payouts: sumOfCents,
});

export const drawerSummary = z.object({
  drawerId: id("drawer"),
  person: z.string(),
  /** Whether it is the drawer of who asks. */
  mine: z.boolean(),
  day: localDate,
  /** The first of that person and day, the second, and so on. */
  number: z.int(),
  state: drawerState,
  openingFloat: sumOfCents,
  /** Whether somebody said the float; not so of a drawer that a payment opened. */
  countedIn: z.boolean(),
  expected,
  /** Of a closed one. */
  closing: z
    .object({
      counted,
      cash: sumOfCents,
      checks: sumOfCents,
      cards: sumOfCents,
      /** Positive is over, negative is short. */
      overShort: sumOfCents,
      /** What stays in the drawer, and what goes to the bank. */
      left: sumOfCents,
      deposit: sumOfCents,
      cashBecause: z.string().nullable(),
      checksBecause: z.string().nullable(),
      cardsBecause: z.string().nullable(),
      at: instant,
      by: z.string(),
    })
    .nullable(),
  version,
});

export const drawerDetail = drawerSummary.extend({
  lines: z.array(
    z.object({
      lineId: id("drawer-line"),
      at: instant,
      kind: drawerLineKind,
      method: paymentMethod,
      /** Positive came in, negative went out. */
      amount: cents,
      because: z.string().nullable(),
      reference: z.string().nullable(),
      receiptNumber: z.string().nullable(),
      patientId: id("patient").nullable(),
      patientName: personName.nullable(),
      /** Of a payout: taken back since. */
      undone: z.boolean(),
    }),
  ),
  history: z.array(
    z.object({
      what: z.enum(["opened", "float", "closed", "reopened"]),
      at: instant,
      by: z.string(),
      because: z.string().nullable(),
    }),
  ),
});

const forDrawer = { drawerId: id("drawer") };
const named = (detail: z.output<typeof drawerDetail> | null) => detail?.lines.map((one) => one.patientId) ?? [];

export const drawerOperations = {
  myDrawer: query({
    summary: "One's own open drawer of today, what stayed in the last one, and earlier ones that were never closed",
    permission: "payment.take",
    input: z.strictObject({}),
    output: z.object({
      drawer: drawerDetail.nullable(),
      /** One's closed drawers of today, the last one first. */
      closedToday: z.array(drawerSummary),
      /** What stayed as float when one's last drawer was closed; null where there was none. */
      lastLeft: sumOfCents.nullable(),
      unclosed: z.array(drawerSummary),
    }),
    patients: (_, output) => named(output.drawer),
  }),
  getDrawer: query({
    summary: "A drawer with all that was taken and given, its count and who closed or reopened it",
    permission: "payment.take",
    input: z.strictObject(forDrawer),
    output: drawerDetail,
    errors: ["not-found"],
    patients: (_, output) => named(output),
  }),
  openDrawer: command({
    summary: "Opens one's drawer of today with its float, or says the float of the open one",
    permission: "payment.take",
    input: z.strictObject({ openingFloat: price }),
    output: z.object(forDrawer),
  }),
  payOut: command({
    summary: "Pays something out of one's drawer, with a reason",
    permission: "payment.take",
    input: z.strictObject({ ...forDrawer, lineId: id("drawer-line"), amount: positiveCents, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "drawer-closed", "over-allocated"],
  }),
  undoPayout: command({
    summary: "Takes a payout back while its drawer is open",
    permission: "payment.take",
    input: z.strictObject({ ...forDrawer, lineId: id("drawer-line") }),
    output: z.object({}),
    errors: ["not-found", "drawer-closed", "already-posted"],
  }),
  closeDrawer: command({
    summary: "Closes a drawer by its count; what is over or short is posted with its reason",
    permission: "payment.take",
    input: z.strictObject({
      ...forDrawer,
      /** As it stood when it was counted: more than that is shown first. */
      version,
      counted,
      /** What stays in it as float. */
      left: price,
      /** The checks in hand, and the total of the card terminal's batch. */
      checks: price,
      cards: cents,
      cashBecause: optionalText(200),
      checksBecause: optionalText(200),
      cardsBecause: optionalText(200),
    }),
    output: z.object({ overShort: sumOfCents, deposit: sumOfCents }),
    errors: ["not-found", "drawer-closed", "stale-version"],
  }),
  reopenDrawer: command({
    summary: "Opens a closed drawer again, with a reason",
    permission: "drawer.reopen",
    fresh: true,
    input: z.strictObject({ ...forDrawer, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "drawer-open", "other-drawer-open"],
  }),
  dailyClose: query({
    summary: "All drawers of a day, what is not closed yet, and the ledger's payments of the day beside them",
    permission: "drawer.review",
    input: z.strictObject({ on: localDate }),
    output: z.object({
      on: localDate,
      drawers: z.array(drawerSummary),
      /** Of earlier days, the oldest first. */
      unclosedBefore: z.array(drawerSummary),
      /** Patients' checks that came with the bank's deposits: in no drawer. */
      banked: sumOfCents,
      /** Taken before drawers were kept. */
      outside: sumOfCents,
      /** What the ledger has of patients' payments, reversals and refunds that day. */
      ledger: sumOfCents,
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
};

export const drawerChanged = event(
  "billing.drawer-changed.v1",
  z.object({ drawerId: id("drawer"), at: instant }),
  (p) => ({ drawerId: p.drawerId }),
  "payment.take",
  ["billing"],
);
