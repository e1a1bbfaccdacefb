import { describe, expect, test } from "vitest";
import { cloneShare } from "./clone-share.ts";
import { conflictingDiagnoses } from "./diagnosis-conflicts.ts";
import { alertsOf, answerStops, type OrderAlert } from "./medication-safety.ts";
import { signGate, type GateFacts } from "./sign-gate.ts";
import { decideCosigning, decideSigning, needsSupervisor } from "./signing.ts";
import { visitCodeFault } from "./visit-code.ts";
import { sealOf } from "./seal.ts";

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
const messages = (change: Partial<GateFacts>) =>
  signGate({ ...complete, ...change }).map((one) => `${one.target}: ${one.message}`);
const order = {
  orderId: "o1",
  name: "Oxycodone",
  alerts: [],
  schedule: null,
  needsOwnSignature: true,
  ownSignature: null,
  orderedBy: "Mora Test, MA",
};
const alert = (alertId: string, more: Partial<OrderAlert> = {}): OrderAlert =>
  ({
    alertId,
    kind: "drug-allergy",
    severity: "stop",
    message: "It is bad.",
    source: "s",
    answer: null,
    ...more,
  }) as OrderAlert;
const words = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `Word${i + from}`).join(" ");

describe("CHT-50 to CHT-56: each item says what to do, and where", () => {
  test.each<[Partial<GateFacts>, string[]]>([
    [{ allergies: "not-asked" }, ["allergies: Nobody has asked about allergies. Ask, or list them."]],
    [{ medicationsReviewedToday: false }, ["medications: The medication list was not gone through at this visit."]],
    [{ sections: { ...complete.sections, plan: "" } }, ["section:plan: Plan is empty."]],
    [
      { diagnoses: [], procedures: [] },
      [
        "diagnoses: There is no diagnosis.",
        "procedures: There is no procedure, not even a visit code: nothing will be charged.",
      ],
    ],
    [
      {
        diagnoses: [
          { code: "J06.9", label: "URI" },
          { code: "I10", label: "Essential hypertension" },
        ],
      },
      ["section:assessment: Assessment and plan say nothing of I10 Essential hypertension."],
    ],
    [
      {
        diagnoses: [
          { code: "J06.9", label: "URI" },
          { code: "J06.9", label: "URI" },
        ],
      },
      ["diagnoses: J06.9 and J06.9 exclude each other."],
    ],
    [
      {
        procedures: [
          { code: "99213", label: "", pointers: [1] },
          { code: "36415", label: "", pointers: [] },
        ],
      },
      ["procedures:2: 36415 points to no diagnosis: the payer will see no reason for it."],
    ],
    [{ vitals: [] }, ["vitals: No vital signs were taken."]],
    [
      { vitals: [{ abnormal: [{ field: "pulse", critical: true }] }] },
      ["vitals: A vital sign is critical. Say in the note what was done."],
    ],
    [
      { orders: [order] },
      [
        "orders:o1: Oxycodone was written by Mora Test, MA, who may not prescribe. It waits for a signature of its own: sign the order, or take it out.",
      ],
    ],
    [
      { orders: [{ ...order, schedule: 2 }] },
      [
        "orders:o1: Oxycodone is a controlled substance, schedule II. It waits for a signature of its own: sign the order, or take it out.",
      ],
    ],
    [
      {
        orders: [
          { ...order, needsOwnSignature: false, alerts: [alert("a", { kind: "not-checked", severity: "info" })] },
        ],
      },
      ["orders:o1: The order for Oxycodone could not be checked in full."],
    ],
    [
      { orders: [{ ...order, needsOwnSignature: false, alerts: [alert("a")] }] },
      ["orders:o1: Oxycodone: It is bad. Give the reason to go on, or take the order out."],
    ],
  ])("%j: %j", (change, expected) => {
    expect(messages(change)).toEqual(expected);
  });

  test("the newest vital signs count: what was critical before, and is not now, asks for nothing", () => {
    const critical = { abnormal: [{ field: "pulse", critical: true }] };
    const high = { abnormal: [{ field: "pulse", critical: false }] };
    expect(messages({ vitals: [high, critical] })).toEqual([]);
    expect(messages({ vitals: [critical, high] })).toHaveLength(1);
  });

  test("an assessment that is empty is missed once, not for each diagnosis", () => {
    const diagnoses = [
      { code: "J06.9", label: "URI" },
      { code: "I10", label: "Hypertension" },
    ];
    expect(messages({ diagnoses, sections: { ...complete.sections, assessment: "  " } })).toEqual([
      "section:assessment: Assessment is empty.",
    ]);
  });

  test("CHT-52: an allergy against two orders is two findings, a pair of drugs one; a warning that was answered says nothing", () => {
    const plain = { ...order, needsOwnSignature: false };
    const at = (alerts: readonly OrderAlert[]) =>
      messages({
        orders: [
          { ...plain, orderId: "first", alerts },
          { ...plain, orderId: "second", alerts },
        ],
      });
    expect(at([alert("x")]).map((one) => one.slice(0, 13))).toEqual(["orders:second", "orders:first:"]);
    expect(at([alert("x", { kind: "drug-drug" })]).map((one) => one.slice(0, 13))).toEqual(["orders:second"]);
    const answer = { reason: "r", by: "Chen", at: "" };
    expect(at([alert("x", { severity: "warn", answer })])).toEqual([]);
    expect(at([alert("x", { answer })])).toHaveLength(2);
  });
});

