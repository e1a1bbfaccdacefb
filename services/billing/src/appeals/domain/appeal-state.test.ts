import { appealsOfKind } from "@practicum/contracts/billing/appeal-policy";
import { appealStatus } from "@practicum/contracts/billing/appeals";
import { describe, expect, test } from "vitest";
import {
  afterAnswer,
  afterNewDecision,
  afterSending,
  afterWithdrawal,
  letterKindOf,
  nextLevel,
} from "./appeal-state.ts";
import { appealWarnings, isLate, type Written } from "./appeal-warnings.ts";

const answer = (outcome: "upheld" | "overturned" | "partly" | "information", dueOn: string | null = null) => ({
  outcome,
  answeredOn: "2026-12-10",
  dueOn,
});
const sent = { status: "sent", sentOn: "2026-12-01" } as const;

describe("the life of an appeal", () => {
  test("BIL-185: an answer moves it, and its refusal with it, only while it is with the payer", () => {
    expect(afterAnswer(sent, answer("upheld"))).toMatchObject({ value: { status: "upheld", denial: "open" } });
    expect(afterAnswer(sent, answer("overturned"))).toMatchObject({
      value: { status: "overturned", denial: null, followUpOn: "2027-01-09" },
    });
    expect(afterAnswer(sent, answer("information", "2026-12-20"))).toMatchObject({
      value: { status: "information-requested", denial: null, followUpOn: "2026-12-20" },
    });
    for (const status of appealStatus.options)
      expect([status, afterAnswer({ ...sent, status }, answer("partly")).ok]).toEqual([
        status,
        status === "sent" || status === "information-requested",
      ]);
    expect(afterAnswer({ ...sent, sentOn: "2026-12-11" }, answer("upheld"))).toMatchObject({
      error: { code: "invalid-input", field: "answeredOn" },
    });
  });

  test("BIL-186: what a letter is, and what a withdrawal does, by where the appeal stands", () => {
    expect(appealStatus.options.map(letterKindOf).filter((kind) => kind !== null)).toEqual([
      "appeal",
      "correction",
      "information",
    ]);
    expect(afterSending("2026-12-01", 60)).toEqual({ status: "sent", denial: "appealed", followUpOn: "2027-01-30" });
    expect(afterWithdrawal("draft")).toMatchObject({ value: { status: "dropped", denial: null } });
    expect(afterWithdrawal("sent")).toMatchObject({ value: { status: "withdrawn", denial: "open" } });
    // What the payer has granted is not given up.
    for (const status of ["overturned", "partly", "settled", "upheld"] as const)
      expect(afterWithdrawal(status).ok).toBe(false);
  });

  test("BIL-187: the payer's new decision ends what is open, and nothing else", () => {
    expect(appealStatus.options.map((status) => [status, afterNewDecision(status)])).toEqual([
      ["draft", "dropped"],
      ["dropped", null],
      ["sent", "settled"],
      ["information-requested", "settled"],
      ["overturned", "settled"],
      ["partly", "settled"],
      ["upheld", null],
      ["withdrawn", null],
      ["settled", null],
    ]);
  });

  test("BIL-182: the next level counts from the answer before, and after the last there is none", () => {
    const medicare = appealsOfKind("medicare");
    expect(nextLevel(medicare, [], "2026-11-01")).toMatchObject({
      level: 1,
      name: "Redetermination",
      dueOn: "2027-03-01",
    });
    const upheld = { level: 1, status: "upheld", answeredOn: "2027-01-10" } as const;
    expect(nextLevel(medicare, [upheld], "2026-11-01")).toMatchObject({ level: 2, dueOn: "2027-07-09" });
    // One that was withdrawn or dropped does not use its level up.
    expect(nextLevel(medicare, [{ ...upheld, status: "withdrawn" }], "2026-11-01")).toMatchObject({ level: 1 });
    // A partly granted one came with a new decision, from which the time is counted.
    const partly = { level: 1, status: "settled", answeredOn: "2027-01-10" } as const;
    expect(nextLevel(medicare, [partly], "2027-01-20")).toMatchObject({ level: 2, dueOn: "2027-07-19" });
    expect(nextLevel(medicare, [{ ...upheld, level: 3 }], "2026-11-01")).toBeNull();
  });

  test("BIL-182: each kind of payer begins with levels of its own, in the law's days", () => {
    const days = (kind: string) => appealsOfKind(kind).levels.map((level) => level.days);
    expect(["medicare", "medicaid", "medicaid-managed", "tricare", "workers-comp", "hmo", "auto"].map(days)).toEqual([
      [120, 180, 60],
      [60, 120],
      [60, 120],
      [90, 60],
      [90, 30],
      [60, 60, 120],
      [60, 60, 120],
    ]);
  });
});

describe("BIL-183: what is said before a letter goes", () => {
  const written: Written = {
    status: "draft",
    grounds: "authorization",
    levelName: "First appeal",
    body: "Authorized under [authorization number].",
    authorization: null,
    papers: ["remittance", "claim", "note"],
    dueOn: "2026-12-31",
  };
  const fields = (more: Partial<Written>, today: string, has = true) =>
    appealWarnings({ ...written, ...more }, () => has, today).map((one) => one.field);

  test("the payer's time, from fourteen days before its end; a number, a paper or a sentence that is missing", () => {
    expect(fields({}, "2026-12-01")).toEqual(["authorization", "body"]);
    expect(fields({ authorization: "A1" }, "2026-12-16")).toEqual([]);
    expect(fields({ authorization: "A1" }, "2026-12-17")).toEqual(["dueOn"]);
    expect(fields({ authorization: "A1" }, "2027-01-01")).toEqual(["dueOn"]);
    expect(fields({ authorization: "A1", status: "sent" }, "2027-01-01")).toEqual([]);
    expect(fields({ authorization: "A1", papers: ["remittance", "claim"] }, "2026-12-01")).toEqual(["papers.note"]);
    expect(fields({ authorization: "A1" }, "2026-12-01", false)).toEqual([
      "papers.remittance",
      "papers.claim",
      "papers.note",
    ]);
  });

  test("late is what goes after the last day; a correction of what went in time is not", () => {
    expect(isLate(written, "2026-12-31")).toBe(false);
    expect(isLate(written, "2027-01-01")).toBe(true);
    expect(isLate({ ...written, status: "sent" }, "2027-01-01")).toBe(false);
  });
});
