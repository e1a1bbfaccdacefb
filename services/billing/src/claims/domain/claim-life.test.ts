import { describe, expect, test } from "vitest";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { mayDecide } from "../../approvals/domain/may-decide.ts";
import { claimWords } from "./claim-search.ts";
import { answerRank, correctionOf, isUnsent, type ClaimStatus } from "./claim-status.ts";

const ALL: readonly ClaimStatus[] = [
  "draft",
  "needs-correction",
  "ready",
  "submitted",
  "acknowledged",
  "accepted",
  "rejected",
  "paid",
  "partly-denied",
  "denied",
  "closed",
  "voided",
];

test("BIL-27: what is in the house comes before what is out, and that before what is decided", () => {
  expect(ALL.map(answerRank)).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 5, 5, 5, 5]);
  expect(ALL.filter(isUnsent)).toEqual(["draft", "needs-correction", "ready"]);
});

test("BIL-26, BIL-132: how each claim is opened again, by a payer that takes replacements and by one that takes none", () => {
  const opened = (corrections: "replacement" | "new-claim") =>
    Object.fromEntries(
      ALL.map((status) => [status, correctionOf(status, corrections)]).filter(([, how]) => how !== null),
    );
  expect(opened("replacement")).toEqual({
    rejected: "resend",
    denied: "replace",
    "partly-denied": "replace",
    paid: "replace",
  });
  expect(opened("new-claim")).toEqual({
    rejected: "resend",
    denied: "new",
    "partly-denied": "reopening",
    paid: "reopening",
  });
});

describe("BIL-81: what a word of a search may mean", () => {
  const read = (text: string) => {
    const [word] = claimWords(text);
    return [word?.code ?? "-", word?.amount ?? "-", word?.serviceDate ?? "-"].join(" ");
  };
  test.each([
    ["J1885", "J1885 - -"],
    ["0001f", "0001F - -"],
    ["992133", "- - -"],
    ["9921", "- - -"],
    ["x-99213", "- - -"],
    ["112.50", "- 11250 -"],
    ["$112", "- 11200 -"],
    ["112.5", "- - -"],
    ["112.505", "- - -"],
    ["a$112", "- - -"],
    ["2026-03-04", "- - 2026-03-04"],
    ["12/31/2026", "- - 2026-12-31"],
    ["3/4/26", "- - 2026-03-04"],
    ["13/1/26", "- - -"],
    ["3/4/026", "- - -"],
    ["x3/4/26", "- - -"],
    ["3/4/26x", "- - -"],
    ["123/4/26", "- - -"],
  ])("%s: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

test("BIL-92: who asked may take it back, but somebody else allows it", () => {
  const asked = { askedById: "bea" };
  expect([
    mayDecide(asked, "bea", true),
    mayDecide(asked, "bea", false),
    mayDecide(asked, "max", true),
    mayDecide(asked, "max", false),
  ]).toEqual([false, true, true, true]);
});

test("a place in a list comes back as it was, also where its first part has the sign between; no other text is one", () => {
  for (const place of [
    { first: "2026-01-01", second: "id" },
    { first: "a|b", second: "c" },
    { first: "", second: "" },
  ])
    expect(decodePlace(encodePlace(place))).toEqual(place);
  expect([decodePlace(null), decodePlace("no place")]).toEqual([null, null]);
});
