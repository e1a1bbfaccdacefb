import type { Sheet, SheetPart } from "@practicum/contracts/scheduling/downtime";
import type { Id } from "@practicum/kernel/brand";
import { atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { dollars } from "../kit/money.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { sameNumber } from "../kit/same.ts";
import { broken, met, open, type Diagnosis } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A Saturday on paper: five blank sheets, of which one lies elsewhere; and the kit of the next day. */
interface Facts {
  readonly seed: string;
  readonly kitId: Id<"downtime-kit">;
  readonly saturday: LocalDate;
  /** The Monday after it, on which the lesson is done. */
  readonly monday: LocalDate;
  readonly begins: Instant;
  readonly folder: readonly [Written, Written];
  readonly elsewhere: Written;
  readonly check: string;
}

/** What stands on a sheet. */
interface Written {
  readonly who: Person;
  /** Of the five, from 0. */
  readonly place: number;
  readonly parts: readonly { readonly part: SheetPart; readonly at: Instant }[];
}

const manager = actorOf(staffByKey("whitfield"));
const BLANKS = 5;
const WANTED = 10;
const FEE = 4000;
const NEAR_MS = 5 * 60_000;
const ROUTE = "/admin/downtime";
const ALL: readonly SheetPart[] = ["visit", "vitals", "note", "payment"];
const [SPOILED, UNUSED] = [2, 4];

/** The blank sheets of a kit, in the order of their numbers. */
async function blanksOf(view: WorldView, kitId: Id<"downtime-kit">): Promise<readonly Sheet[]> {
  const blanks: Sheet[] = [];
  const pageAfter = (after: number | null) =>
    view.ask("scheduling", "downtimeSheets", { kitId, show: "all", after, limit: 100 });
  for (let page = await pageAfter(null); page !== null; page = page.next === null ? null : await pageAfter(page.next))
    blanks.push(...page.sheets.filter((one) => one.visit === null));
  return blanks;
}

const nameOf = (place: number): string => ["first", "second", "third", "fourth", "fifth"][place] ?? "";

/** Whether each box that was written on stands for the person of the paper at its time; else what is wrong. */
async function wrongOf(view: WorldView, facts: Facts, of: Written): Promise<Omit<Diagnosis, "principle"> | null> {
  const sheet = (await blanksOf(view, facts.kitId))[of.place];
  const patientId = await idOf(view, of.who);
  const record = `The ${nameOf(of.place)} blank sheet of ${formatDate(facts.saturday)}`;
  for (const { part, at } of of.parts) {
    const found = sheet?.parts.find((one) => one.part === part);
    const wrong = (said: string) => ({ record, field: part, found: said, route: ROUTE });
    if (found?.state !== "entered") return wrong(found?.state === "empty" ? "said to be empty" : "missing");
    if (found.patientId !== patientId) return wrong("entered for somebody else");
    if (found.happenedAt === null || Math.abs(Date.parse(found.happenedAt) - Date.parse(at)) > NEAR_MS)
      return wrong("entered at another time than the paper's");
  }
  return null;
}

export const afterTheOutage = lesson<Facts>({
  id: "pm.09",
  role: "practice-manager",
  as: "whitfield",
  title: "The line was down",
  minutes: 10,
  teaches: [
    "can account for every numbered sheet after an outage, with the times at which things really were",
    "can have the next day's kit ready before it is needed",
  ],
  words: ["downtime kit", "late entry", "minimum necessary"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const saturday = addDays(today, 6 - dayOfWeek(today));
    const monday = addDays(saturday, 2);
    const at = (time: `${number}:${number}`) => atLocal(saturday, time, timeZone);
    const who = (key: string) => person(seed, `pm.09/${key}`, today, [25, 75]);
    return {
      seed,
      kitId: seededId<"downtime-kit">(seed, "pm.09/saturday"),
      saturday,
      monday,
      begins: atLocal(monday, "08:00", timeZone),
      folder: [
        {
          who: who("first"),
          place: 0,
          parts: [
            { part: "visit", at: at("09:10") },
            { part: "vitals", at: at("09:20") },
          ],
        },
        {
          who: who("second"),
          place: 1,
          parts: [
            { part: "visit", at: at("09:40") },
            { part: "payment", at: at("09:55") },
          ],
        },
      ],
      elsewhere: {
        who: who("third"),
        place: 3,
        parts: [
          { part: "visit", at: at("10:20") },
          { part: "vitals", at: at("10:30") },
        ],
      },
      check: String(randomInt(seededRandom(`${seed}/pm.09`), 1100, 1999)),
    };
  },
  async setUp(practice, { kitId, saturday, begins, folder, elsewhere }) {
    for (const { who } of [...folder, elsewhere]) await alreadyRegistered(practice, who, "pm.09");
    await practice.run("scheduling", "exportDowntimeKit", { kitId, date: saturday, blankSheets: BLANKS }, manager);
    await practice.advanceTo(begins);
  },
  story: ({ saturday }) => [
    `On ${formatDate(saturday)} the line was down, and the vaccination morning was done on paper: with the kit of that day and its ${BLANKS} blank sheets, which bear numbers. It is Monday now, and everything works.`,
    "Grace Kim and Omar Haddad have entered visits and vitals where they belong. The payment and the numbers are yours.",
  ],
  goal: "No number of Saturday's blank sheets is missing, each says what really was, and tomorrow's kit is made.",
  materials: ({ folder: [first, second], elsewhere, check, monday }) => [
    {
      kind: "paper",
      title: "The folder: four sheets, by their numbers from the lowest",
      lines: [
        `First: ${fullName(first.who)}, born on ${formatDate(first.who.birthDate)}. Visit 9:10 AM, vitals 9:20 AM. Nothing else.`,
        `Second: ${fullName(second.who)}, born on ${formatDate(second.who.birthDate)}. Visit 9:40 AM. Payment 9:55 AM: ${dollars(FEE)} for the old balance, check ${check}; the check is pinned to it. Nothing else.`,
        "Third: coffee, crossed out, never used.",
        "Fifth: blank.",
      ],
    },
    {
      kind: "says",
      who: "Grace Kim",
      lines: [
        '"The fourth? That must be in my coat. Wait."',
        `"Here: ${fullName(elsewhere.who)}, ${formatDate(elsewhere.who.birthDate)}, visit 10:20 AM, vitals 10:30 AM. It is in the chart since this morning; I forgot to bring you the paper."`,
      ],
    },
    {
      kind: "paper",
      title: "From the practice's policy",
      lines: [
        "A sheet is accounted for by what stands on it, at the time that stands on it. Empty is said of a box only by who has seen it.",
        "A payment that was taken on paper is entered with the number of the check, once.",
        `After an outage the next day's kit is made anew, with ${WANTED} blank sheets: that is ${formatDate(addDays(monday, 1))}.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "entered",
      label: "What stands on the two sheets of the folder is entered, for these people and at these times",
      counts: "correct",
      weight: 2,
      guide: [{ at: "downtime.sheet", says: "Choose the box of the sheet, say whose it is and when it really was." }],
      hints: [
        "Which time will a lawyer ask for in two years: when it was, or when it was typed?",
        "Admin, Downtime: the kit of Saturday, Mark as used, then its sheets.",
        "Each box: the person, Saturday, the time on the paper, Mark as entered. Then nothing else on this sheet.",
      ],
      async check(view, facts) {
        for (const one of facts.folder) {
          const wrong = await wrongOf(view, facts, one);
          if (wrong !== null)
            return open({
              ...wrong,
              principle:
                "What is entered late says so, and keeps its own time: else the chart tells a day that was not.",
            });
        }
        return met("both sheets are entered");
      },
    },
    {
      id: "found",
      label: "The sheet that was not in the folder is entered, too",
      counts: "safety",
      guide: [{ at: "downtime.sheet", says: "Choose the sheet, then its box, and say whose it is." }],
      hints: [
        "Why do the sheets have numbers?",
        "Somebody has told you where the fourth is, and what stands on it.",
        "The fourth number: the visit at 10:20 AM and the vitals at 10:30 AM, for the third patient.",
      ],
      async check(view, facts) {
        const wrong = await wrongOf(view, facts, facts.elsewhere);
        if (wrong === null) return met("it was found, and is entered");
        return open({
          ...wrong,
          principle:
            "A number that nobody has is a visit that nobody knows of. It is looked for until somebody has seen the paper.",
        });
      },
    },
    {
      id: "none-missing",
      label: "Each box of the five blank sheets is accounted for",
      counts: "correct",
      guide: [{ at: "downtime.sheet", says: "Nothing else on this sheet: for those boxes that are empty." }],
      hints: [
        "How would you know tomorrow that nothing is missing?",
        "The list of sheets, Missing: what stands there is open.",
        "The crossed out and the blank sheet, too: nothing else on this sheet.",
      ],
      async check(view, facts) {
        const sheets = await blanksOf(view, facts.kitId);
        const at = sheets.findIndex((one) => one.parts.some((each) => each.state === "missing"));
        if (at === -1 && sheets.length > 0) return met("no number is missing");
        return open({
          record: `The ${nameOf(at)} blank sheet of ${formatDate(facts.saturday)}`,
          field: sheets[at]?.parts.find((one) => one.state === "missing")?.part ?? "",
          found: "missing",
          principle: "An empty sheet is a finding, too. Only when each number has an answer is nothing lost.",
          route: ROUTE,
        });
      },
    },
    {
      id: "paid",
      label: "The check of Saturday is in the books, with its number",
      counts: "money",
      hints: [
        "Where is the money of which the paper tells?",
        "The second patient's account: Take payment.",
        `${dollars(FEE)} as a check, with its number as the reference, for the balance.`,
      ],
      async check(view, { folder: [, second], check }) {
        const patientId = (await idOf(view, second.who)) ?? "";
        const receipts = (await view.ask("billing", "listReceipts", { patientId })) ?? [];
        const standing = receipts.filter((one) => one.reversedAt === null);
        const found = standing.find((one) => one.amount === FEE && one.method === "check");
        const record = `Payments of ${fullName(second.who)}`;
        const route = `/p/${patientId}/ledger`;
        const principle =
          'A sheet that says "entered" does not put money into the books. The deposit will have a check that no receipt knows.';
        if (found === undefined)
          return open({
            record,
            field: "Payment",
            found: standing.length === 0 ? "none" : "another one",
            principle,
            route,
          });
        if (!sameNumber(found.reference, check))
          return open({ record, field: "Reference", found: found.reference ?? "nothing", principle, route });
        return met(`${dollars(FEE)}, check ${check}`);
      },
    },
    {
      id: "kit",
      label: `Tomorrow's kit is made, with ${WANTED} blank sheets`,
      counts: "safety",
      guide: [
        { at: "downtime.make", says: "Choose tomorrow and ten blank sheets, give a passphrase, and make the kit." },
      ],
      hints: [
        "What if the line is down again tomorrow?",
        "Admin, Downtime, Make a kit.",
        `The next day, ${WANTED} blank sheets, a passphrase of four words.`,
      ],
      async check(view, { kitId, monday }) {
        const tomorrow = addDays(monday, 1);
        const kits = (await view.ask("scheduling", "listDowntimeKits", {}))?.kits ?? [];
        const made = kits.filter((one) => one.date === tomorrow && one.kitId !== kitId);
        const record = `Kit of ${formatDate(tomorrow)}`;
        const principle = "A kit is made while everything works. Who needs one can't make it any more.";
        if (made.length === 0) return open({ record, field: "Kit", found: "none", principle, route: ROUTE });
        for (const one of made)
          if ((await blanksOf(view, one.kitId)).length >= WANTED) return met("tomorrow's kit is there");
        return open({ record, field: "Blank sheets", found: "fewer than the policy says", principle, route: ROUTE });
      },
    },
  ],
  traps: [
    {
      id: "lost",
      critical: true,
      costs: "safety",
      async fellFor(view, facts) {
        const { place, parts } = facts.elsewhere;
        const sheet = (await blanksOf(view, facts.kitId))[place];
        const empty = sheet?.parts.find(
          (one) => one.state === "empty" && parts.some((written) => written.part === one.part),
        );
        if (sheet === undefined || empty === undefined) return null;
        const step = done(view, "scheduling", "emptySheetParts").findLast((one) => one.input.number === sheet.number);
        return broken(
          {
            record: `The ${nameOf(place)} blank sheet of ${formatDate(facts.saturday)}`,
            field: empty.part,
            found: "said to be empty",
            principle:
              "It was not in the folder, and that is all you knew. A visit that is declared empty is looked for by nobody any more.",
            route: ROUTE,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "twice",
      critical: false,
      costs: "money",
      async fellFor(view, { folder: [, second] }) {
        const patientId = (await idOf(view, second.who)) ?? "";
        const receipts = (await view.ask("billing", "listReceipts", { patientId })) ?? [];
        if (receipts.filter((one) => one.reversedAt === null).length < 2) return null;
        const step = done(view, "billing", "takePayment").findLast((one) => one.input.patientId === patientId);
        return broken(
          {
            record: `Payments of ${fullName(second.who)}`,
            field: "Payment",
            found: "two of one check",
            principle: "One check is one payment. What is entered after an outage is looked for first.",
            route: `/p/${patientId}/ledger`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [kit(facts), ...facts.folder.map((one) => sheetOf(facts, one)), pay(facts), ...rest(facts)],
  others: [
    (facts) => [
      ...rest(facts),
      pay(facts),
      ...facts.folder.toReversed().map((one) => sheetOf(facts, one)),
      kit(facts, 15),
    ],
  ],
  wrong: [
    {
      name: "calls the sheet that is not in the folder unused",
      steps: (facts) => [
        kit(facts),
        ...facts.folder.map((one) => sheetOf(facts, one)),
        pay(facts),
        ...[SPOILED, facts.elsewhere.place, UNUSED].map((place) => emptySheet(facts, place)),
      ],
      expect: ["found", "lost"],
    },
    {
      name: "writes the time of typing",
      steps: (facts) => [
        kit(facts),
        ...facts.folder.map((one) =>
          sheetOf(facts, { ...one, parts: one.parts.map((each) => ({ ...each, at: facts.begins })) }),
        ),
        pay(facts),
        ...rest(facts),
      ],
      expect: ["entered"],
    },
    {
      name: "leaves out what nobody wrote on",
      steps: (facts) => [
        kit(facts),
        ...[...facts.folder, facts.elsewhere].map((one) => sheetOf(facts, one)),
        pay(facts),
      ],
      expect: ["none-missing"],
    },
    {
      name: "says of the payment that it is entered, and enters none",
      steps: (facts) => [kit(facts), ...facts.folder.map((one) => sheetOf(facts, one)), ...rest(facts)],
      expect: ["paid"],
    },
    {
      name: "enters the check once for the paper and once for the pin",
      steps: (facts) => [
        kit(facts),
        ...facts.folder.map((one) => sheetOf(facts, one)),
        pay(facts),
        pay(facts, facts.folder[1].who, "again"),
        ...rest(facts),
      ],
      expect: ["twice"],
    },
    {
      name: "makes tomorrow's kit with a single blank sheet",
      steps: (facts) => [kit(facts, 1), ...facts.folder.map((one) => sheetOf(facts, one)), pay(facts), ...rest(facts)],
      expect: ["kit"],
    },
  ],
  // The papers of two people, each for the other.
  mistaken: (facts) => {
    const [first, second] = facts.folder;
    const swapped = [
      { ...first, who: second.who },
      { ...second, who: first.who },
    ];
    return [kit(facts), ...swapped.map((one) => sheetOf(facts, one)), pay(facts, first.who), ...rest(facts)];
  },
  undone: (facts) => [takeBack(facts)],
  debrief: () => [
    "Numbers make a loss visible: five were printed, five have an answer. Without them nobody would have missed the sheet in the coat.",
    "Late entries keep two times: when it was, and when it was entered. Both are true.",
    "A contingency plan is required, and so is to try it (45 CFR 164.308(a)(7)). The kit is sealed: a lost stick tells nobody anything.",
  ],
  next: ["pm.05"],
});

/** The number of a blank sheet of Saturday. */
async function numberOf(practice: Parameters<PathStep["run"]>[0], facts: Facts, place: number): Promise<number> {
  const ask = { kitId: facts.kitId, show: "all" as const, after: null, limit: 100 };
  const { sheets } = await practice.run("scheduling", "downtimeSheets", ask, manager);
  const number = sheets.filter((one) => one.visit === null)[place]?.number;
  if (number === undefined) throw new Error("the kit has no such sheet");
  return number;
}

/** All that stands on a sheet, and that nothing else does. */
function sheetOf(facts: Facts, { who, place, parts }: Written): PathStep {
  return {
    name: `account for the ${nameOf(place)} sheet`,
    async run(practice) {
      const number = await numberOf(practice, facts, place);
      const patientId = await lookUp(practice, who, "whitfield");
      for (const { part, at } of parts)
        await practice.run("scheduling", "enterSheetPart", { number, part, patientId, happenedAt: at }, manager);
      const others = ALL.filter((part) => !parts.some((written) => written.part === part));
      await practice.run("scheduling", "emptySheetParts", { number, parts: others, because: "" }, manager);
    },
  };
}

function emptySheet(facts: Facts, place: number): PathStep {
  return {
    name: `say that nothing stands on the ${nameOf(place)} sheet`,
    async run(practice) {
      const number = await numberOf(practice, facts, place);
      await practice.run(
        "scheduling",
        "emptySheetParts",
        { number, parts: [...ALL], because: "Blank, or crossed out" },
        manager,
      );
    },
  };
}

/** The sheet that was found, and the two that were not used. */
function rest(facts: Facts): readonly PathStep[] {
  return [emptySheet(facts, SPOILED), sheetOf(facts, facts.elsewhere), emptySheet(facts, UNUSED)];
}

function pay(facts: Facts, who = facts.folder[1].who, key = "check"): PathStep {
  return {
    name: "enter the check",
    async run(practice) {
      const patientId = await lookUp(practice, who, "whitfield");
      const paymentId = seededId<"payment">(facts.seed, `pm.09/${key}`);
      const what = { amount: FEE, method: "check" as const, reference: facts.check, purpose: "balance" as const };
      await practice.run("billing", "takePayment", { paymentId, patientId, ...what, appointmentId: null }, manager);
    },
  };
}

function kit(facts: Facts, blankSheets = WANTED): PathStep {
  return {
    name: "make tomorrow's kit",
    async run(practice) {
      const kitId = seededId<"downtime-kit">(facts.seed, "pm.09/tomorrow");
      const date = addDays(facts.monday, 1);
      await practice.run("scheduling", "exportDowntimeKit", { kitId, date, blankSheets }, manager);
    },
  };
}

function takeBack(facts: Facts): PathStep {
  return {
    name: "take a box back",
    async run(practice) {
      const number = await numberOf(practice, facts, 0);
      await practice.run("scheduling", "takeBackSheetPart", { number, part: "visit" }, manager);
    },
  };
}
