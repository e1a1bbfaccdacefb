import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp, recordsOf } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, demographics, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two files of an old system: one is checked and waits for a person's word, one came in with first and last names exchanged. */
interface Facts {
  readonly seed: string;
  readonly checked: Id<"import">;
  readonly exchanged: Id<"import">;
  /** Of the first file who is here already under the name's full form. */
  readonly same: Person;
  /** Who is here, and the twin of whom the file tells. */
  readonly brother: Person;
  readonly twin: Person;
  readonly plain: readonly Person[];
  /** Whose line has no birth date. */
  readonly unread: Person;
  readonly second: readonly Person[];
}

const manager = actorOf(staffByKey("whitfield"));
const SYSTEM = "ClinicWorks";
const ROUTE = "/admin/import";
const FIRST = "patients-a-to-m.csv";
const SECOND = "patients-n-to-z.csv";
const PLAIN = 12;
const SAME_LINE = PLAIN + 2;
const TWIN_LINE = PLAIN + 3;
const UNREAD_LINE = PLAIN + 4;

async function runOf(view: WorldView, importId: Id<"import">) {
  const page = await view.ask("scheduling", "listImports", { before: null, limit: 50 });
  return page?.imports.find((one) => one.importId === importId);
}

async function rowAt(view: WorldView, { checked }: Facts, line: number) {
  const ask = { importId: checked, states: [], before: null, limit: 50 };
  const page = await view.ask("scheduling", "listImportRows", ask);
  return page?.rows.find((one) => one.line === line);
}

/** As the old system wrote somebody down: the first name is cut short. */
const shortened = (of: Person): Person => ({ ...of, given: of.given.slice(0, 3) });

