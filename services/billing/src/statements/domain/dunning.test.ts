import { usualPolicy } from "@practicum/contracts/billing/dunning";
import { addDays } from "@practicum/kernel/local-date";
import { expect, test } from "vitest";
import { collectable } from "./collections.ts";
import { copyOf, nextPaper, partsNow, type Account, type AccountVisit, type Part } from "./dunning.ts";

const TODAY = "2026-11-30";
const visit = (encounterId: string, more: Partial<AccountVisit> = {}): AccountVisit => {
  const due = more.due ?? 2000;
  return { encounterId, due, pending: 0, planned: false, parts: [{ step: null, amount: due }], ...more };
};
const account = (visits: readonly AccountVisit[], more: Partial<Account> = {}): Account => ({
  visits,
  hold: null,
  plan: null,
  last: null,
  owedSince: "2026-11-01",
  ...more,
});
const next = (of: Account) => nextPaper(of, usualPolicy, TODAY);
const at = (due: number, lowest = due, collections = 0) => ({ due, lowest, collections });

test("BIL-262: what was asked for most often is paid first; what came since the paper was asked for by nobody", () => {
  const last: Part[] = [
    { step: "statement", amount: 1000 },
    { step: "final-notice", amount: 500 },
  ];
  expect(partsNow(last, at(1500))).toEqual([
    { step: "statement", amount: 1000 },
    { step: "final-notice", amount: 500 },
  ]);
  expect(partsNow(last, at(1200))).toEqual(expect.arrayContaining([{ step: "final-notice", amount: 200 }]));
  expect(partsNow(last, at(900))).toEqual([{ step: "statement", amount: 900 }]);
  // Paid whole, then owed anew: it begins again.
  expect(partsNow(last, at(1500, 0))).toEqual([{ step: null, amount: 1500 }]);
  expect(partsNow(last, at(1700, 1500))).toEqual(expect.arrayContaining([{ step: null, amount: 200 }]));
  // What is with the agency had every step.
  expect(partsNow(last, at(1000, 1500, 500))).toEqual([{ step: "statement", amount: 1000 }]);
  expect(partsNow([], at(-300, -300))).toEqual([]);
});

test("BIL-263: statement, reminder, final notice, each once; then nothing, and it may go to collections", () => {
  const step = (own: Part["step"]) => {
    const decided = next(account([visit("v", { parts: [{ step: own, amount: 2000 }] })]));
    return [decided.paper?.step ?? null, decided.because, decided.toCollections];
  };
  expect(step(null)).toEqual(["statement", null, 0]);
  expect(step("statement")).toEqual(["reminder", null, 0]);
  expect(step("reminder")).toEqual(["final-notice", null, 0]);
  expect(step("final-notice")).toEqual([null, "final", 2000]);
});

test("BIL-263: one paper a cycle, by the days that the last one gave", () => {
  const policy = { ...usualPolicy, statementDays: 30, reminderDays: 20, finalDays: 10 };
  const on = (step: "statement" | "reminder" | "final-notice") =>
    nextPaper(account([visit("v")], { last: { date: "2026-11-15", step } }), policy, TODAY);
  expect([on("statement").on, on("reminder").on, on("final-notice").on]).toEqual([
    "2026-12-15",
    "2026-12-05",
    "2026-11-25",
  ]);
  expect([on("statement").because, on("reminder").because, on("final-notice").because]).toEqual([
    "asked",
    "asked",
    null,
  ]);
});

test("BIL-263: a new visit has its statement on the paper that reminds of an older one", () => {
  const { paper } = next(account([visit("old", { parts: [{ step: "statement", amount: 2000 }] }), visit("new")]));
  expect(paper?.step).toBe("reminder");
  expect(paper?.visits.map((one) => [one.encounterId, one.step])).toEqual([
    ["old", "reminder"],
    ["new", "statement"],
  ]);
  expect(paper?.asks).toBe(4000);
});

