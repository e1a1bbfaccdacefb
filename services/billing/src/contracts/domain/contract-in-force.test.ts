import { describe, expect, test } from "vitest";
import { aContract } from "../../testing/a-contract.ts";
import { contractFor, overlapOf, periodOn, periodsOf, takenBack, type KeptVersion } from "./contract-in-force.ts";

const version = (number: number, from: string, name: string | null, more: Partial<KeptVersion> = {}): KeptVersion => ({
  contractId: "one",
  version: number,
  from,
  content: name === null ? null : aContract({ name }),
  undoes: null,
  ...more,
});
const on = (versions: readonly KeptVersion[], day: string) => periodOn(periodsOf(versions), day)?.content?.name ?? null;

describe("a contract over time", () => {
  test("BIL-380: a version holds from its day on, until the day of the next; earlier days keep theirs", () => {
    const versions = [version(1, "2026-01-01", "first"), version(2, "2026-07-01", "second")];
    expect(["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"].map((day) => on(versions, day))).toEqual([
      null,
      "first",
      "first",
      "second",
    ]);
    // Written later, for an earlier day: the day that is later still begins with its own.
    const mended = [...versions, version(3, "2026-03-01", "third")];
    expect(["2026-02-28", "2026-03-01", "2026-07-01"].map((day) => on(mended, day))).toEqual([
      "first",
      "third",
      "second",
    ]);
  });

  test("BIL-380: the same day again is a correction; a version without content ends it", () => {
    const versions = [
      version(1, "2026-01-01", "wrong"),
      version(2, "2026-01-01", "right"),
      version(3, "2026-09-01", null),
    ];
    expect(["2026-08-31", "2026-09-01"].map((day) => on(versions, day))).toEqual(["right", null]);
  });

  test("BIL-380: what is taken back does not count, and counts again when the taking back is taken back", () => {
    const versions = [version(1, "2026-01-01", "first"), version(2, "2026-01-01", "second")];
    const undo = version(3, "2026-01-01", null, { undoes: 2 });
    expect(on([...versions, undo], "2026-02-01")).toBe("first");
    const redo = version(4, "2026-01-01", null, { undoes: 3 });
    expect(on([...versions, undo, redo], "2026-02-01")).toBe("second");
    expect([...takenBack([...versions, undo, redo])]).toEqual([3]);
    expect(
      on([version(1, "2026-01-01", "only"), version(2, "2026-01-01", null, { undoes: 1 })], "2026-02-01"),
    ).toBeNull();
  });
});

describe("which contract counts", () => {
  const SAN_DIEGO = "00000000-0000-4000-8000-00000000000a";
  const general = version(1, "2026-01-01", "general");
  const gold = version(1, "2026-01-01", "gold", {
    contractId: "gold",
    content: aContract({ name: "gold", plans: ["HMO Gold"] }),
  });
  const goldHere = version(1, "2026-01-01", "here", {
    contractId: "here",
    content: aContract({ name: "gold here", plans: ["HMO Gold"], locations: [SAN_DIEGO], specialties: ["207Q"] }),
  });
  const all = [general, gold, goldHere].flatMap((one) => periodsOf([one]));
  const facts = { serviceDate: "2026-05-01", planName: "hmo gold ", locationId: SAN_DIEGO, taxonomy: "207Q00000X" };

  test("BIL-380: the one that names the most of plan, place and specialty, of those that fit all they name", () => {
    const name = (more: Partial<typeof facts> | { planName: null; locationId: null; taxonomy: null }) =>
      contractFor(all, { ...facts, ...more })?.content.name ?? null;
    expect(name({})).toBe("gold here");
    expect(name({ taxonomy: "363LF0000X" })).toBe("gold");
    expect(name({ planName: "HMO Silver" })).toBe("general");
    expect(name({ planName: null, locationId: null, taxonomy: null })).toBe("general");
    expect(name({ serviceDate: "2025-12-31" })).toBeNull();
  });

  test("BIL-380: two that name as many kinds and could both fit a service on one day are refused; others are not", () => {
    const silver = (plans: string[], from = "2026-01-01", more: object = {}) =>
      periodsOf([
        version(1, from, "silver", {
          contractId: "silver",
          content: aContract({ name: "silver", plans, ...more }),
        }),
      ]);
    expect(overlapOf(silver(["Silver", "hmo gold"]), all)?.contractId).toBe("gold");
    expect(overlapOf(silver(["Silver"]), all)).toBeNull();
    // By place: a service under the plan gold in San Diego would fit both.
    expect(overlapOf(silver([], "2026-01-01", { locations: [SAN_DIEGO] }), all)?.contractId).toBe("gold");
    expect(overlapOf(silver([]), all)?.contractId).toBe("one");
    const ended = periodsOf([general, version(2, "2026-06-01", null)]);
    expect(overlapOf(silver([], "2026-06-01"), ended)).toBeNull();
    expect(overlapOf(silver([], "2026-05-31"), ended)?.contractId).toBe("one");
  });
});
