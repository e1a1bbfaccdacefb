import { describe, expect, test } from "vitest";
import { alertsOf, answerStops, unanswered, type AlertAnswer, type SafetyFacts } from "./medication-safety.ts";
import { signGate, type GateFacts } from "./sign-gate.ts";

const drug = (name: string) => ({ rxnorm: null, name });
const order = (orderId: string, name: string, encounterId = "this note") => ({
  orderId,
  encounterId,
  directions: "1 tablet a day",
  ...drug(name),
});
const draft = (orderId: string, name: string, encounterId = "this note") => ({
  ...order(orderId, name, encounterId),
  noteName: "Nair Test, NP’s note of 11/20/2026",
});
const warfarin = draft("w", "Warfarin 5 mg tablet");
const metronidazole = draft("m", "Metronidazole 500 mg tablet");
const ibuprofen = draft("i", "Ibuprofen 600 mg tablet");
const none: SafetyFacts = { allergies: [], medications: [], drafts: [], answers: [], patient: null };
const facts = (change: Partial<SafetyFacts>): SafetyFacts => ({ ...none, ...change });
const answer = (orderId: string, alertId: string, encounterId = "this note"): AlertAnswer => ({
  orderId,
  alertId,
  encounterId,
  reason: "INR in three days",
  by: "Chen Test, MD",
  at: "2026-11-23T16:00:00.000Z",
});
const brief = (list: readonly { severity: string; alertId: string }[]) =>
  list.map((one) => `${one.severity} ${one.alertId}`);

describe("CHT-46 an order is checked against the other drafts", () => {
  test("of the same note, whichever of the two is ordered, and says where the other stands", () => {
    const later = alertsOf(facts({ drafts: [warfarin] }), metronidazole);
    expect(brief(later)).toEqual(["stop drug-drug:metronidazole:warfarin"]);
    expect(later[0]?.message).toMatch(/^Metronidazole with warfarin \(Warfarin 5 mg tablet, ordered in this note\): /);
    const earlier = alertsOf(facts({ drafts: [warfarin, metronidazole] }), warfarin);
    expect(brief(earlier)).toEqual(["stop drug-drug:metronidazole:warfarin"]);
    expect(earlier[0]?.message).toMatch(/^Warfarin with metronidazole \(Metronidazole 500 mg tablet, ordered in this/);
  });

  test("ibuprofen beside a draft of warfarin is no “nothing found”", () => {
    const [first] = alertsOf(facts({ drafts: [warfarin] }), ibuprofen);
    expect(first).toMatchObject({ alertId: "drug-drug:ibuprofen:warfarin", kind: "drug-drug" });
  });

  test("of another open note, named with its writer and day", () => {
    const [first] = alertsOf(facts({ drafts: [draft("w", "Warfarin 5 mg tablet", "other note")] }), metronidazole);
    expect(first?.message).toContain("(Warfarin 5 mg tablet, a draft in Nair Test, NP’s note of 11/20/2026)");
  });

  test("and not against itself; without drafts nothing is found", () => {
    expect(alertsOf(facts({ drafts: [metronidazole] }), metronidazole)).toEqual([]);
  });

  test("the active list and the allergies count as before", () => {
    const found = alertsOf(
      facts({
        allergies: [{ substanceCode: "drug:metronidazole", substance: "Metronidazole" }],
        medications: [drug("Coumadin 5 mg")],
      }),
      metronidazole,
    );
    expect(brief(found)).toEqual([
      "stop drug-allergy:drug:metronidazole:metronidazole",
      "stop drug-drug:metronidazole:warfarin",
    ]);
  });
});

describe("CHT-47 a reason answers what was seen, in the note it was given in", () => {
  const id = "drug-drug:metronidazole:warfarin";
  const both = { drafts: [warfarin, metronidazole] };
  test("given at one of the pair, it stands at the other too", () => {
    for (const one of [warfarin, metronidazole]) {
      const [found] = alertsOf(facts({ ...both, answers: [answer("m", id)] }), one);
      expect(found?.answer).toMatchObject({ reason: "INR in three days", by: "Chen Test, MD" });
    }
  });
  test("another note's reason does not answer for this one", () => {
    const other = answer("m", id, "other note");
    expect(brief(unanswered(alertsOf(facts({ ...both, answers: [other] }), warfarin)))).toEqual([`stop ${id}`]);
  });
  test("a reason for one drug of an allergy is none for another", () => {
    const allergic = facts({
      allergies: [{ substanceCode: "class:penicillin", substance: "Penicillin" }],
      answers: [answer("a", "drug-allergy:class:penicillin:amoxicillin")],
    });
    expect(unanswered(alertsOf(allergic, order("a", "Amoxicillin 500 mg capsule")))).toEqual([]);
    expect(unanswered(alertsOf(allergic, order("b", "Amoxicillin 875 mg tablet")))).toHaveLength(1);
  });
  test("a stop that was not seen is not answered by a reason for another one", () => {
    const stops = alertsOf(facts({ drafts: [warfarin] }), metronidazole);
    expect(answerStops(stops, "INR in three days", [])).toBeUndefined();
    expect(answerStops(stops, "", [id])).toBeUndefined();
    expect(answerStops(stops, "INR in three days", [id])?.map((one) => one.alertId)).toEqual([id]);
    expect(answerStops([], "", [])).toEqual([]);
  });
});

test("CHT-46 the dose is checked by age and weight in the same answer, the gravest first", () => {
  const child = facts({
    allergies: [{ substanceCode: "class:cephalosporin", substance: "Cephalosporins" }],
    patient: { ageMonths: 84, weight: { grams: 23_000, daysAgo: 0 } },
  });
  const amoxicillin = { ...order("a", "Amoxicillin 400 mg/5 mL suspension"), directions: "65 mL twice a day" };
  expect(brief(alertsOf(child, amoxicillin))[0]).toBe("stop dose:amoxicillin");
  expect(brief(alertsOf(child, { ...amoxicillin, directions: "6 mL twice a day" }))).not.toContain(
    "stop dose:amoxicillin",
  );
});

describe("CHT-52 the gate repeats what the check says", () => {
  const note: GateFacts = {
    sections: { reason: "INR", hpi: "No bleeding.", ros: "", exam: "", assessment: "Stable", plan: "Go on" },
    diagnoses: [{ code: "I48.91", label: "Atrial fibrillation" }],
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
  const plain = { schedule: null, needsOwnSignature: false, ownSignature: null, orderedBy: "Chen" };
  const gate = (answers: readonly AlertAnswer[]) => {
    const drafts = [warfarin, metronidazole];
    const known = facts({ drafts, answers });
    return signGate({ ...note, orders: drafts.map((one) => ({ ...one, ...plain, alerts: alertsOf(known, one) })) });
  };
  test("a pair without a reason stops once, at the order that was written last, and names both drugs", () => {
    expect(gate([])).toMatchObject([
      {
        severity: "stop",
        code: "order-blocked",
        target: "orders:m",
        message: expect.stringMatching(/^Metronidazole 500 mg tablet: Metronidazole with warfarin \(Warfarin 5 mg/),
      },
    ]);
  });
  test("with a reason it is shown with who went on and why, and stops nothing", () => {
    expect(gate([answer("w", "drug-drug:metronidazole:warfarin")])).toMatchObject([
      {
        severity: "note",
        code: "alert-answered",
        message: expect.stringMatching(/Chen Test, MD went on: “INR in three days”\.$/),
      },
    ]);
  });
});
