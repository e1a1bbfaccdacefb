import { is, many, number, one, text, when, yesNo, type FieldInput } from "./fields.ts";
import { template, type NotePack } from "./pack.ts";

/**
 * What most children do by an age, in our own words, a few of each kind: moving, hands, speech, with others. It is no screening instrument:
 * where one is not seen yet, the template asks what follows.
 */
interface Age {
  readonly place: number;
  readonly name: string;
  readonly fromMonths: number;
  readonly beforeMonths: number;
  /** Key, label, and how it is said if it is so or not. */
  readonly milestones: readonly (readonly [key: string, label: string])[];
  readonly more?: readonly FieldInput[];
}

const infantFood = one("hpi", "food", "Fed with", ["Breast milk", "Formula", "Both", "Solid food besides milk"], {
  rooming: true,
});
const backToSleep = yesNo(
  "hpi",
  "sleep-back",
  "Sleeps on the back in an own bed",
  ["Sleeps on the back in an own bed.", "Does not sleep on the back in an own bed."],
  { rooming: true },
);
const sleepStep = text("plan", "sleep-step", "Safe sleep: what was agreed", {
  ...when(is("sleep-back", "no")),
  required: true,
});
const teeth = yesNo(
  "hpi",
  "teeth",
  "Teeth brushed twice a day",
  ["Teeth are brushed twice a day.", "Teeth are not brushed twice a day."],
  { rooming: true },
);
const screen = number(
  "hpi",
  "screen",
  "Screen time a day",
  { unit: "hours", min: 0, max: 16, decimals: 1 },
  { rooming: true },
);

const ages: readonly Age[] = [
  {
    place: 201,
    name: "1 month",
    fromMonths: 0,
    beforeMonths: 2,
    more: [
      infantFood,
      backToSleep,
      sleepStep,
      yesNo("hpi", "hearing", "Hearing screen of the newborn passed"),
      yesNo("hpi", "blood-spot", "Newborn blood screen: result here and normal"),
    ],
    milestones: [
      ["looks", "Looks at a face for a moment"],
      ["sound", "Startles or stills at a sound"],
      ["head-side", "Turns the head when lying on the belly"],
    ],
  },
  {
    place: 202,
    name: "2 months",
    fromMonths: 2,
    beforeMonths: 4,
    more: [infantFood, backToSleep, sleepStep],
    milestones: [
      ["smiles", "Smiles back"],
      ["coos", "Makes sounds other than crying"],
      ["head-up", "Lifts the head when on the belly"],
      ["follows", "Follows with the eyes"],
    ],
  },
  {
    place: 203,
    name: "4 months",
    fromMonths: 4,
    beforeMonths: 6,
    more: [infantFood, backToSleep, sleepStep],
    milestones: [
      ["laughs", "Chuckles"],
      ["head-steady", "Holds the head steady"],
      ["holds-toy", "Holds a toy put into the hand"],
      ["hands-mouth", "Brings hands to the mouth"],
    ],
  },
  {
    place: 204,
    name: "6 months",
    fromMonths: 6,
    beforeMonths: 9,
    more: [infantFood, backToSleep, sleepStep],
    milestones: [
      ["rolls", "Rolls from belly to back"],
      ["reaches", "Reaches for what it wants"],
      ["babbles", "Takes turns making sounds"],
      ["knows-people", "Knows familiar people"],
    ],
  },
  {
    place: 205,
    name: "9 months",
    fromMonths: 9,
    beforeMonths: 12,
    more: [infantFood, teeth],
    milestones: [
      ["sits", "Sits without support"],
      ["name", "Looks when called by name"],
      ["transfers", "Moves things from hand to hand"],
      ["strangers", "Is shy with strangers"],
    ],
  },
  {
    place: 206,
    name: "12 months",
    fromMonths: 12,
    beforeMonths: 15,
    more: [teeth, yesNo("hpi", "lead", "Lives in a house from before 1978, or other risk of lead")],
    milestones: [
      ["pulls-up", "Pulls up to stand"],
      ["mama", "Calls a parent by a name"],
      ["pincer", "Picks up small things with thumb and finger"],
      ["waves", "Waves goodbye"],
    ],
  },
  {
    place: 207,
    name: "15 months",
    fromMonths: 15,
    beforeMonths: 18,
    more: [teeth, screen],
    milestones: [
      ["steps", "Takes steps alone"],
      ["words", "Tries one or two words besides names of parents"],
      ["points", "Points to ask for something"],
      ["stacks", "Stacks two small things"],
      ["hugs", "Shows affection"],
    ],
  },
  {
    place: 208,
    name: "18 months",
    fromMonths: 18,
    beforeMonths: 24,
    more: [teeth, screen],
    milestones: [
      ["walks", "Walks without holding on"],
      ["three-words", "Tries three words or more"],
      ["scribbles", "Scribbles"],
      ["points-show", "Points to show something of interest"],
      ["spoon", "Tries to use a spoon"],
    ],
  },
  {
    place: 209,
    name: "2 years",
    fromMonths: 24,
    beforeMonths: 30,
    more: [teeth, screen],
    milestones: [
      ["runs", "Runs"],
      ["two-words", "Puts two words together"],
      ["kicks", "Kicks a ball"],
      ["notices", "Notices when others are hurt or upset"],
    ],
  },
  {
    place: 210,
    name: "30 months",
    fromMonths: 30,
    beforeMonths: 36,
    more: [teeth, screen],
    milestones: [
      ["jumps", "Jumps off the ground with both feet"],
      ["fifty-words", "Says about fifty words"],
      ["pretend", "Plays pretend"],
      ["doorknob", "Twists things such as a doorknob"],
    ],
  },
  {
    place: 211,
    name: "3 years",
    fromMonths: 36,
    beforeMonths: 48,
    more: [teeth, screen],
    milestones: [
      ["talks", "Talks in turns, two exchanges or more"],
      ["understood", "Is understood by others most of the time"],
      ["circle", "Draws a circle when shown"],
      ["joins", "Plays with other children"],
    ],
  },
  {
    place: 212,
    name: "4 to 5 years",
    fromMonths: 48,
    beforeMonths: 72,
    more: [teeth, screen],
    milestones: [
      ["sentences", "Speaks in sentences of four words or more"],
      ["buttons", "Undoes some buttons"],
      ["story", "Tells what happened today"],
      ["rules", "Follows rules in a game"],
    ],
  },
];

