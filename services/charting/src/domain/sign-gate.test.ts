import { describe, expect, test } from "vitest";
import { cloneShare } from "./clone-share.ts";
import { conflictingDiagnoses } from "./diagnosis-conflicts.ts";
import { signGate, stops, type GateFacts } from "./sign-gate.ts";

const complete: GateFacts = {
  sections: { reason: "Cough", hpi: "Three days of cough.", ros: "", exam: "", assessment: "URI", plan: "Rest" },
  diagnoses: [{ code: "J06.9", label: "URI" }],
  procedures: [{ code: "99213", label: "Visit", pointers: [1] }],
  orders: [],
  inHouse: [],
  em: {
    basis: "mdm",
    problems: { grade: "none", counted: [] },
    data: { grade: "none", counted: [] },
    risk: { grade: "none", counted: [] },
    minutes: null,
    grade: "none",
    chosen: null,
    documented: null,
    verdict: "no-code",
  },
  allergies: "none-known",
  medicationsReviewedToday: true,
  vitals: [{ abnormal: [] }],
  serviceDate: "2026-11-23",
  earlierVisits: { here: { on: "2026-01-05", providerName: "Chen" }, takenOver: null },
  earlierNote: null,
};
const items = (change: Partial<GateFacts>) =>
  signGate({ ...complete, ...change }).map((item) => `${item.severity} ${item.code} ${item.target}`);
const stopAlert = {
  alertId: "a",
  kind: "drug-allergy",
  severity: "stop",
  message: "m",
  source: "s",
  answer: null,
} as const;
const order = {
  orderId: "o1",
  name: "Amoxicillin",
  alerts: [],
  schedule: null,
  needsOwnSignature: false,
  ownSignature: null,
  orderedBy: "Chen",
};
const words = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `word${i + from}`).join(" ");

describe("given a complete note", () => {
  test("CHT-50 then nothing stands before the signature", () => expect(items({})).toEqual([]));

  test.each([
    ["CHT-51", { sections: { ...complete.sections, plan: "  " } }, ["stop section-missing section:plan"]],
    [
      "CHT-358",
      { sections: { ...complete.sections, plan: "Return in ‹how long›.", ros: "Cough ‹dry | wet›" } },
      ["stop phrase-open section:ros", "stop phrase-open section:plan"],
    ],
    ["CHT-51", { diagnoses: [], procedures: [] }, ["stop no-diagnosis diagnoses", "note no-procedure procedures"]],
    ["CHT-52", { orders: [{ ...order, alerts: [stopAlert] }] }, ["stop order-blocked orders:o1"]],
    [
      "CHT-52",
      { orders: [{ ...order, alerts: [{ ...stopAlert, answer: { reason: "tolerated", by: "Chen", at: "" } }] }] },
      ["note alert-answered orders:o1"],
    ],
    [
      "CHT-55",
      { orders: [{ ...order, alerts: [{ ...stopAlert, kind: "not-checked", severity: "warn" }] }] },
      ["note order-not-checked orders:o1"],
    ],
    ["CHT-115", { orders: [{ ...order, schedule: 2, needsOwnSignature: true }] }, ["stop order-unsigned orders:o1"]],
    ["CHT-115", { orders: [{ ...order, schedule: 2, needsOwnSignature: true, ownSignature: {} }] }, []],
    ["CHT-115", { orders: [{ ...order, needsOwnSignature: true }] }, ["stop order-unsigned orders:o1"]],
    ["CHT-53", { allergies: "not-asked" }, ["fix allergies-not-asked allergies"]],
    ["CHT-53", { procedures: [{ code: "99213", label: "Visit", pointers: [] }] }, ["fix no-pointer procedures:1"]],
    [
      "CHT-53",
      {
        diagnoses: [
          { code: "E10.9", label: "" },
          { code: "E11.9", label: "" },
        ],
      },
      [
        "fix conflicting-diagnoses diagnoses",
        "fix diagnosis-not-assessed section:assessment",
        "fix diagnosis-not-assessed section:assessment",
      ],
    ],
    ["CHT-53", { earlierVisits: { here: null, takenOver: null } }, ["fix visit-code procedures:1"]],
    [
      "CHT-53",
      {
        diagnoses: [
          { code: "J06.9", label: "URI" },
          { code: "I10", label: "Essential (primary) hypertension" },
        ],
      },
      ["fix diagnosis-not-assessed section:assessment"],
    ],
    ["CHT-55", { vitals: [] }, ["note no-vitals vitals"]],
    ["CHT-55", { vitals: [{ abnormal: [{ field: "systolic", critical: true }] }] }, ["note critical-vitals vitals"]],
    ["CHT-55", { medicationsReviewedToday: false }, ["note medications-not-reviewed medications"]],
  ] as const)("%s when %j then %j", (_, change, expected) =>
    expect(items(change as Partial<GateFacts>)).toEqual(expected),
  );

  test("only stops are counted against the signature, and they come first", () => {
    const found = signGate({ ...complete, allergies: "not-asked", diagnoses: [], vitals: [] });
    expect(found.map((item) => item.severity)).toEqual(["stop", "fix", "note"]);
    expect(stops(found)).toBe(1);
  });
});

describe("CHT-54 cloned notes", () => {
  test("a copy is a copy, a new note is not, a short one is not compared", () => {
    expect(cloneShare(words(60), words(60))).toBe(1);
    expect(cloneShare(words(60), words(60, 500))).toBe(0);
    expect(cloneShare(words(30), words(30))).toBeNull();
  });
  test("a copied half counts as half", () => {
    const share = cloneShare(`${words(50)} ${words(50, 900)}`, words(60));
    expect(share).toBeCloseTo(0.5, 1);
  });
  test("the gate says how much", () => {
    const earlierNote = words(80);
    const [item] = signGate({ ...complete, sections: { ...complete.sections, hpi: words(80) }, earlierNote });
    expect(item).toMatchObject({ code: "cloned-note", severity: "fix", message: expect.stringMatching(/^9\d%|^100%/) });
  });
});

test("CHT-53 diagnoses that exclude each other, also the same one twice", () => {
  expect(conflictingDiagnoses(["I10", "E11.9", "J06.9"])).toEqual([]);
  expect(conflictingDiagnoses(["I11.9", "I10"])).toEqual([["I11.9", "I10"]]);
  expect(conflictingDiagnoses(["I10", "I10"])).toEqual([["I10", "I10"]]);
});
