import { describe, expect, test } from "vitest";
import { sealOf, sealOfText } from "./seal.ts";
import {
  decideAnswer,
  decideCosigning,
  decideReturn,
  decideSigning,
  needsSupervisor,
  type CosignStepKind,
  type SigningFacts,
  type SigningWish,
} from "./signing.ts";

const facts: SigningFacts = {
  status: "open",
  patientId: "p",
  providerId: "chen",
  gate: [],
  others: [],
  supervisors: [{ staffId: "alvarez" }],
};
const wish: SigningWish = {
  patientId: "p",
  supervisorId: null,
  acceptedEntries: [],
  signer: { staffId: "chen", roles: ["physician"] },
};
const decide = (f: Partial<SigningFacts>, w: Partial<SigningWish> = {}) => {
  const decided = decideSigning({ ...facts, ...f }, { ...wish, ...w });
  return decided.ok ? decided.value.status : decided.error.code;
};
const pa = { staffId: "chen", roles: ["physician-assistant"] } as const;
const theirs = { key: "order:1", what: "x", by: "Alvarez", at: null, asks: true, target: "x" };
const stop = { severity: "stop", code: "x", message: "x", target: "x" } as const;

describe("the signature", () => {
  test.each([
    ["CHT-58", {}, {}, "signed"],
    ["CHT-58", {}, { signer: { staffId: "chen", roles: ["nurse-practitioner"] } }, "signed"],
    ["CHT-57", {}, { signer: pa }, "supervisor-required"],
    ["CHT-57", {}, { signer: pa, supervisorId: "somebody" }, "supervisor-required"],
    ["CHT-57", {}, { signer: pa, supervisorId: "alvarez" }, "awaiting-cosign"],
    ["CHT-59", { status: "signed" }, {}, "encounter-sealed"],
    ["CHT-59", {}, { patientId: "another" }, "sign-gate"],
    ["CHT-59", { providerId: "alvarez" }, {}, "not-allowed"],
    ["CHT-114", { others: [theirs] }, {}, "others-entries"],
    ["CHT-114", { others: [theirs] }, { acceptedEntries: ["order:other"] }, "others-entries"],
    ["CHT-114", { others: [theirs] }, { acceptedEntries: ["order:1"] }, "signed"],
    ["CHT-114", { others: [{ ...theirs, asks: false }] }, {}, "signed"],
    ["CHT-50", { gate: [stop] }, {}, "sign-gate"],
    ["CHT-50", { gate: [{ ...stop, severity: "fix" }] }, {}, "signed"],
  ] as const)("%s given %j when %j then %s", (_, f, w, expected) =>
    expect(decide(f, w as Partial<SigningWish>)).toBe(expected),
  );

  test("CHT-57 who has a physician's role too signs alone", () =>
    expect(needsSupervisor(["physician-assistant", "physician"])).toBe(false));
});

test("CHT-63 the co-signature is the named physician's alone", () => {
  const cosign = (status: SigningFacts["status"], staffId: string, patientId = "p") => {
    const decided = decideCosigning({ status, patientId: "p", supervisorId: "alvarez" }, { patientId, staffId });
    return decided.ok ? "ok" : decided.error.code;
  };
  expect([
    cosign("open", "alvarez"),
    cosign("awaiting-cosign", "chen"),
    cosign("awaiting-cosign", "alvarez", "q"),
    cosign("awaiting-cosign", "alvarez"),
  ]).toEqual(["encounter-not-signed", "not-the-cosigner", "not-found", "ok"]);
});

test("CHT-155 a note is returned by the physician named in it, and before the co-signature alone", () => {
  const giveBack = (status: SigningFacts["status"], staffId: string, patientId = "p") => {
    const decided = decideReturn({ status, patientId: "p", supervisorId: "alvarez" }, { patientId, staffId });
    return decided.ok ? "ok" : decided.error.code;
  };
  expect([
    giveBack("open", "alvarez"),
    giveBack("awaiting-cosign", "chen"),
    giveBack("awaiting-cosign", "alvarez", "q"),
    giveBack("cosigned", "alvarez"),
    giveBack("awaiting-cosign", "alvarez"),
  ]).toEqual(["encounter-not-signed", "not-the-cosigner", "not-found", "already-cosigned", "ok"]);
});

test("CHT-156 a returned note is answered by its author, and once for each time", () => {
  const note = { status: "awaiting-cosign", patientId: "p", providerId: "okafor", supervisorId: "alvarez" } as const;
  const answer = (last: CosignStepKind | undefined, of: Partial<SigningFacts>, staffId: string, patientId = "p") => {
    const decided = decideAnswer({ ...note, ...of }, last, { patientId, staffId });
    return decided.ok ? "ok" : decided.error.code;
  };
  expect([
    answer("returned", { status: "open" }, "okafor"),
    answer("returned", {}, "okafor", "q"),
    answer("returned", {}, "alvarez"),
    answer(undefined, {}, "okafor"),
    answer("answered", {}, "okafor"),
    answer("returned", { status: "cosigned" }, "okafor"),
    answer("returned", {}, "okafor"),
  ]).toEqual([
    "encounter-not-signed",
    "not-found",
    "not-allowed",
    "not-returned",
    "not-returned",
    "not-returned",
    "ok",
  ]);
});

test("CHT-61 the seal depends on the content and not on the order of its keys", () => {
  expect(sealOf({ b: 1, a: { d: [2, 1], c: null } })).toEqual(sealOf({ a: { c: null, d: [2, 1] }, b: 1 }));
  expect(sealOf({ a: 1 }).seal).not.toBe(sealOf({ a: 2 }).seal);
  // FIPS 180-2, appendix B.1.
  expect(sealOfText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
