import { expect, test } from "vitest";
import { decideMerge, type MergeState } from "./decide-merge.ts";

const maria = { birthDate: "1981-03-04", sex: "female" as const, active: true };
const fine: MergeState = { survivor: maria, duplicate: maria, oneIsMerged: false, overlapOn: null, bothWait: false };
const code = (state: Partial<MergeState>, reason = "") => {
  const decided = decideMerge({ ...fine, ...state }, { reason });
  return decided.ok ? "ok" : decided.error.code;
};

test("SCH-124 two records that agree are merged without a word; where birth date or sex differ a reason is asked for", () => {
  expect(code({})).toBe("ok");
  const otherDay = { ...maria, birthDate: "1981-04-03" };
  const otherSex = { ...maria, sex: "male" as const };
  for (const duplicate of [otherDay, otherSex]) {
    expect(code({ duplicate })).toBe("merge-reason-required");
    expect(code({ duplicate }, "Her passport was seen")).toBe("ok");
  }
  expect(code({ oneIsMerged: true })).toBe("already-merged");
  expect([code({ survivor: undefined }), code({ duplicate: undefined })]).toEqual(["not-found", "not-found"]);
});

test("SCH-193 a record that is closed is not the one that stays, and may be the duplicate", () => {
  const closed = { ...maria, active: false };
  const refused = decideMerge({ ...fine, survivor: closed }, { reason: "" });
  expect(refused).toMatchObject({ error: { code: "record-closed", field: "survivorId" } });
  expect(code({ duplicate: closed })).toBe("ok");
});

test("SCH-125 nothing is lost by a merge: two visits at one time, and two places on one list, are put right before", () => {
  const refused = decideMerge({ ...fine, overlapOn: "2026-11-24" }, { reason: "" });
  expect(refused).toMatchObject({
    error: { code: "merge-overlap", field: "duplicateId", detail: { date: "11/24/2026" } },
  });
  expect(code({ bothWait: true })).toBe("merge-both-wait");
});
