import type { NoteTemplate } from "@practicum/contracts/charting/note-templates";
import type {
  Answers,
  TemplateContent,
  TemplateContentInput,
  TemplateField,
} from "@practicum/contracts/charting/template-content";
import type { Id } from "@practicum/kernel/brand";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { isProposed } from "@practicum/note-templates/propose";
import { missingFields, visibleFields } from "@practicum/note-templates/visible-fields";
import { actorOf, staffByKey, visitTypeByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** The template of a check-up that asks for too much and misses what counts, and another one that is right. */
interface Facts {
  readonly templateId: Id<"note-template">;
  readonly other: Id<"note-template">;
  readonly name: string;
  /** Of so many notes the plan's reviewer read, tobacco stood in so few. */
  readonly read: number;
  readonly silent: number;
  /** How a doctor wants to say that somebody gave no answer. */
  readonly noAnswer: string;
  /** What nobody reads. */
  readonly idle: string;
}

const manager = actorOf(staffByKey("whitfield"));
const physician = actorOf(staffByKey("alvarez"));
const ROUTE = "/admin/note-templates";
const PHYSICAL = visitTypeByKey("physical").name;
const OTHER = "Work physical";
const ADULT_MONTHS = 18 * 12;
const OLDEST_MONTHS = 1500;
/** Ways to say that a question has no answer, beside the doctor's own. */
const NO_ANSWER = ["not asked", "not known", "unknown", "no answer", "declined", "refused", "would not say", "not say"];

/** Each of its fields opens in the list. */
const GUIDE = [
  { at: "note-template.fields", says: "Open the field that this is about, change it, and save the template." },
];

const shared = { section: "hpi", rooming: true } as const;

const contentOf = (idle: string): TemplateContentInput => ({
  fields: [
    { ...shared, key: "exercise", kind: "text", label: "Exercise" },
    {
      ...shared,
      key: "tobacco",
      kind: "one",
      label: "Tobacco",
      choices: [
        { key: "never", label: "Never" },
        { key: "stopped", label: "Stopped" },
        { key: "current", label: "Every day or some days" },
      ],
    },
    {
      ...shared,
      key: "packs",
      kind: "number",
      label: "Packs a day",
      unit: "packs",
      min: 0,
      max: 10,
      decimals: 1,
      required: true,
    },
    { ...shared, key: "idle", kind: "text", label: idle, required: true },
    { ...shared, key: "belt", kind: "yes-no", label: "Wears a seat belt" },
  ],
});

async function templateNow(view: WorldView, { templateId }: Facts): Promise<NoteTemplate | null> {
  return view.ask("charting", "getNoteTemplate", { templateId });
}

const tobaccoOf = (fields: readonly TemplateField[]) =>
  fields.find((one) => one.key === "tobacco") ?? fields.find((one) => mentions(one.label, ["tobacco", "smok"]));
const packsOf = (fields: readonly TemplateField[]) =>
  fields.find((one) => one.key === "packs") ?? fields.find((one) => mentions(one.label, ["packs a day"]));

/** An answer about tobacco by a choice of the template's own. */
const answered = (tobacco: TemplateField | undefined, choice: string): Answers =>
  tobacco === undefined ? {} : { [tobacco.key]: { kind: "one", choice } };

/** The choice that says that there is no answer. */
function noAnswerIn(tobacco: TemplateField | undefined, noAnswer: string): string | null {
  if (tobacco?.kind !== "one") return null;
  return tobacco.choices.find((one) => mentions(one.label, [noAnswer, ...NO_ANSWER]))?.key ?? null;
}

export const whatANoteNeeds = lesson<Facts>({
  id: "pm.03",
  role: "practice-manager",
  as: "whitfield",
  title: "What a note can't do without",
  minutes: 8,
  teaches: [
    "can make a field of a note template required, where its answer is needed and nowhere else",
    "can let a field appear only where it makes sense, and leave room for an honest no answer",
  ],
  words: ["note template", "required field"],
  facts({ seed }) {
    const random = seededRandom(`${seed}/pm.03`);
    const read = randomInt(random, 20, 40);
    return {
      templateId: seededId<"note-template">(seed, "pm.03/template"),
      other: seededId<"note-template">(seed, "pm.03/other"),
      name: pick(random, ["Yearly check-up, adults", "Adult wellness visit", "Yearly wellness, adults"]),
      read,
      silent: randomInt(random, Math.ceil(read / 3), Math.floor(read / 2)),
      noAnswer: pick(random, ["Would not say", "Could not be asked", "No answer given"]),
      idle: pick(random, ["Meals of the last day", "Hobbies", "Last vacation"]),
    };
  },
  async setUp(practice, { templateId, other, name, idle }) {
    const content = contentOf(idle);
    for (const made of [
      { templateId, name },
      { templateId: other, name: OTHER },
    ])
      await practice.run("charting", "saveNoteTemplate", { ...made, baseVersion: 0, content, active: true }, physician);
  },
  story: ({ name, read, silent }) => [
    `The plan's reviewer has read ${read} notes that were made with the template "${name}". In ${silent} of them nothing is said of tobacco.`,
    "The doctors have their own complaint: they can't sign before they have filled in two things that make no sense. Both are right, and one template mends it.",
  ],
  goal: "A note of a check-up says something of tobacco before it is signed, and nobody has to write what nobody needs.",
  materials: ({ name, noAnswer, idle, read, silent }) => [
    {
      kind: "paper",
      title: "The reviewer's letter",
      lines: [
        `${read} notes, ${silent} without tobacco use.`,
        "We ask for it in each yearly physical of members from 18 years on, and for those who smoke, how much.",
      ],
    },
    {
      kind: "says",
      who: "Dr. Chen",
      lines: [
        `"In ${name} I type 0 packs a day for everybody who never smoked. Ask me that of smokers only."`,
        `"And ${idle.toLowerCase()}: nice to have, nobody reads it. It must not hold my signature."`,
        `"If I must say something of tobacco, then let me also say '${noAnswer}'. Otherwise I'd have to invent something."`,
      ],
    },
    {
      kind: "paper",
      title: "From Dr. Alvarez",
      lines: [
        `Nobody finds ${name}: it should be proposed by itself for visits of the kind ${PHYSICAL}, from 18 years on. That is 216 months.`,
        `${OTHER} is agreed with the employers who send people here. It stays as it is.`,
        "All else in it is good to have, and no more than that.",
      ],
    },
  ],
  outcomes: [
    {
      id: "asked",
      label: "No note is signed that says nothing of tobacco",
      counts: "correct",
      weight: 2,
      guide: GUIDE,
      hints: [
        "What has to be there before somebody signs?",
        "Admin, More, Note templates: open this template, and its field Tobacco.",
        "Tick that it is needed for the signature, and save the template.",
      ],
      async check(view, facts) {
        const fields = (await templateNow(view, facts))?.content.fields ?? [];
        const tobacco = tobaccoOf(fields);
        if (tobacco !== undefined && missingFields(fields, {}).includes(tobacco)) return met("needed");
        return open({
          record: `Template ${facts.name}`,
          field: "Tobacco",
          found: tobacco === undefined ? "no such field" : "may be left open",
          principle: "What everybody may leave open is left open on a busy day, by the best of them.",
          route: ROUTE,
        });
      },
    },
    {
      id: "no-answer",
      label: "Who gave no answer can be written down so",
      counts: "safety",
      guide: GUIDE,
      hints: [
        "What does a doctor choose who could not ask?",
        "The field Tobacco: its answers.",
        "Add the doctor's own words as one more answer.",
      ],
      async check(view, facts) {
        const fields = (await templateNow(view, facts))?.content.fields ?? [];
        const tobacco = tobaccoOf(fields);
        if (noAnswerIn(tobacco, facts.noAnswer) !== null) return met("it can be said");
        return open({
          record: `Template ${facts.name}`,
          field: "Tobacco",
          found: tobacco?.kind === "one" ? tobacco.choices.map((one) => one.label).join(", ") : "no list of answers",
          principle:
            'Not known is not no. A field that must be filled in and knows no "not known" is filled in with something that was never said.',
          route: ROUTE,
        });
      },
    },
    {
      id: "smokers",
      label: "Packs a day are asked of those who smoke, and of them they are needed",
      counts: "correct",
      weight: 2,
      guide: GUIDE,
      hints: [
        "Of whom does the question make sense?",
        "The field Packs a day: when it is shown.",
        "Shown if Tobacco is every day or some days. It stays needed while it is shown.",
      ],
      async check(view, facts) {
        const fields = (await templateNow(view, facts))?.content.fields ?? [];
        const tobacco = tobaccoOf(fields);
        const packs = packsOf(fields);
        const diagnosis = {
          record: `Template ${facts.name}`,
          field: "Packs a day",
          principle:
            "A question that makes no sense is answered without being read; then so is the next one, which does.",
          route: ROUTE,
        };
        if (packs === undefined || tobacco === undefined)
          return open({ ...diagnosis, found: "no such field beside Tobacco" });
        const isShown = (choice: string) => visibleFields(fields, answered(tobacco, choice)).includes(packs);
        const none = noAnswerIn(tobacco, facts.noAnswer);
        if (["never", "stopped", ...(none === null ? [] : [none])].some((choice) => isShown(choice)))
          return open({ ...diagnosis, found: "asked of people who don't smoke" });
        if (!missingFields(fields, answered(tobacco, "current")).includes(packs))
          return open({ ...diagnosis, found: "not needed of those who smoke" });
        return met("of smokers");
      },
    },
    {
      id: "idle",
      label: "What nobody reads holds no signature",
      counts: "time",
      guide: GUIDE,
      hints: [
        "What would happen if this stayed empty?",
        "The field that Dr. Chen names.",
        "Take away that it is needed for the signature. The field may stay.",
      ],
      async check(view, facts) {
        const fields = (await templateNow(view, facts))?.content.fields ?? [];
        const idle = missingFields(fields, {}).find((one) => one.key === "idle" || one.label === facts.idle);
        if (fields.length > 0 && idle === undefined) return met("may be left open");
        return open({
          record: `Template ${facts.name}`,
          field: facts.idle,
          found: "needed for the signature",
          principle: "A minute of each note is a day of each doctor in a year. It should buy something.",
          route: ROUTE,
        });
      },
    },
    {
      id: "proposed",
      label: "It is proposed for each yearly physical of an adult, and for nobody else",
      counts: "correct",
      weight: 2,
      hints: [
        "How does a doctor come to this template?",
        "At the head of the template: for which visits, and from which age.",
        `Visits: ${PHYSICAL}. From 216 months.`,
      ],
      async check(view, facts) {
        const template = await templateNow(view, facts);
        const { visitTypes = [], ages = null } = template?.content ?? {};
        const isFor = (visitTypeName: string, birthDate: string) =>
          isProposed({ visitTypes, ages }, { visitTypeName, birthDate, serviceDate: "2026-06-15" });
        // On that day: eighteen today, a day younger, and old.
        const isRight =
          isFor(PHYSICAL, "2008-06-15") && isFor(PHYSICAL, "1931-01-01") && !isFor(PHYSICAL, "2008-06-16");
        if (template?.active === true && isRight && !isFor("Acute visit", "1980-01-01")) return met("proposed");
        return open({
          record: `Template ${facts.name}`,
          field: template?.active === true ? "Proposed for" : "In use",
          found:
            template?.active === true
              ? `${visitTypes.join(", ") || "nothing"}${agesText(ages)}`
              : "no note can be made with it",
          principle: "A template that has to be looked for is used by whoever has time to look.",
          route: ROUTE,
        });
      },
    },
  ],
  traps: [
    {
      id: "all-needed",
      critical: false,
      costs: "time",
      async fellFor(view, facts) {
        const fields = (await templateNow(view, facts))?.content.fields ?? [];
        const meant = [tobaccoOf(fields), packsOf(fields)];
        const more = fields.find((one) => one.required && !meant.includes(one) && one.label !== facts.idle);
        if (more === undefined) return null;
        return broken(
          {
            record: `Template ${facts.name}`,
            field: more.label,
            found: "needed for the signature",
            principle:
              "Where everything is needed, everything is clicked through. What is truly needed is then as empty as before, only with words in it.",
            route: ROUTE,
          },
          lastSave(view, facts.templateId),
        );
      },
    },
    {
      id: "other-template",
      critical: false,
      costs: "privacy",
      async fellFor(view, { other, idle }) {
        const found = await view.ask("charting", "getNoteTemplate", { templateId: other });
        const before = contentOf(idle).fields;
        const isAsItWas =
          found !== null &&
          found.content.visitTypes.length === 0 &&
          found.content.fields.length === before.length &&
          found.content.fields.every((one) => one.required === (one.key === "packs" || one.key === "idle"));
        if (isAsItWas) return null;
        return broken(
          {
            record: `Template ${OTHER}`,
            field: "Fields",
            found: "changed",
            principle:
              "What an employer gets is another thing than what a doctor needs. A change is made where it was asked for.",
            route: ROUTE,
          },
          lastSave(view, other),
        );
      },
    },
  ],
  golden: (facts) => [
    save(facts, "need tobacco", needed("tobacco", true)),
    save(facts, "add the honest answer", withNoAnswer(facts.noAnswer)),
    save(facts, "ask smokers alone", ofSmokers()),
    save(facts, "free what nobody reads", needed("idle", false)),
    save(facts, "say whom it is for", forAdults()),
  ],
  others: [
    (facts) => [
      save(facts, "all at once", (content) =>
        [forAdults(), without("idle"), ofSmokers("all-but"), needed("tobacco", true), withNoAnswer("Unknown")].reduce(
          (made, change) => change(made),
          content,
        ),
      ),
    ],
  ],
  wrong: [
    {
      name: "makes every field needed, to be on the safe side",
      steps: (facts) => [
        save(facts, "need all", (content) => ({
          ...content,
          fields: content.fields.map((one) => ({ ...one, required: true })),
        })),
        save(facts, "add the honest answer", withNoAnswer(facts.noAnswer)),
        save(facts, "ask smokers alone", ofSmokers()),
        save(facts, "say whom it is for", forAdults()),
      ],
      expect: ["all-needed", "idle"],
    },
    {
      name: "leaves the doctors no way to say that they don't know",
      steps: (facts) => [
        save(facts, "need tobacco", needed("tobacco", true)),
        save(facts, "ask smokers alone", ofSmokers()),
        save(facts, "free what nobody reads", needed("idle", false)),
        save(facts, "say whom it is for", forAdults()),
      ],
      expect: ["no-answer"],
    },
    {
      name: "asks nobody for packs a day any more",
      steps: (facts) => [
        save(facts, "need tobacco", needed("tobacco", true)),
        save(facts, "add the honest answer", withNoAnswer(facts.noAnswer)),
        save(facts, "free packs", needed("packs", false)),
        save(facts, "free what nobody reads", needed("idle", false)),
        save(facts, "say whom it is for", forAdults()),
      ],
      expect: ["smokers"],
    },
    {
      name: "changes the employers' template too",
      steps: (facts) => [
        save(facts, "all at once", (content) =>
          [
            forAdults(),
            needed("idle", false),
            ofSmokers(),
            needed("tobacco", true),
            withNoAnswer(facts.noAnswer),
          ].reduce((made, change) => change(made), content),
        ),
        save(facts, "need tobacco there too", needed("tobacco", true), facts.other),
      ],
      expect: ["other-template"],
    },
    {
      name: "takes 18 for months",
      steps: (facts) => [
        save(facts, "all at once", (content) =>
          [
            forAdults(18),
            needed("idle", false),
            ofSmokers(),
            needed("tobacco", true),
            withNoAnswer(facts.noAnswer),
          ].reduce((made, change) => change(made), content),
        ),
      ],
      expect: ["proposed"],
    },
  ],
  mistaken: (facts) => [
    save(facts, "need tobacco", needed("tobacco", true), facts.other),
    save(facts, "add the honest answer", withNoAnswer(facts.noAnswer), facts.other),
    save(facts, "ask smokers alone", ofSmokers(), facts.other),
    save(facts, "free what nobody reads", needed("idle", false), facts.other),
    save(facts, "say whom it is for", forAdults(), facts.other),
  ],
  undone: (facts) => [save(facts, "leave tobacco open again", needed("tobacco", false))],
  debrief: () => [
    "A required field is the strongest word that a practice has to its doctors. It is heard as long as it is said seldom.",
    "Notes that were begun before keep the template as it was: nobody's open note is changed under their hands, and a signed one never.",
    "Look again in a month: how many notes say that nobody could be asked? That number is worth more than a full field.",
  ],
  next: ["pm.04"],
});

function agesText(ages: TemplateContent["ages"]): string {
  return ages === null ? ", of any age" : `, from ${ages.fromMonths} to ${ages.beforeMonths} months`;
}

function lastSave(view: WorldView, templateId: string): number | null {
  const saves = done(view, "charting", "saveNoteTemplate");
  return saves.findLast((one) => one.input.templateId === templateId)?.entry ?? null;
}

type Change = (content: TemplateContent) => TemplateContent;

const mapped =
  (key: string, change: (field: TemplateField) => TemplateField): Change =>
  (content) => ({ ...content, fields: content.fields.map((one) => (one.key === key ? change(one) : one)) });

const needed = (key: string, required: boolean) => mapped(key, (field) => ({ ...field, required }));

const without =
  (key: string): Change =>
  (content) => ({ ...content, fields: content.fields.filter((one) => one.key !== key) });

function withNoAnswer(label: string): Change {
  const choice = { key: "no-answer", label, says: "", alone: false };
  return mapped("tobacco", (field) =>
    field.kind === "one" && field.choices.every((one) => one.key !== choice.key)
      ? { ...field, choices: [...field.choices, choice] }
      : field,
  );
}

/** By the answer itself, or with a second condition that changes nothing. */
function ofSmokers(how: "plain" | "all-but" = "plain"): Change {
  const current = { field: "tobacco", is: "one-of" as const, values: ["current"] };
  const answer = { field: "tobacco", is: "answered" as const };
  return mapped("packs", (field) => ({
    ...field,
    showIf: { match: "all", of: how === "plain" ? [current] : [answer, current] },
  }));
}

const forAdults =
  (fromMonths = ADULT_MONTHS): Change =>
  (content) => ({ ...content, visitTypes: [PHYSICAL], ages: { fromMonths, beforeMonths: OLDEST_MONTHS } });

/** As the editor does it: what stands there, with one thing changed, as the next version. */
function save(facts: Facts, name: string, change: Change, templateId = facts.templateId): PathStep {
  return {
    name,
    run: (practice) => saved(practice, templateId, change),
  };
}

async function saved(practice: PracticePort, templateId: Id<"note-template">, change: Change): Promise<void> {
  const { version, name, active, content } = await practice.run("charting", "getNoteTemplate", { templateId }, manager);
  const input = { templateId, baseVersion: version, name, active, content: change(content) };
  await practice.run("charting", "saveNoteTemplate", input, manager);
}
