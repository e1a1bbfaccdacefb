import { date, is, many, one, text, when, yesNo, type FieldInput } from "./fields.ts";
import { template, type NotePack } from "./pack.ts";

/** How often in the last two weeks. */
const frequency = ["Not at all", "Several days", "More than half the days", "Nearly every day"].map(
  (label, points) => ({ label, points }),
);

const numbered = (texts: readonly string[]) => texts.map((one, index) => ({ key: `q${index + 1}`, text: one }));

const SOURCE =
  "Developed by Drs. R. L. Spitzer, J. B. W. Williams, K. Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.";

const phq9: FieldInput = {
  kind: "score",
  section: "hpi",
  key: "phq9",
  label: "PHQ-9",
  rooming: true,
  help: "Over the last two weeks, how often have you been bothered by any of the following problems?",
  questions: numbered([
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself, or that you are a failure or have let yourself or your family down",
    "Trouble concentrating on things, such as reading the newspaper or watching television",
    "Moving or speaking so slowly that other people could have noticed, or the opposite: being so fidgety or restless that you have been moving around a lot more than usual",
    "Thoughts that you would be better off dead, or of hurting yourself in some way",
  ]),
  options: frequency,
  bands: [
    { from: 0, label: "minimal" },
    { from: 5, label: "mild" },
    { from: 10, label: "moderate" },
    { from: 15, label: "moderately severe" },
    { from: 20, label: "severe" },
  ],
  alarm: {
    question: "q9",
    from: 1,
    message: "question 9 (thoughts of death or self-harm) was answered: above “not at all”",
  },
  source: SOURCE,
};

const gad7: FieldInput = {
  kind: "score",
  section: "hpi",
  key: "gad7",
  label: "GAD-7",
  rooming: true,
  help: "Over the last two weeks, how often have you been bothered by the following problems?",
  questions: numbered([
    "Feeling nervous, anxious or on edge",
    "Not being able to stop or control worrying",
    "Worrying too much about different things",
    "Trouble relaxing",
    "Being so restless that it is hard to sit still",
    "Becoming easily annoyed or irritable",
    "Feeling afraid as if something awful might happen",
  ]),
  options: frequency,
  bands: [
    { from: 0, label: "minimal" },
    { from: 5, label: "mild" },
    { from: 10, label: "moderate" },
    { from: 15, label: "severe" },
  ],
  source: SOURCE,
};

/** Asked whenever the ninth question is answered above "not at all", whatever the total. */
const item9 = when({ field: "phq9", is: "question-at-least", question: "q9", number: 1 });
const safety: readonly FieldInput[] = [
  one(
    "assessment",
    "thoughts",
    "Thoughts of suicide, asked in person",
    ["None now", "Wish to be dead", "Thoughts without a plan", "Thoughts with a plan or intent"],
    { ...item9, required: true },
  ),
  yesNo(
    "assessment",
    "attempt",
    "Ever tried, or began to",
    ["Has tried before, or began to.", "Never tried, by the patient's word."],
    { ...item9, required: true },
  ),
  yesNo(
    "assessment",
    "means",
    "Firearms or stored medicines within reach",
    ["Firearms or stored medicines are within reach.", "No firearms or stored medicines within reach."],
    { ...item9, required: true },
  ),
  text("plan", "safety-plan", "Safety: what was agreed, and with whom", {
    ...item9,
    required: true,
    help: "988 is the suicide and crisis line.",
  }),
  text("plan", "urgent", "What is done today", {
    ...when(is("thoughts", "thoughts-with-a-plan-or-intent")),
    required: true,
  }),
];

const mental: readonly FieldInput[] = [
  one("exam", "mood", "Mood, in the patient's words close to", ["Good", "Sad", "Anxious", "Angry", "Empty"]),
  one("exam", "affect", "Affect", ["Full", "Narrowed", "Flat", "Tearful"]),
  one("exam", "speech", "Speech", ["Usual", "Slow", "Pressed"]),
  one("exam", "thought", "Thinking", ["In order", "Circling", "Hard to follow"]),
];

export const behavioralHealth: NotePack = {
  pack: "behavioral-health",
  name: "Behavioral health",
  about:
    "Depression and anxiety, with PHQ-9 and GAD-7 scored, and the safety questions that the ninth question of the PHQ-9 asks for. What is for the therapist alone belongs into a private note.",
  templates: [
    template(301, "Depression and anxiety, follow-up", {
      visitTypes: ["Medication check", "Therapy"],
      ages: { fromMonths: 144, beforeMonths: 1500 },
      fields: [
        phq9,
        gad7,
        one(
          "hpi",
          "function",
          "How hard these make work, home or people",
          ["Not hard", "Somewhat hard", "Very hard", "Extremely hard"],
          { rooming: true },
        ),
        one("hpi", "sleep", "Sleep", ["As usual", "Too little", "Too much"]),
        one("hpi", "medicine", "Medicine for it", ["None", "Taken as prescribed", "Missed at times", "Stopped"]),
        ...mental,
        ...safety,
        many("plan", "steps", "Next", ["Same treatment", "Dose changed", "Medicine changed", "Therapy", "Referral"]),
        date("plan", "again", "Score again on"),
      ],
    }),
    template(302, "First behavioral evaluation", {
      visitTypes: ["First evaluation"],
      ages: { fromMonths: 144, beforeMonths: 1500 },
      fields: [
        text("hpi", "story", "What brings the patient, in own words", { required: true }),
        phq9,
        gad7,
        text("hpi", "before", "Treated before: what, when, with what success"),
        yesNo("hpi", "family", "Family history of mental illness or suicide"),
        text("hpi", "family-who", "Who, what", when(is("family", "yes"))),
        one("hpi", "alcohol", "Alcohol", ["None", "At times", "Most days"]),
        ...mental,
        ...safety,
        text("assessment", "summary", "Summary", { required: true }),
        text("plan", "goals", "Goals of treatment, in the patient's words"),
        many("plan", "steps", "Treatment", ["Therapy", "Medicine", "Referral", "Watched"]),
      ],
    }),
  ],
};