describe("CHT-54: a note that is a copy", () => {
  const copied = (share: number, more: Partial<GateFacts> = {}) => {
    const own = Math.round(100 * share);
    const hpi = `${words(own)} ${words(96 - own, 500)}`;
    return messages({
      sections: { ...complete.sections, hpi, assessment: "uri", plan: "rest now" },
      earlierNote: words(200),
      ...more,
    });
  };
  test("is told from seven tenths on, over all sections, in percent", () => {
    expect(copied(0.9)).toEqual([
      "section:hpi: 91% of this note stands word by word in the last one. Say what is different today.",
    ]);
    expect(copied(0.5)).toEqual([]);
    expect(copied(0.9, { earlierNote: null })).toEqual([]);
    expect(messages({ earlierNote: words(200) })).toEqual([]);
    // 70 of 100 words exactly.
    const hpi = `${words(70)} ${words(27, 500)}`;
    expect(
      messages({ sections: { ...complete.sections, hpi, plan: "rest now" }, earlierNote: words(200) }),
    ).toHaveLength(1);
  });
  test("words are compared as they are said, not as they are written; forty are enough, six in a row count", () => {
    expect(cloneShare(words(40), words(40).toUpperCase())).toBe(1);
    expect(cloneShare(words(39), words(39))).toBeNull();
    expect(cloneShare(words(40).replaceAll(" ", ", "), words(40))).toBe(1);
    expect(cloneShare(`${words(6)} ${words(34, 900)}`, words(6))).toBe(6 / 40);
    expect(cloneShare(`${words(5)} ${words(35, 900)}`, words(5))).toBe(0);
    expect(cloneShare(`${words(34, 900)} ${words(6)}`, words(6))).toBe(6 / 40);
    expect(cloneShare(words(40), "")).toBe(0);
    expect(cloneShare("", "")).toBeNull();
    expect(cloneShare("... !", "")).toBeNull();
  });
});

describe("lines that were taken over from earlier notes", () => {
  const none = { reason: [], hpi: [], ros: [], exam: [], assessment: [], plan: [] };
  const mark = (at: number, text: string) => ({
    at,
    encounterId: "then",
    section: "exam" as const,
    line: at,
    text,
    serviceDate: "2026-10-03" as const,
    author: "Chen, MD",
  });
  const lines = [words(20), words(20, 100), words(20, 200)];
  const sections = { ...complete.sections, hpi: "uri", assessment: "uri", plan: "rest now", exam: lines.join("\n") };
  const marked = (...of: readonly number[]) => ({ ...none, exam: of.map((at) => mark(at, lines[at] ?? "")) });

  test("CHT-364 are told with their number where nobody touched them, and those that were changed are not", () => {
    const told = (carried: typeof none | ReturnType<typeof marked>) =>
      messages({ sections, carried: carried as never }).filter((one) => one.includes("taken over"));
    expect(told(none)).toEqual([]);
    expect(told(marked(1))).toEqual([
      "section:exam: One line was taken over from earlier notes, and nobody has touched it: Exam 1. By your signature it is true today.",
    ]);
    expect(told({ ...marked(1), exam: [mark(1, "other words")] })).toEqual([]);
    expect(told({ ...marked(0, 2), plan: [mark(0, "rest now")] } as never)).toEqual([
      "section:exam: 3 lines were taken over from earlier notes, and nobody has touched them: Exam 2, Plan 1. By your signature they are true today.",
    ]);
  });

  test("CHT-363 count as copied to the word, from whichever note, and in short lines too; what was changed counts by its runs", () => {
    const clone = (carried: object, more: object = {}) =>
      messages({ sections, carried: carried as never, earlierNote: null, ...more }).filter((one) => one.includes("%"));
    // 60 of 64 words.
    expect(clone(marked(0, 1, 2))).toEqual([
      "section:hpi: 94% of this note stands word by word in earlier ones. Say what is different today.",
    ]);
    expect(clone(marked(0, 1))).toEqual([]);
    // Twenty lines of three words have no run of six.
    const short = Array.from({ length: 20 }, (_, i) => `a${i} b${i} c${i}`);
    const all = { ...none, exam: short.map((one, at) => mark(at, one)) };
    expect(clone(all, { sections: { ...sections, exam: short.join("\n") } })).toHaveLength(1);
    // One word of each was changed: the rest of the line is still a copy.
    const changed = lines.map((one) => `new ${one}`).join("\n");
    expect(clone(marked(0, 1, 2), { sections: { ...sections, exam: changed } })).toHaveLength(1);
    expect(clone(none, { sections: { ...sections, exam: changed } })).toEqual([]);
  });
});

