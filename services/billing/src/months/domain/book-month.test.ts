import { describe, expect, test } from "vitest";
import { decideClose, decideReopen, monthsOf, nextToClose, stateOf, type Books } from "./book-month.ts";

const books = (more: Partial<Books> = {}): Books => ({
  today: "2026-12-05",
  openFrom: null,
  firstPosting: "2026-10-27",
  ...more,
});
const close = (of: Books, month: string, open = 0, seen = 0, because = "") =>
  decideClose(of, open, { month, seen, because });

describe("which month is closed next (BIL-242)", () => {
  test("the first that has a posting; then the one after the last closed; in an empty ledger the last that is over", () => {
    expect(nextToClose(books())).toBe("2026-10");
    expect(nextToClose(books({ openFrom: "2026-11-01" }))).toBe("2026-11");
    expect(nextToClose(books({ firstPosting: null }))).toBe("2026-11");
    expect(nextToClose(books({ firstPosting: "2026-12-02" }))).toBe("2026-11");
    expect(nextToClose(books({ today: "2027-01-01", firstPosting: null }))).toBe("2026-12");
  });
  test("a month is over on the first day of the next, not on its own last", () => {
    expect(stateOf(books({ today: "2026-10-31" }), "2026-10")).toBe("not-over");
    expect(stateOf(books({ today: "2026-11-01" }), "2026-10")).toBe("can-close");
    expect(stateOf(books({ today: "2027-01-01", openFrom: "2026-12-01" }), "2026-12")).toBe("can-close");
  });
  test("one that is over waits for those before it; closed ones are closed", () => {
    expect(stateOf(books(), "2026-11")).toBe("after-open");
    expect(stateOf(books({ openFrom: "2026-11-01" }), "2026-11")).toBe("can-close");
    expect(stateOf(books({ openFrom: "2026-11-01" }), "2026-10")).toBe("closed");
    expect(stateOf(books({ openFrom: "2026-11-01" }), "2026-12")).toBe("not-over");
  });
  test("months go from this one back to the first, over the turn of a year", () => {
    expect(monthsOf(books({ today: "2027-01-15" }))).toEqual(["2027-01", "2026-12", "2026-11", "2026-10"]);
    expect(monthsOf(books({ firstPosting: null }))).toEqual(["2026-12", "2026-11"]);
    // Closed before anything was posted.
    expect(monthsOf(books({ firstPosting: "2026-12-02", openFrom: "2026-10-01" }))).toEqual([
      "2026-12",
      "2026-11",
      "2026-10",
      "2026-09",
    ]);
  });
});

describe("closing (BIL-242, BIL-243)", () => {
  test("opens the books from the first of the next month", () => {
    expect(close(books(), "2026-10")).toEqual({ ok: true, value: "2026-11-01" });
    expect(close(books({ today: "2027-01-02", openFrom: "2026-12-01" }), "2026-12")).toEqual({
      ok: true,
      value: "2027-01-01",
    });
  });
  test("refuses by name: closed, not over and from when it is, an earlier one open", () => {
    expect(close(books({ openFrom: "2026-11-01" }), "2026-10")).toEqual({
      ok: false,
      error: { code: "month-closed", detail: { month: "October 2026" } },
    });
    expect(close(books({ openFrom: "2026-12-01" }), "2026-12")).toEqual({
      ok: false,
      error: { code: "month-not-over", field: "month", detail: { month: "December 2026", day: "01/01/2027" } },
    });
    expect(close(books(), "2026-11")).toEqual({
      ok: false,
      error: { code: "earlier-month-open", field: "month", detail: { month: "October 2026" } },
    });
  });
  test("more open than was seen is shown first; as many or fewer need a reason; none needs none", () => {
    expect(close(books(), "2026-10", 3, 2, "why")).toEqual({ ok: false, error: { code: "stale-version" } });
    expect(close(books(), "2026-10", 2, 2)).toMatchObject({ ok: false, error: { field: "because" } });
    expect(close(books(), "2026-10", 2, 2, "why").ok).toBe(true);
    expect(close(books(), "2026-10", 1, 2, "why").ok).toBe(true);
    expect(close(books(), "2026-10", 0, 2).ok).toBe(true);
  });
});

describe("opening again (BIL-244)", () => {
  test("the last closed one alone, from where they were open before; the first of all leaves none closed", () => {
    const two = books({ openFrom: "2026-12-01" });
    expect(decideReopen(two, "2026-11", "2026-11-01")).toEqual({ ok: true, value: "2026-11-01" });
    expect(decideReopen(books({ openFrom: "2026-11-01" }), "2026-10", null)).toEqual({ ok: true, value: null });
    expect(decideReopen(two, "2026-10", null)).toEqual({
      ok: false,
      error: { code: "later-month-closed", field: "month", detail: { month: "November 2026" } },
    });
    expect(decideReopen(two, "2026-12", null)).toEqual({
      ok: false,
      error: { code: "month-open", detail: { month: "December 2026" } },
    });
    expect(decideReopen(books(), "2026-10", null)).toMatchObject({ error: { code: "month-open" } });
  });
});