export const checkAMigration = lesson<Facts>({
  id: "pm.08",
  role: "practice-manager",
  as: "whitfield",
  title: "What the old system knew",
  minutes: 10,
  teaches: [
    "can look through the check of a migrated file, and say who is who where the product may not decide",
    "can take a wrong import back whole, and bring in by hand what no file could",
  ],
  words: ["migration", "duplicate", "identifier"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const who = (key: string) => person(seed, `pm.08/${key}`, today, [20, 80]);
    const brother = who("brother");
    return {
      seed,
      checked: seededId<"import">(seed, "pm.08/checked"),
      exchanged: seededId<"import">(seed, "pm.08/exchanged"),
      same: who("same"),
      brother,
      twin: { ...brother, given: brother.sex === "male" ? "Thaddeus" : "Wilhelmina" },
      plain: Array.from({ length: PLAIN }, (_, index) => who(`plain/${index}`)),
      unread: who("unread"),
      second: Array.from({ length: 6 }, (_, index) => who(`second/${index}`)),
    };
  },
  async setUp(practice, facts) {
    const { seed, checked, exchanged, same, brother, twin, plain, second } = facts;
    for (const one of [same, brother]) await alreadyRegistered(practice, one, "pm.08");
    const rows = [...plain, shortened(same), twin].map((one, index) => ({ line: index + 2, row: rowOf(one, index) }));
    const problem = { field: "birthDate", message: "There is no date of birth. Look it up, and enter it." };
    await opened(practice, checked, FIRST, rows.length + 1, `${seed}/1`);
    const refused = [{ line: UNREAD_LINE, oldNumber: numberOf(UNREAD_LINE - 2), problem }];
    await practice.run("scheduling", "stageImportRows", { importId: checked, rows, refused }, manager);
    const swapped = second.map((one, index) => ({
      line: index + 2,
      row: rowOf({ ...one, given: one.family, family: one.given }, 100 + index),
    }));
    await opened(practice, exchanged, SECOND, swapped.length, `${seed}/2`);
    await practice.run("scheduling", "stageImportRows", { importId: exchanged, rows: swapped, refused: [] }, manager);
    await practice.run("scheduling", "startImport", { importId: exchanged }, manager);
    await practice.settle();
  },
  story: () => [
    `The practice takes over the patients of ${SYSTEM}. A colleague has loaded two files: ${FIRST} is checked and not taken over yet; ${SECOND} was taken over yesterday evening.`,
    "From tomorrow on everybody works with these records. What is wrong today is wrong in a thousand places next week.",
  ],
  goal: "Everybody of the first file is here once, and nothing of the second one, which has to be sent anew.",
  materials: ({ same, brother, twin, unread, second }) => [
    {
      kind: "paper",
      title: "What the desk knows of two lines",
      lines: [
        `${fullName(same)}, born on ${formatDate(same.birthDate)}, is a patient here. ${SYSTEM} had room for three letters of a first name.`,
        `${fullName(brother)} and ${fullName(twin)} are twins, born on ${formatDate(brother.birthDate)}, with one telephone. ${brother.given} is a patient here, ${twin.given} was there.`,
      ],
    },
    {
      kind: "paper",
      title: `Paper chart ${numberOf(UNREAD_LINE - 2)} of ${SYSTEM}`,
      lines: [
        `${fullName(unread)}, ${unread.sex}, born on ${formatDate(unread.birthDate)}`,
        `Telephone ${unread.phone.slice(0, 3)} ${unread.phone.slice(3, 6)} ${unread.phone.slice(6)}`,
      ],
    },
    {
      kind: "paper",
      title: `${SECOND}, as ${SYSTEM} prints it (last name, first name)`,
      lines: second.map((one) => `${one.family}, ${one.given}`),
    },
  ],
  outcomes: [
    {
      id: "same",
      label: "The line with the short first name is the patient who is here",
      counts: "correct",
      guide: [{ at: "import.rows", says: "Open the line, and say who it is." }],
      hints: [
        "Is it another person, or another spelling?",
        `Admin, Import, ${FIRST}: the rows under Who is it?`,
        "It is the patient who is here: the birth date and the telephone agree, and the desk knows why the name is short.",
      ],
      async check(view, facts) {
        const row = await rowAt(view, facts, SAME_LINE);
        const patientId = await idOf(view, facts.same);
        if (row?.state === "linked" && row.patientId === patientId) return met("linked to the patient");
        return open({
          record: `${FIRST}, line ${SAME_LINE}`,
          field: "Who is it?",
          found: row?.state ?? "nothing",
          principle:
            "A second record of one person has half of the allergies. What the product can't be sure of, somebody says who knows.",
          route: ROUTE,
        });
      },
    },
    {
      id: "twin",
      label: "The twin has a record of the own",
      counts: "safety",
      guide: [{ at: "import.rows", says: "Open the line, and say who it is." }],
      hints: [
        "Two people of one birth date, one name, one telephone: what tells them apart?",
        `${FIRST}, the rows under Who is it?: compare the first names.`,
        "It is somebody else: the line becomes a patient of its own.",
      ],
      async check(view, facts) {
        const row = await rowAt(view, facts, TWIN_LINE);
        if (row?.state === "taken" && (await recordsOf(view, facts.twin)).length === 1)
          return met("a record of the own");
        return open({
          record: `${FIRST}, line ${TWIN_LINE}`,
          field: "Who is it?",
          found: row?.state ?? "nothing",
          principle:
            "Who is taken for a twin gets the twin's tablets. Two identifiers agree here, and it is another person.",
          route: ROUTE,
        });
      },
    },
    {
      id: "taken",
      label: "Every other line of the first file that can be taken is taken over",
      counts: "correct",
      guide: [{ at: "import.start", says: "Import the rows that were checked." }],
      hints: [
        "What has the check changed so far? Nothing.",
        `Admin, Import, ${FIRST}.`,
        "Import them: the rows go in by themselves.",
      ],
      async check(view, facts) {
        const run = await runOf(view, facts.checked);
        const here = await Promise.all(facts.plain.map(async (one) => (await recordsOf(view, one)).length));
        if (run?.state === "done" && here.every((count) => count === 1)) return met("taken over");
        return open({
          record: FIRST,
          field: "State",
          found: run?.state ?? "nothing",
          principle: "A check shows what would come. Only what is taken over can be looked up tomorrow.",
          route: ROUTE,
        });
      },
    },
    {
      id: "by-hand",
      label: "Whose line could not be read is registered by hand, once",
      counts: "correct",
      hints: [
        "What becomes of a line that was left out?",
        "The rows under Left out say what is missing; a paper on your desk says it.",
        "New patient: name, birth date, sex and telephone of the paper chart.",
      ],
      async check(view, { unread }) {
        const { length } = await recordsOf(view, unread);
        if (length === 1) return met("registered");
        return open({
          record: `${FIRST}, line ${UNREAD_LINE}`,
          field: "Left out",
          found: length === 0 ? "nobody of this name and birth date" : `${length} records`,
          principle:
            "A migration is over when each line of the file has an answer: here, known, or brought in otherwise.",
          route: "/patients/new",
        });
      },
    },
    {
      id: "back",
      label: "The second file is taken back whole",
      counts: "correct",
      guide: [{ at: "import.undo", says: "Undo the whole import." }],
      hints: [
        "Compare the rows of the second file with the print of the old system.",
        `Admin, Import, ${SECOND}: all six have first and last name exchanged.`,
        "Undo all of its rows. The colleague loads it anew, with the columns as they are.",
      ],
      async check(view, { exchanged, second }) {
        const run = await runOf(view, exchanged);
        if (run?.state === "undone" && run.counts.undone === second.length) return met("taken back");
        return open({
          record: SECOND,
          field: "State",
          found: run?.state ?? "nothing",
          principle:
            "Six wrong names mended by hand are six chances for another mistake. An import goes back as it came, by opposite entries.",
          route: ROUTE,
        });
      },
    },
  ],
  traps: [
    {
      id: "one-of-two",
      critical: true,
      costs: "safety",
      async fellFor(view, facts) {
        const row = await rowAt(view, facts, TWIN_LINE);
        if (row?.state !== "linked" || row.patientId !== (await idOf(view, facts.brother))) return null;
        const step = done(view, "scheduling", "decideImportRow").findLast((one) => one.input.line === TWIN_LINE);
        return broken(
          {
            record: `Record of ${fullName(facts.brother)}`,
            field: "Old number",
            found: "the twin's, too",
            principle:
              "From now on the twin's old chart is looked up under the other one. Nobody will notice before it hurts.",
            route: ROUTE,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [
    isPatient(facts, SAME_LINE, facts.same),
    isSomebodyElse(facts, TWIN_LINE),
    start(facts),
    byHand(facts),
    undo("the second file", facts.exchanged),
  ],
  others: [
    (facts) => [
      undo("the second file", facts.exchanged),
      start(facts),
      byHand(facts),
      isSomebodyElse(facts, TWIN_LINE),
      isPatient(facts, SAME_LINE, facts.same),
    ],
  ],
  wrong: [
    {
      name: "takes the twin for the brother",
      steps: (facts) => [
        isPatient(facts, SAME_LINE, facts.same),
        isPatient(facts, TWIN_LINE, facts.brother),
        start(facts),
        byHand(facts),
        undo("the second file", facts.exchanged),
      ],
      expect: ["twin", "one-of-two"],
    },
    {
      name: "takes a short name for another person",
      steps: (facts) => [
        isSomebodyElse(facts, SAME_LINE),
        isSomebodyElse(facts, TWIN_LINE),
        start(facts),
        byHand(facts),
        undo("the second file", facts.exchanged),
      ],
      expect: ["same"],
    },
    {
      name: "takes over what the product is sure of, and calls it done",
      steps: (facts) => [start(facts), undo("the second file", facts.exchanged)],
      expect: ["same", "twin", "by-hand"],
    },
    {
      name: "believes the second file, because it is in",
      steps: (facts) => [
        isPatient(facts, SAME_LINE, facts.same),
        isSomebodyElse(facts, TWIN_LINE),
        start(facts),
        byHand(facts),
      ],
      expect: ["back"],
    },
  ],
  mistaken: (facts) => [
    isSomebodyElse(facts, SAME_LINE),
    isPatient(facts, TWIN_LINE, facts.brother),
    start(facts),
    undo("the first file", facts.checked),
  ],
  undone: (facts) => [undo("the first file", facts.checked)],
  debrief: () => [
    "A check costs nothing and changes nothing: count, look at who is doubtful, look at some that are not. Then take over.",
    "The product links who agrees in everything and asks about everybody else. It asks you, because you can ask somebody.",
    "The practice keeps the files and the old system's prints as long as its records: whoever doubts a record in five years looks there.",
  ],
  next: ["fd.01"],
});

const numberOf = (index: number): string => `CW-${20_100 + index}`;

function rowOf(of: Person, index: number) {
  const { name, birthDate, sex, phone, email, address, language } = demographics(of);
  const who = { name, birthDate, sex, phone, email, address, language };
  return { kind: "patients" as const, oldNumber: numberOf(index), ...who };
}

async function opened(
  practice: PracticePort,
  importId: Id<"import">,
  fileName: string,
  rowCount: number,
  key: string,
): Promise<void> {
  const columns = [
    { field: "oldNumber", column: "Chart no" },
    { field: "family", column: fileName === SECOND ? "First" : "Last" },
    { field: "given", column: fileName === SECOND ? "Last" : "First" },
    { field: "birthDate", column: "DOB" },
  ];
  // Nobody has the file itself: a number in its place, the seed's.
  const fileHash = seededId<"import">(key, "pm.08/file").replaceAll("-", "").padStart(64, "0");
  const reading = { columns, values: [] };
  const what = { kind: "patients" as const, system: SYSTEM, fileName, fileHash, rowCount, total: null, reading };
  await practice.run("scheduling", "openImport", { importId, ...what }, manager);
}

function isPatient({ checked }: Facts, line: number, who: Person): PathStep {
  return {
    name: `say that line ${line} is a patient`,
    async run(practice) {
      const patientId = await lookUp(practice, who, "whitfield");
      await practice.run("scheduling", "decideImportRow", { importId: checked, line, patientId }, manager);
    },
  };
}

function isSomebodyElse({ checked }: Facts, line: number): PathStep {
  return {
    name: `say that line ${line} is somebody else`,
    async run(practice) {
      await practice.run("scheduling", "decideImportRow", { importId: checked, line, patientId: null }, manager);
    },
  };
}

function start({ checked }: Facts): PathStep {
  return {
    name: "take the first file over",
    async run(practice) {
      await practice.run("scheduling", "startImport", { importId: checked }, manager);
    },
  };
}

function undo(name: string, importId: Id<"import">): PathStep {
  return {
    name: `undo ${name}`,
    async run(practice) {
      await practice.run("scheduling", "undoImport", { importId }, manager);
    },
  };
}

function byHand({ unread }: Facts): PathStep {
  return {
    name: "register by hand",
    async run(practice) {
      const source = { system: SYSTEM, value: numberOf(UNREAD_LINE - 2) };
      await practice.run(
        "scheduling",
        "registerPatient",
        { ...demographics(unread), notDuplicateOf: [], source },
        manager,
      );
    },
  };
}
