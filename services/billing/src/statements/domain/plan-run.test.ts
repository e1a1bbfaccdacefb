import { describe, expect, test } from "vitest";
import type { Decided } from "./dunning.ts";
import { envelopesOf, filesOf, planMember, type Candidate } from "./plan-run.ts";

const paper: NonNullable<Decided["paper"]> = { step: "reminder", asks: 2500, plan: 0, visits: [] };
const decided: Decided = { paper, on: "2026-11-30", because: null, toCollections: 0, small: 0 };
const ready: Candidate = {
  patientId: "p1",
  due: 3000,
  decided,
  active: true,
  addressLines: ["Maria Lopez", "12 Palm Street", "San Diego, CA 92101"],
  patientName: "Maria Lopez",
};

describe("BIL-416: who is in a run, and why not", () => {
  test("who is due, with what the paper asks for", () => {
    expect(planMember(ready)).toEqual({ patientId: "p1", goes: true, step: "reminder", asks: 2500 });
  });

  test.each([
    ["a closed record", { active: false }, "record-closed", null],
    [
      "a closed record that is stopped too",
      { active: false, decided: { ...decided, because: "dispute" } },
      "record-closed",
      null,
    ],
    ["mail that came back", { decided: { ...decided, because: "returned-mail" } }, "returned-mail", null],
    [
      "an insurer that has to decide",
      { decided: { ...decided, paper: null, because: "insurance-pending" } },
      "insurance-pending",
      null,
    ],
    ["a plan that is kept", { decided: { ...decided, paper: null, because: "plan-kept" } }, "plan-kept", null],
    ["less than the minimum", { decided: { ...decided, because: "below-minimum" } }, "below-minimum", null],
    ["asked within the cycle", { decided: { ...decided, because: "asked", on: "2026-12-15" } }, "asked", "2026-12-15"],
    ["no address", { addressLines: ["Maria Lopez"] }, "no-address", null],
    [
      "letters that can't be printed",
      { addressLines: ["Мария", "12 Palm Street", "San Diego"] },
      "not-printable",
      null,
    ],
    ["a child's name that can't be", { patientName: "Nguyễn" }, "not-printable", null],
  ] as const)("%s", (_, more, because, on) => {
    expect(planMember({ ...ready, ...more } as Candidate)).toEqual({
      patientId: "p1",
      goes: false,
      due: 3000,
      because,
      on,
    });
  });
});

const one = (statement_id: string, household: string | null, ...address_lines: string[]) => ({
  statement_id,
  address_lines,
  mailing: { household },
});
const ids = (envelopes: readonly (readonly { statement_id: string }[])[]) =>
  envelopes.map((all) => all.map((each) => each.statement_id).join("+"));

test("BIL-422: one envelope for a family's guarantor; neighbours, namesakes and another address get their own", () => {
  const papers = [
    one("mother", "h1", "Ana", "Elm"),
    one("stranger", null, "Ana", "Elm"),
    one("child", "h1", "Ana", "Elm"),
    one("grown", "h1", "Luis", "Oak"),
    one("other family", "h2", "Ana", "Elm"),
    one("alone", null, "Eva", "Fir"),
    { ...one("old", null, "Eva", "Fir"), mailing: null },
  ];
  expect(ids(envelopesOf(papers))).toEqual(["mother+child", "stranger", "grown", "other family", "alone", "old"]);
});

test("files of so many papers, no envelope split, none lost", () => {
  const sizes = [2, 1, 3, 1, 1, 5, 1];
  const envelopes = sizes.map((size, at) => Array.from({ length: size }, () => at));
  expect(filesOf(envelopes, 4).map((file) => file.map((all) => all.length))).toEqual([[2, 1], [3, 1], [1], [5], [1]]);
  expect(filesOf([], 4)).toEqual([]);
});
