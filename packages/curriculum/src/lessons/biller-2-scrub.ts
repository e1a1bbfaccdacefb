import type { Id } from "@practicum/kernel/brand";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { chargeOf, claimsOfVisit, linesOf } from "../kit/lines.ts";
import { bothBrought, foundWell, pairOf, signed, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** Two visits with a wart, and the same two codes. In the one the visit was for something else, in the other it was not. */
type Facts = Pair;

const nair = actorOf(staffByKey("nair"));
const alvarez = staffByKey("alvarez");
const kim = staffByKey("kim");
const PAYER = "HNET1";
const VISIT = "99203";
const WART = "17110";
const COUGH = { code: "J06.9", label: "Acute upper respiratory infection, unspecified" };
const WARTS = { code: "B07.9", label: "Viral wart, unspecified" };
const OUT = ["submitted", "acknowledged", "accepted", "paid", "partly-denied"];
/** This payer answers from day 14 to 24. */
const UNTIL_PAID = 40;

const NOTES = {
  patient: {
    reason: "Cough; also a wart on the hand",
    hpi: "A week of cough and runny nose, no fever. Besides, a wart on the right hand that catches on things.",
    exam: "Throat red, lungs clear, no adenopathy. Right hand: one wart of 4 mm.",
    assessment: "Acute upper respiratory infection, mild. Viral wart of the right hand.",
    plan: "Fluids and rest for the cold. Wart frozen in two cycles, tolerated well; again in three weeks.",
  },
  other: {
    reason: "Wart on the hand",
    hpi: "A wart on the left hand for months. Comes to have it taken off, as agreed on the telephone.",
    exam: "Left hand: one wart of 5 mm.",
    assessment: "Viral wart of the left hand.",
    plan: "Frozen in two cycles, tolerated well; again in three weeks.",
  },
};

export const correctWhatTheScrubFinds = lesson<Facts>({
  id: "bi.02",
  version: 2,
  role: "biller",
  as: "nair",
  title: "Two claims that may not leave",
  minutes: 10,
  teaches: [
    "can correct what the check before sending finds, where it comes from",
    "can tell a visit that stands beside a procedure from one that is part of it",
  ],
  words: ["scrub", "modifier", "diagnosis pointer", "global period"],
  facts: (stage) => pairOf("bi.02", stage, [24, 60]),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "new-patient",
      reasons: [NOTES.patient.reason, NOTES.other.reason],
      to: "ready",
    } as const;
    for (const one of await bothBrought(practice, "bi.02", facts, how)) {
      const { key, patientId, visit } = one;
      await covered(practice, {
        coverageId: seededId<"coverage">(facts.seed, `bi.02/${key}/coverage`),
        patientId,
        electronicId: PAYER,
        memberId: memberOf(facts.seed, `bi.02/${key}`, PAYER),
        priority: 1,
        from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
        copay: null,
        pcp: "alvarez",
      });
      await foundWell(practice, facts.seed, one);
      const { reason, ...texts } = NOTES[key];
      await wrote(practice, visit, kim, { reason });
      await wrote(practice, visit, alvarez, texts);
      const { encounterId, codingVersion } = await openedNote(practice, visit, alvarez);
      const service = { modifiers: [], units: 1 };
      await practice.run(
        "charting",
        "saveCoding",
        {
          encounterId,
          baseVersion: codingVersion,
          diagnoses: key === "patient" ? [COUGH, WARTS] : [WARTS],
          procedures: [
            { ...service, code: VISIT, label: "Office visit, new patient", pointers: [1] },
            { ...service, code: WART, label: "Warts destroyed, up to 14", pointers: key === "patient" ? [] : [1] },
          ],
        },
        actorOf(alvarez),
      );
      await signed(visit, alvarez).run(practice);
    }
  },
  story: ({ patient, other }) => [
    `Dr. Alvarez has taken off a wart in two visits of this morning: ${fullName(patient)}'s and ${fullName(other)}'s. Both have the same two codes.`,
    "One visit can't be released as it is, and the check before sending stops both. You asked her what each visit was for.",
  ],
  goal: "Each claim says what was done and why, passes the check, and is on its way to the payer.",
  materials: ({ patient, other }) => [
    {
      kind: "paper",
      title: "Dr. Alvarez's answer to your query",
      lines: [
        `${fullName(patient)}: came for the cough, that is what the visit is for (${COUGH.code}). The wart (${WARTS.code}) was besides, and frozen on the way.`,
        `${fullName(other)}: came for the wart and nothing else. I looked at the wart and froze it. Take the office visit off, I coded it by habit.`,
      ],
    },
    {
      kind: "paper",
      title: "On the wall",
      lines: [
        "A small procedure includes the look at it. A visit on the same day is paid only if it was for more: modifier 25, on the visit, never on the procedure.",
      ],
    },
  ],
  outcomes: [
    {
      id: "pointer",
      label: "The procedure points to the wart, and not to the cough",
      counts: "correct",
      hints: [
        "For what was the wart frozen?",
        "Money, Charges: the visit says what stops it.",
        "Diagnosis B for 17110.",
      ],
      async check(view, { patient, visit }) {
        const { lines, diagnoses } = await linesOf(view, visit);
        const line = lines.find((one) => one.code === WART);
        const codes = line?.pointers.map((place) => diagnoses[place - 1]?.code ?? "") ?? [];
        if (codes.length === 1 && codes[0] === WARTS.code) return met(WARTS.code);
        return open({
          record: `Charges of ${fullName(patient)}'s visit`,
          field: `Diagnosis pointer of ${WART}`,
          found: line === undefined ? "no such charge" : codes.join(", ") || "none",
          principle:
            "A service that points to nothing has no reason; one that points to the wrong thing has a false one.",
          route: "/money/charges",
        });
      },
    },
    {
      id: "besides",
      label: "The visit that was for more says so",
      counts: "money",
      hints: [
        "Was there work beyond the wart?",
        "The claim names it: modifiers of the visit's line.",
        "25 on 99203. Nothing on 17110.",
      ],
      async check(view, { patient, visit }) {
        const { lines, claim } = await linesOf(view, visit);
        const of = (code: string) => lines.find((one) => one.code === code)?.modifiers ?? [];
        const right = of(VISIT).join(" ") === "25" && of(WART).length === 0;
        if (right) return met("25 on the visit");
        return open({
          record: `Charges of ${fullName(patient)}'s visit`,
          field: `Modifiers of ${VISIT} and ${WART}`,
          found: `${of(VISIT).join(", ") || "none"}; ${of(WART).join(", ") || "none"}`,
          principle:
            "25 says: the visit was work of its own, and the note shows it. Without it the visit is paid as part of the procedure: not at all.",
          route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
        });
      },
    },
    {
      id: "taken-off",
      label: "The visit that was only the procedure is taken off, and the procedure stays",
      counts: "correct",
      hints: [
        "What did the other one come for?",
        "Money, Charges: the other visit, its lines.",
        "Take 99203 off, with Dr. Alvarez's answer as the reason.",
      ],
      async check(view, { other, others }) {
        const { lines, claim } = await linesOf(view, others);
        if (lines.length === 1 && lines[0]?.code === WART) return met("17110 alone");
        return open({
          record: `Charges of ${fullName(other)}'s visit`,
          field: "Procedure",
          found: lines.map((one) => [one.code, ...one.modifiers].join("-")).join(", ") || "nothing",
          principle: "What is part of a procedure is not billed beside it. It is taken off, with the reason.",
          route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
        });
      },
    },
    {
      id: "sent",
      label: "Both claims are sent",
      counts: "time",
      after: ["pointer", "besides", "taken-off"],
      hints: [
        "What does a claim that is ready earn in the drawer?",
        "Money, Claims: ready to send.",
        "Release both visits, look that nothing stops them, and send.",
      ],
      async check(view, facts) {
        for (const [key, visit] of [["patient", facts.visit] as const, ["other", facts.others] as const]) {
          const { claim } = await linesOf(view, visit);
          if (claim === null || !OUT.includes(claim.status))
            return open({
              record: `Claim of ${fullName(facts[key])}'s visit`,
              field: "Status",
              found: claim?.status ?? "not released",
              principle: "The days of the filing limit count from the visit, not from the day it was corrected.",
              route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
            });
        }
        return met("both");
      },
    },
    {
      id: "paid",
      label: "Six weeks later the payer has decided on each service of both, and refused none",
      counts: "money",
      after: ["sent"],
      ahead: true,
      hints: [
        "What would a payer say to the same two lines, uncorrected?",
        "The claims, after the payer's answer.",
        "Say that you are done: time passes in a copy of the practice.",
      ],
      async check(view, facts) {
        const later = await view.after(UNTIL_PAID);
        for (const [key, visit] of [["patient", facts.visit] as const, ["other", facts.others] as const]) {
          const { claim } = await linesOf(later, visit);
          if (claim === null || claim.lines.length === 0 || claim.lines.some((line) => (line.allowed ?? 0) === 0))
            return open({
              record: `Claim of ${fullName(facts[key])}'s visit, six weeks from now`,
              field: "Status",
              found: claim?.status ?? "none",
              principle: "A claim is done when its money is where it belongs, not when it is sent.",
              route: claim === null ? "/money/claims" : `/money/claims/${claim.claimId}`,
            });
        }
        return met("all of it was allowed");
      },
    },
  ],
  traps: [
    {
      id: "passed-through",
      critical: true,
      costs: "money",
      async fellFor(view, { other, others }) {
        const { claim, lines } = await linesOf(view, others);
        if (!lines.some((line) => line.modifiers.includes("25") || line.modifiers.includes("59"))) return null;
        const step = done(view, "billing", "updateCharge").findLast((one) => one.input.modifiers.length > 0);
        return broken(
          {
            record: `Charges of ${fullName(other)}'s visit`,
            field: "Modifiers",
            found: "a visit of its own, which it was not",
            principle:
              "A modifier is a statement about what happened. To write it so that a claim passes is a false claim (31 USC 3729).",
            route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [
    point(facts.visit, [2]),
    modify(facts.visit, VISIT, ["25"]),
    takeOff(facts, "other"),
    release("patient", facts.visit),
    release("other", facts.others),
    send("patient", facts.visit),
    send("other", facts.others),
  ],
  others: [
    // Released first: what is mended on a claim that was not sent goes with it.
    (facts) => [
      release("other", facts.others),
      takeOff(facts, "other"),
      point(facts.visit, [2]),
      release("patient", facts.visit),
      modify(facts.visit, VISIT, ["25"]),
      refresh("patient", facts.visit),
      send("other", facts.others),
      send("patient", facts.visit),
    ],
  ],
  wrong: [
    {
      name: "gives both visits a 25, so that they pass",
      steps: (facts) => [
        point(facts.visit, [2]),
        modify(facts.visit, VISIT, ["25"]),
        modify(facts.others, VISIT, ["25"]),
        release("patient", facts.visit),
        release("other", facts.others),
        send("patient", facts.visit),
        send("other", facts.others),
      ],
      expect: ["paid", "passed-through", "sent", "taken-off"],
    },
    {
      name: "points the wart to the cough",
      steps: (facts) => [
        point(facts.visit, [1]),
        modify(facts.visit, VISIT, ["25"]),
        takeOff(facts, "other"),
        release("patient", facts.visit),
        release("other", facts.others),
        send("patient", facts.visit),
        send("other", facts.others),
      ],
      expect: ["paid", "pointer", "sent"],
    },
    {
      name: "takes the visit off in both",
      steps: (facts) => [
        point(facts.visit, [2]),
        takeOff(facts, "patient"),
        takeOff(facts, "other"),
        release("patient", facts.visit),
        release("other", facts.others),
        send("patient", facts.visit),
        send("other", facts.others),
      ],
      expect: ["besides", "paid", "sent"],
    },
    {
      name: "corrects everything and sends nothing",
      steps: (facts) => [
        point(facts.visit, [2]),
        modify(facts.visit, VISIT, ["25"]),
        takeOff(facts, "other"),
        release("patient", facts.visit),
        release("other", facts.others),
      ],
      expect: ["paid", "sent"],
    },
  ],
  mistaken: (facts) => [
    point(facts.visit, [2]),
    modify(facts.others, VISIT, ["25"]),
    takeOff(facts, "patient"),
    release("patient", facts.visit),
    release("other", facts.others),
    send("patient", facts.visit),
    send("other", facts.others),
  ],
  undone: { none: "A claim that was sent can't be called back: the payer has it." },
  debrief: () => [
    "The check says what is missing; it can't know what was done. Who was in the room knows: ask, and keep the answer.",
    "The same two codes, and two right answers: 25 on the one, nothing to bill on the other.",
  ],
  next: ["bi.03"],
});

/** @param pointers places in the visit's list of diagnoses. */
function point(visit: Id<"appointment">, pointers: number[]): PathStep {
  return {
    name: "point the procedure to its diagnosis",
    async run(practice) {
      const { chargeId, modifiers, units, unitPrice, version } = await chargeOf(practice, visit, WART);
      await practice.run("billing", "updateCharge", { chargeId, modifiers, units, unitPrice, version, pointers }, nair);
    },
  };
}

function modify(visit: Id<"appointment">, code: string, modifiers: string[]): PathStep {
  return {
    name: `write the modifier on ${code}`,
    async run(practice) {
      const { chargeId, pointers, units, unitPrice, version } = await chargeOf(practice, visit, code);
      await practice.run("billing", "updateCharge", { chargeId, modifiers, units, unitPrice, version, pointers }, nair);
    },
  };
}

function takeOff(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `take the ${key}'s visit off`,
    async run(practice) {
      const { chargeId, version } = await chargeOf(practice, key === "patient" ? facts.visit : facts.others, VISIT);
      await practice.run(
        "billing",
        "voidCharge",
        { chargeId, version, because: "Dr. Alvarez's answer of today" },
        nair,
      );
    },
  };
}

function release(key: OfPair["key"], visit: Id<"appointment">): PathStep {
  return {
    name: `release the ${key}'s visit`,
    async run(practice) {
      const { encounterId } = await openedNote(practice, visit, alvarez);
      const { left } = await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, nair);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}

function refresh(key: OfPair["key"], visit: Id<"appointment">): PathStep {
  return {
    name: `check the ${key}'s claim again`,
    async run(practice) {
      const [claim] = await claimsOfVisit(practice, visit);
      await practice.run("billing", "refreshClaim", { claimId: claim?.claimId ?? "" }, nair);
    },
  };
}

function send(key: OfPair["key"], visit: Id<"appointment">): PathStep {
  return {
    name: `send the ${key}'s claim`,
    async run(practice) {
      const [claim] = await claimsOfVisit(practice, visit);
      if (claim === undefined) throw new Error("the visit has no claim");
      const { left } = await practice.run("billing", "submitClaims", { claimIds: [claim.claimId] }, nair);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}
