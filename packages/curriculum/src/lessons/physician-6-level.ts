import { EMPTY_WORKSHEET, type EmWorksheet, type ProblemKind } from "@practicum/contracts/charting/em-level";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, foundWell, pairOf, signed, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open, type Verdict } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two notes that were coded by habit: one for less than was done, one for more. */
type Facts = Pair;
type Key = OfPair["key"];

const alvarez = staffByKey("alvarez");
const doctor = actorOf(alvarez);
const kim = staffByKey("kim");
const PRESSURE = { code: "I10", label: "Essential (primary) hypertension" };
const DIABETES = { code: "E11.9", label: "Type 2 diabetes mellitus without complications" };
const COLD = { code: "J06.9", label: "Acute upper respiratory infection, unspecified" };
const FOUND = { patient: [PRESSURE, DIABETES], other: [COLD] };
/** As it was coded by habit, and as it was. */
const HABIT = { patient: "99203", other: "99204" };
const LEVEL = { patient: "99204", other: "99203" };
const MINUTES = { patient: 47, other: 31 };
/** What each diagnosis was at the visit; a cold may be called minor, too. */
const KINDS: { readonly [code: string]: readonly ProblemKind[] } = {
  [PRESSURE.code]: ["chronic-stable"],
  [DIABETES.code]: ["chronic-worse"],
  [COLD.code]: ["acute-uncomplicated", "minor"],
};
const FALSE =
  "The level is a statement about what was done, and the note is its proof. More than was done is a false claim, whoever typed it.";

const visitOf = (facts: Facts, key: Key) => (key === "patient" ? facts.visit : facts.others);

async function noteOf(view: WorldView, facts: Facts, key: Key) {
  const encounter = await encounterOf(view, visitOf(facts, key));
  return {
    encounter,
    em: encounter?.em ?? null,
    record: `Level of ${fullName(facts[key])}'s visit`,
    route: `/p/${encounter?.patientId ?? ""}/visit`,
  };
}

/** Null where what was filled in is what was so. */
function notSo(worksheet: EmWorksheet, key: Key): { readonly field: string; readonly found: string } | null {
  if (worksheet.basis === "time")
    return worksheet.minutes === MINUTES[key] ? null : { field: "Minutes", found: String(worksheet.minutes ?? "none") };
  for (const { code } of FOUND[key]) {
    const kind = worksheet.problems.find((one) => one.code === code)?.kind;
    if (kind === undefined || !(KINDS[code] ?? []).includes(kind)) return { field: code, found: kind ?? "not said" };
  }
  return null;
}

async function agrees(view: WorldView, facts: Facts, key: Key): Promise<Verdict> {
  const { encounter, em, record, route } = await noteOf(view, facts, key);
  const principle =
    "What was done is worked out by decision making or by time; the code follows from it, and not from habit.";
  const support = em?.support ?? null;
  if (em === null || support === null || em.version === 0)
    return open({ record, field: "Worksheet", found: "not filled in", principle, route });
  const wrong = notSo(em.worksheet, key);
  if (wrong !== null) return open({ record, ...wrong, principle, route });
  if (support.verdict !== "agrees")
    return open({
      record,
      field: "Visit code",
      found: encounter?.procedures.map((one) => one.code).join(", ") || "none",
      principle,
      route,
    });
  return met(support.chosen ?? "");
}

