import { describe, expect, test } from "vitest";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { mayDecide } from "../../approvals/domain/may-decide.ts";
import { claimWords } from "./claim-search.ts";
import { decideVoid, endsUndecided, mayWithdraw, voidIsOut, withdrawnTo } from "./claim-void.ts";
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

test("BIL-489: what the payer has is voided; once it was told so, only what it decided all the same", () => {
  const decided = (more: Partial<Parameters<typeof decideVoid>[0]>, frequency: "1" | "7" | "8" = "1") =>
    Object.fromEntries(
      ALL.map((status) => [
        status,
        decideVoid({
          status,
          frequency,
          payerClaimNumber: "PCN1",
          corrections: "replacement",
          appealOut: false,
          ...more,
        }),
      ]).filter(([, how]) => how !== "not-there"),
    );
  const all = (how: string) => ({ accepted: how, paid: how, "partly-denied": how, denied: how });
  expect(decided({})).toEqual(all("void"));
  expect(decided({ corrections: "new-claim", appealOut: true })).toEqual(all("reopening"));
  expect(decided({ appealOut: true, payerClaimNumber: null })).toEqual(all("appeal"));
  expect(decided({ payerClaimNumber: null }, "7")).toEqual(all("no-number"));
  expect(decided({}, "8")).toEqual({ paid: "void", "partly-denied": "void", denied: "void" });
});

test("BIL-490, BIL-491: what is withdrawn, what is out, and where either leads", () => {
  const of = (frequency: "7" | "8", test: (claim: { status: ClaimStatus; frequency: "7" | "8" }) => boolean) =>
    ALL.filter((status) => test({ status, frequency }));
  expect(of("8", mayWithdraw)).toEqual(["draft", "needs-correction", "ready", "rejected"]);
  expect(of("8", voidIsOut)).toEqual(["submitted", "acknowledged", "accepted"]);
  expect([of("7", mayWithdraw), of("7", voidIsOut)]).toEqual([[], []]);
  expect(ALL.filter((before) => withdrawnTo(before, false) !== before)).toEqual(["partly-denied", "denied"]);
  expect(withdrawnTo("denied", false)).toBe("closed");
  expect(ALL.map((before) => withdrawnTo(before, true))).toEqual(ALL);
  const ended = (status: ClaimStatus, before: ClaimStatus) => endsUndecided({ status, frequency: "8", before });
  expect([ended("accepted", "accepted"), ended("accepted", "paid"), ended("acknowledged", "accepted")]).toEqual([
    true,
    false,
    false,
  ]);
  expect([correctionOf("voided", "replacement", "8"), correctionOf("voided", "replacement", "7")]).toEqual([
    "new",
    null,
  ]);
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