describe("CHT-57 to CHT-63: why it is not signed", () => {
  const facts = { status: "open", patientId: "p", providerId: "chen", gate: [], others: [], supervisors: [] } as const;
  const wish = {
    patientId: "p",
    supervisorId: null,
    acceptedEntries: [],
    signer: { staffId: "chen", roles: ["physician"] },
  } as const;
  const theirs = (key: string, by: string) => ({ key, what: "x", by, at: null, asks: true, target: "x" });
  test("names the field and how many, and whose entries wait", () => {
    const stop = { severity: "stop", code: "x", message: "x", target: "x" } as const;
    expect(decideSigning(facts, { ...wish, patientId: "q" })).toMatchObject({
      error: { code: "sign-gate", field: "patientId", detail: { count: 1 } },
    });
    expect(decideSigning({ ...facts, gate: [stop, stop] }, wish)).toMatchObject({
      error: { code: "sign-gate", detail: { count: 2 } },
    });
    const others = [theirs("a", "Alvarez"), theirs("b", "Mora"), theirs("c", "Alvarez"), theirs("d", "Nair")];
    expect(decideSigning({ ...facts, others }, { ...wish, acceptedEntries: ["d"] })).toMatchObject({
      error: { code: "others-entries", field: "acceptedEntries", detail: { count: 3, names: "Alvarez; Mora" } },
    });
    const pa = { ...wish, signer: { staffId: "chen", roles: ["physician-assistant"] } } as const;
    expect(decideSigning(facts, pa)).toMatchObject({ error: { code: "supervisor-required", field: "supervisorId" } });
    expect(
      decideCosigning(
        { status: "awaiting-cosign", patientId: "p", supervisorId: "a" },
        { patientId: "q", staffId: "a" },
      ),
    ).toMatchObject({
      error: { code: "not-found", field: "patientId" },
    });
  });
  test("a physician assistant who is a nurse practitioner too signs alone", () => {
    expect(needsSupervisor(["physician-assistant", "nurse-practitioner"])).toBe(false);
    expect(needsSupervisor(["physician-assistant", "biller"])).toBe(true);
  });
});

test("CHT-47: of two stops both must have been seen", () => {
  const stops = [alert("a"), alert("b")];
  expect(answerStops(stops, "why", ["a"])).toBeUndefined();
  expect(answerStops(stops, "why", ["b", "a"])).toEqual(stops);
});

test("CHT-47: a reason for one finding of an order answers no other of it", () => {
  const facts = {
    allergies: [
      { substanceCode: "class:penicillin", substance: "Penicillin" },
      { substanceCode: "drug:amoxicillin", substance: "Amoxicillin" },
    ],
    medications: [],
    drafts: [],
    answers: [
      {
        orderId: "o",
        encounterId: "e",
        alertId: "drug-allergy:class:penicillin:amoxicillin",
        reason: "r",
        by: "Chen",
        at: "2026-11-23T16:00:00.000Z",
      },
    ],
    patient: null,
  };
  const found = alertsOf(facts, {
    orderId: "o",
    encounterId: "e",
    rxnorm: null,
    name: "Amoxicillin 500 mg capsule",
    directions: "1 capsule a day",
  });
  const stops = found.filter((one) => one.severity === "stop");
  expect(stops.length).toBeGreaterThan(1);
  expect(stops.filter((one) => one.answer !== null).map((one) => one.alertId)).toEqual([
    "drug-allergy:class:penicillin:amoxicillin",
  ]);
});

test("CHT-53: codes that only end like an excluded one do not exclude each other; a history of three years to the day is over", () => {
  expect(conflictingDiagnoses(["E11.9", "XE10"])).toEqual([]);
  expect(visitCodeFault("99213", "2026-11-23", { here: null, takenOver: "2023-11-23" })).not.toBeNull();
  expect(visitCodeFault("99213", "2026-11-23", { here: null, takenOver: "2023-11-24" })).toBeNull();
});

test("CHT-61: what is sealed is written with its keys in order, at every depth", () => {
  expect(sealOf({ c: 1, a: { z: 1, y: [{ q: 1, p: 2 }] }, b: null }).content).toBe(
    '{"a":{"y":[{"p":2,"q":1}],"z":1},"b":null,"c":1}',
  );
});