export const justifyTheLevel = lesson<Facts>({
  id: "md.06",
  role: "physician",
  as: "alvarez",
  title: "What a visit was worth",
  minutes: 10,
  teaches: [
    "can work out a visit's level by decision making or by time",
    "can choose the code that the note bears: no less, and no more",
  ],
  words: ["E/M", "upcoding", "medical necessity"],
  facts: (stage) => pairOf("md.06", stage, [48, 70]),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "new-patient",
      reasons: ["Diabetes, blood pressure", "Cold"],
      to: "with-provider",
    } as const;
    for (const one of await bothBrought(practice, "md.06", facts, how)) {
      const { key, visit } = one;
      await foundWell(practice, facts.seed, one);
      await wrote(practice, visit, kim, { reason: key === "patient" ? "Diabetes and blood pressure" : "A cold" });
      await wrote(practice, visit, alvarez, key === "patient" ? CHRONIC : PLAIN);
      await recode(facts, key, HABIT[key]).run(practice);
    }
  },
  story: ({ patient, other }) => [
    `Two notes of this morning are written and not signed: ${fullName(patient)}'s and ${fullName(other)}'s, both new here. You coded them in a hurry, ${HABIT.patient} and ${HABIT.other}.`,
    "Read each again, work out what it bears, choose the code that it comes to, and sign.",
  ],
  goal: "Each visit's level is worked out from what its note says, the code agrees with it, and both are signed.",
  materials: ({ patient, other }) => [
    {
      kind: "paper",
      title: "What was so",
      lines: [
        `${fullName(patient)}: pressure at its goal; diabetes above its goal, metformin was raised. ${MINUTES.patient} minutes of yours today, all in all.`,
        `${fullName(other)}: a cold, nothing else; no medicine. ${MINUTES.other} minutes, most of it talk.`,
      ],
    },
    {
      kind: "paper",
      title: "On the wall",
      lines: [
        "Two of three decide: the problems, what was looked at, the risk of what is done.",
        "A chronic disease that is not at its goal is moderate; so is to manage a medicine that is prescribed. An acute, uncomplicated illness is low.",
        "Or the minutes of the day, for a new patient: 30 for 99203, 45 for 99204.",
      ],
    },
  ],
  outcomes: [
    {
      id: "not-less",
      label: "The visit with two chronic diseases is worked out as it was, and its code says so",
      counts: "money",
      hints: [
        "What was each disease today: at its goal, or not?",
        "In the note, below the codes: what the visit's level rests on.",
        `I10 at its goal, E11.9 not at its goal, a prescription managed; then ${LEVEL.patient}.`,
      ],
      check: (view, facts) => agrees(view, facts, "patient"),
    },
    {
      id: "not-more",
      label: "The cold is worked out as it was, and its code says so",
      counts: "correct",
      hints: [
        "Would a reader of this note find what the code says?",
        "The other patient's note, the same place.",
        `J06.9 acute and uncomplicated; then ${LEVEL.other}.`,
      ],
      check: (view, facts) => agrees(view, facts, "other"),
    },
    {
      id: "signed",
      label: "Both notes are signed",
      counts: "time",
      after: ["not-less", "not-more"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: ["What is a level worth that nobody signed for?", "Sign, at the end of each note.", "Sign both."],
      async check(view, facts) {
        for (const key of ["patient", "other"] as const) {
          const { encounter, route } = await noteOf(view, facts, key);
          if (encounter === null || encounter.seal === null)
            return open({
              record: `Note of ${fullName(facts[key])}`,
              field: "Signature",
              found: "none",
              principle: "Unsigned is unbilled, and what the level rests on is sealed with the note.",
              route,
            });
        }
        return met("both");
      },
    },
  ],
  traps: [
    {
      id: "inflated",
      critical: true,
      costs: "money",
      async fellFor(view, facts) {
        const { encounter, em, record, route } = await noteOf(view, facts, "other");
        const isMore = encounter?.procedures.some((one) => ["99204", "99205"].includes(one.code)) ?? false;
        if (em === null || !isMore || em.support?.verdict !== "agrees") return null;
        const step = done(view, "charting", "saveEmWorksheet").findLast(
          (one) => one.input.encounterId === encounter?.encounterId,
        );
        if (step === undefined) return null;
        const found = em.worksheet.problems.map((one) => one.kind).join(", ") || `${em.worksheet.minutes ?? 0} minutes`;
        return broken({ record, field: "Worksheet", found, principle: FALSE, route }, step.entry);
      },
    },
  ],
  golden: (facts) => [
    work(facts, "patient", byDecision("patient")),
    recode(facts, "patient", LEVEL.patient),
    work(facts, "other", byDecision("other")),
    recode(facts, "other", LEVEL.other),
    signed(facts.visit, alvarez),
    signed(facts.others, alvarez),
  ],
  others: [
    (facts) => [
      recode(facts, "other", LEVEL.other),
      work(facts, "other", byTime("other")),
      signed(facts.others, alvarez),
      recode(facts, "patient", LEVEL.patient),
      work(facts, "patient", byTime("patient")),
      signed(facts.visit, alvarez),
    ],
  ],
  wrong: [
    {
      name: "works it out, and leaves what habit coded",
      steps: (facts) => [
        work(facts, "patient", byDecision("patient")),
        work(facts, "other", byDecision("other")),
        signed(facts.visit, alvarez),
        signed(facts.others, alvarez),
      ],
      expect: ["not-less", "not-more", "signed"],
    },
    {
      name: "makes the cold as grave as its code",
      steps: (facts) => [
        work(facts, "patient", byDecision("patient")),
        recode(facts, "patient", LEVEL.patient),
        work(facts, "other", {
          ...EMPTY_WORKSHEET,
          problems: [{ code: COLD.code, kind: "acute-systemic" }],
          risks: [{ kind: "drug-continued", why: "Fluids and rest" }],
        }),
        signed(facts.visit, alvarez),
        signed(facts.others, alvarez),
      ],
      expect: ["inflated", "not-more", "signed"],
    },
    {
      name: "changes the codes, and says not why",
      steps: (facts) => [
        recode(facts, "patient", LEVEL.patient),
        recode(facts, "other", LEVEL.other),
        signed(facts.visit, alvarez),
        signed(facts.others, alvarez),
      ],
      expect: ["not-less", "not-more", "signed"],
    },
  ],
  mistaken: (facts) => [
    work(facts, "patient", { ...EMPTY_WORKSHEET, basis: "time", minutes: MINUTES.other }),
    recode(facts, "patient", LEVEL.other),
    work(facts, "other", { ...EMPTY_WORKSHEET, basis: "time", minutes: MINUTES.patient }),
    signed(facts.visit, alvarez),
    signed(facts.others, alvarez),
  ],
  undone: { none: "A signed note is sealed, and its level with it." },
  debrief: () => [
    "Too little is given away at every visit, too much is paid back with a penalty. The same five questions answer both.",
    "By decision making or by time: the one that the note bears better. Never both at once.",
  ],
  next: ["md.07"],
});