const EXAM: readonly FieldInput[] = [
  one("exam", "general", "General", ["Alert, well appearing", "Fussy, consolable", "Ill appearing"]),
  one("exam", "eyes", "Eyes", ["Red reflex on both sides", "Red reflex not equal", "Not seen"]),
  one("exam", "heart", "Heart", ["Regular, no murmur", "Murmur"]),
  one("exam", "hips", "Hips", ["Stable, even", "Not even or click"]),
];

function wellChild({ place, name, fromMonths, beforeMonths, milestones, more = [] }: Age) {
  const fields = milestones.map(([key, label]) =>
    yesNo("hpi", key, label, [`${label}.`, `Not seen yet: ${label.toLowerCase()}.`], { rooming: true }),
  );
  // One that is not seen yet asks for what follows; not known asks for nothing but stays "not known" in the note.
  const notYet = milestones.slice(0, 6).map(([key]) => is(key, "no"));
  return template(place, `Well child, ${name}`, {
    visitTypes: ["Well child"],
    ages: { fromMonths, beforeMonths },
    fields: [
      text("hpi", "concerns", "Concerns of the parents", { required: true, rooming: true }),
      ...more.filter((field) => field.section === "hpi"),
      ...fields,
      one("assessment", "development", "Development", ["As expected for the age", "To be watched", "To be evaluated"], {
        required: true,
      }),
      one("assessment", "growth", "Growth", ["Along its percentile", "Crossing percentiles", "To be measured again"]),
      ...EXAM,
      {
        ...text("plan", "milestone-step", "What follows for what is not seen yet", { required: true }),
        showIf: { match: "any", of: notYet },
      },
      ...more.filter((field) => field.section === "plan"),
      many("plan", "guidance", "Talked about", [
        "Food",
        "Sleep",
        "Teeth",
        "Car seat",
        "Falls and burns",
        "Water",
        "Screens",
        "Reading together",
      ]),
      one("plan", "vaccines", "Vaccines due today", ["Given", "None due", "Put off", "Refused"], { required: true }),
      text("plan", "vaccines-why", "Why, and what was said", {
        ...when(is("vaccines", "put-off", "refused")),
        required: true,
      }),
    ],
  });
}

export const pediatrics: NotePack = {
  pack: "pediatrics",
  name: "Pediatrics",
  about: "Well-child visits from one month to five years, each with what most children do by that age.",
  templates: ages.map(wellChild),
};