test("BIL-263: of a visit that an insurer still decides nothing is asked for", () => {
  expect(next(account([visit("v", { pending: 1 })]))).toMatchObject({ paper: null, because: "insurance-pending" });
  const both = next(account([visit("decided", { due: 700 }), visit("pending", { pending: 9000 })]));
  expect(both.paper?.visits.map((one) => one.encounterId)).toEqual(["decided"]);
  expect(both.paper?.asks).toBe(700);
  // A payer that overpaid has nothing to decide.
  expect(next(account([visit("v", { pending: -1 })])).because).toBeNull();
});

test("BIL-266: a letter that came back and a dispute stop all of it, collections and small balances too", () => {
  const final = [visit("v", { due: 300, parts: [{ step: "final-notice", amount: 300 }] })];
  for (const hold of ["returned-mail", "dispute"] as const)
    expect(next(account(final, { hold, owedSince: "2026-01-01" }))).toMatchObject({
      paper: null,
      because: hold,
      toCollections: 0,
      small: 0,
    });
});

test("BIL-256: with a plan its part is asked for instead of the whole, beside what is not in it; a plan pauses the steps", () => {
  const planned = visit("planned", { due: 9000, planned: true, parts: [{ step: "reminder", amount: 9000 }] });
  expect(next(account([planned], { plan: { asks: 1500 } })).paper).toMatchObject({
    step: "plan",
    asks: 1500,
    visits: [],
  });
  expect(next(account([planned], { plan: { asks: 0 } }))).toMatchObject({ paper: null, because: "plan-kept" });
  expect(next(account([planned, visit("new", { due: 700 })], { plan: { asks: 1500 } })).paper).toMatchObject({
    step: "statement",
    asks: 2200,
    plan: 1500,
  });
});

test("BIL-263: less than the minimum waits until there is more; on request a copy repeats the step that it has", () => {
  expect(next(account([visit("v", { due: 499 })]))).toMatchObject({ because: "below-minimum", on: null });
  expect(next(account([visit("v", { due: 500 })])).because).toBeNull();
  const had = account([
    visit("v", {
      parts: [
        { step: null, amount: 500 },
        { step: "statement", amount: 700 },
        { step: "final-notice", amount: 800 },
      ],
    }),
  ]);
  expect(copyOf(had)).toMatchObject({
    step: "final-notice",
    asks: 2000,
    visits: [
      { step: "statement", amount: 1200 },
      { step: "final-notice", amount: 800 },
    ],
  });
});

test("BIL-264: small is what is little in all and has waited long, with nothing pending or planned", () => {
  const small = (visits: readonly AccountVisit[], since: string, more: Partial<Account> = {}) =>
    next(account(visits, { owedSince: since, ...more })).small;
  const long = addDays(TODAY, -90);
  expect(small([visit("v", { due: 499 })], long)).toBe(499);
  expect(small([visit("v", { due: 500 })], long)).toBe(0);
  expect(small([visit("v", { due: 499 })], addDays(long, 1))).toBe(0);
  expect(small([visit("v", { due: 200 }), visit("w", { due: 300 })], long)).toBe(0);
  expect(small([visit("v", { due: 200 }), visit("w", { due: 200, pending: 5 })], long)).toBe(0);
  expect(small([visit("v", { due: 200, planned: true })], long, { plan: { asks: 0 } })).toBe(0);
});

test("BIL-267: only what had its final notice, once its time has passed, may go to collections", () => {
  const visits = [
    visit("final", {
      parts: [
        { step: "final-notice", amount: 1500 },
        { step: null, amount: 500 },
      ],
    }),
    visit("reminded", { parts: [{ step: "reminder", amount: 2000 }] }),
  ];
  const waits = next(account(visits, { last: { date: addDays(TODAY, -29), step: "final-notice" } }));
  expect(waits.toCollections).toBe(0);
  const over = next(account(visits, { last: { date: addDays(TODAY, -30), step: "final-notice" } }));
  expect(over.toCollections).toBe(1500);
  expect([...collectable(visits, over.toCollections)]).toEqual([
    ["final", 1500],
    ["reminded", 0],
  ]);
  expect([...collectable(visits, 0)]).toEqual([]);
});