const CHRONIC = {
  hpi: "Diabetes for six years, on metformin once a day. Pressure well at home, on lisinopril.",
  exam: "Heart regular, lungs clear, no edema. A1c of last week 8.1 %.",
  assessment: "Type 2 diabetes mellitus, above its goal. Hypertension, at its goal.",
  plan: "Metformin twice a day from now on; lisinopril as before. A1c in three months.",
};

const PLAIN = {
  hpi: "Four days of runny nose and cough, no fever.",
  exam: "Throat a little red, lungs clear.",
  assessment: "Acute upper respiratory infection, mild.",
  plan: "Fluids and rest; back if it lasts beyond two weeks.",
};

function byDecision(key: Key): EmWorksheet {
  const problems = FOUND[key].map(({ code }) => ({ code, kind: KINDS[code]?.[0] ?? ("minor" as const) }));
  const risks = key === "patient" ? [{ kind: "drug-continued" as const, why: "Metformin raised" }] : [];
  return { ...EMPTY_WORKSHEET, problems, risks };
}

const byTime = (key: Key): EmWorksheet => ({ ...EMPTY_WORKSHEET, basis: "time", minutes: MINUTES[key] });

function work(facts: Facts, key: Key, worksheet: EmWorksheet): PathStep {
  return {
    name: `work out the level of the ${key}'s visit`,
    async run(practice) {
      const { encounterId, em } = await openedNote(practice, visitOf(facts, key), alvarez);
      await practice.run("charting", "saveEmWorksheet", { encounterId, baseVersion: em.version, worksheet }, doctor);
    },
  };
}

function recode(facts: Facts, key: Key, code: string): PathStep {
  return {
    name: `code the ${key}'s visit ${code}`,
    async run(practice) {
      const { encounterId, codingVersion } = await openedNote(practice, visitOf(facts, key), alvarez);
      const pointers = FOUND[key].map((_, index) => index + 1);
      const procedures = [{ code, label: "Office visit, new patient", modifiers: [], units: 1, pointers }];
      const coding = { encounterId, baseVersion: codingVersion, diagnoses: FOUND[key], procedures };
      await practice.run("charting", "saveCoding", coding, doctor);
    },
  };
}
