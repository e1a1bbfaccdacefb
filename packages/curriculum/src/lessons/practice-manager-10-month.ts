import type { Id } from "@practicum/kernel/brand";
import { atLocal, dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, formatMonth, type LocalDate } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, payerId, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, NEW_VISIT, released } from "../kit/billed.ts";
import { encounterOf, openedNote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { dollars } from "../kit/money.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type Step, type WorldView } from "../kit/world-view.ts";

/** The last afternoon of a month: a visit that nobody released, and a check that nobody explained. */
interface Facts extends Pair {
  /** As the books write it: 2026-11. */
  readonly month: string;
  readonly lastDay: LocalDate;
  readonly ends: { readonly afternoon: Instant; readonly after: Instant };
  readonly check: string;
  readonly members: number;
}

const whitfield = actorOf(staffByKey("whitfield"));
const nair = actorOf(staffByKey("nair"));
const PAYER = "CFHP1";
const RATE = 2100;
const checkId = ({ seed }: Facts) => seededId<"deposit-check">(seed, "pm.10/check");

/** The last day of a month. */
function lastDayOf(month: string): LocalDate {
  return addDays(`${addDays(`${month}-28`, 5).slice(0, 7)}-01`, -1);
}

const inMonth = ({ at }: Step, month: string, zone: TimeZone) => dateIn(at, zone).slice(0, 7) === month;

async function isReleased(view: WorldView, visit: Id<"appointment">): Promise<boolean> {
  const encounterId = (await encounterOf(view, visit))?.encounterId;
  const review = await view.ask("billing", "listCharges", { status: "review" });
  const all = [...(review?.visits ?? []), ...(review?.missing ?? [])];
  return !all.some(
    (one) => one.encounterId === encounterId && one.charges.some((charge) => charge.status === "review"),
  );
}

export const closeTheMonth = lesson<Facts>({
  id: "pm.10",
  version: 2,
  role: "practice-manager",
  as: "whitfield",
  title: "Close the month",
  minutes: 10,
  teaches: [
    "can finish what belongs to a month before it is over",
    "can close a month of the books, and say with what it was left open",
  ],
  words: ["month-end close", "capitation", "journal"],
  facts(stage) {
    const pair = pairOf("pm.10", stage, [25, 60]);
    const random = seededRandom(`${stage.seed}/pm.10`);
    // On a month's last day the next one is meant: its last afternoon may be over.
    const month = addDays(pair.today, 1).slice(0, 7);
    const lastDay = lastDayOf(month);
    return {
      ...pair,
      month,
      lastDay,
      ends: {
        afternoon: atLocal(lastDay, "16:00", stage.timeZone),
        after: atLocal(addDays(lastDay, 1), "08:00", stage.timeZone),
      },
      check: `78${randomInt(random, 10_000, 99_999)}`,
      members: randomInt(random, 30, 70),
    };
  },
  async setUp(practice, facts) {
    const [, other] = await bothSeen(practice, "pm.10", facts, () => [NEW_VISIT]);
    if (other !== undefined) await released(practice, other.encounterId);
    await practice.advanceTo(facts.ends.afternoon);
    const amount = cents(facts.members * RATE);
    await practice.run(
      "billing",
      "recordDeposit",
      {
        depositId: seededId<"deposit">(facts.seed, "pm.10/deposit"),
        kind: "check",
        depositedOn: facts.lastDay,
        amount,
        reference: "",
        checks: [{ checkId: checkId(facts), payerId: payerId(PAYER), patientId: null, number: facts.check, amount }],
      },
      nair,
    );
    await closedBefore(practice, facts.month);
  },
  story: ({ month, patient, check }) => [
    `It is the last afternoon of ${formatMonth(month)}. Tomorrow morning the bookkeeper wants the month.`,
    `Two things of it lie open that are yours to finish: ${fullName(patient)}'s visit was never released, and check ${check} is money that nobody has explained. What else is open has its reason: the payers' answers are on their way.`,
  ],
  goal: "Both are finished within the month, and the month is closed once it is over, with the reason for what stays open.",
  materials: ({ check, members, month }) => [
    {
      kind: "paper",
      title: "Priya Nair's slip",
      lines: [
        "The visit is complete, I only never pressed Release.",
        `Check ${check} is Care First's capitation of ${formatMonth(month)}, ${members} members, ${dollars(members * RATE)}.`,
      ],
    },
    {
      kind: "paper",
      title: "The practice's rule",
      lines: [
        "First finish, then close. A month is closed on the first morning after it.",
        "What is left open is named with its reason. Move the clock when you are ready.",
      ],
    },
  ],
  outcomes: [
    {
      id: "released",
      label: "The visit was released while the month was still open",
      counts: "money",
      guide: [{ at: "charges.release", says: "Choose this visit in the list, then release it." }],
      hints: [
        "In which month did the practice earn this visit?",
        "Money, Charges.",
        "Release the visit today, before the clock is moved.",
      ],
      async check(view, facts) {
        const encounterId = (await encounterOf(view, facts.visit))?.encounterId;
        const record = `Charges of ${fullName(facts.patient)}'s visit`;
        const principle =
          "What is posted later stands in the later month: the month's revenue is then too low, and the next one's too high.";
        const step = done(view, "billing", "releaseCharges").find((one) =>
          one.input.encounterIds.some((id) => id === encounterId),
        );
        if (step === undefined || !(await isReleased(view, facts.visit)))
          return open({ record, field: "Release", found: "still in review", principle, route: "/money/charges" });
        if (!inMonth(step, facts.month, view.timeZone))
          return broken(
            { record, field: "Release", found: "released in the next month", principle, route: "/money/months" },
            step.entry,
          );
        return met("released in its month");
      },
    },
    {
      id: "explained",
      label: "The check is posted as the capitation of this month, while it was open",
      counts: "money",
      hints: ["Whose money is it?", "Money, Deposits: the check that waits.", "Post it as capitation, for this month."],
      async check(view, facts) {
        const list = await view.ask("billing", "listDeposits", { waiting: false, before: null, limit: 100 });
        const check = list?.checks.find((one) => one.checkId === checkId(facts));
        const step = done(view, "billing", "postCapitation").findLast((one) => one.input.checkId === checkId(facts));
        const record = `Check ${facts.check}`;
        const principle =
          "Cash that nobody explained is in the bank and in no account: the books do not agree with it.";
        const route = `/money/deposits/${checkId(facts)}`;
        if (check?.state !== "capitation" || check.month !== facts.month || step === undefined)
          return open({
            record,
            field: "Posted as",
            found: check?.state === "capitation" ? (check.month ?? "") : "nothing",
            principle,
            route,
          });
        if (!inMonth(step, facts.month, view.timeZone))
          return broken({ record, field: "Posted", found: "in the next month", principle, route }, step.entry);
        return met("explained in its month");
      },
    },
    {
      id: "closed",
      label: "The month is closed, with the reason for what stays open",
      counts: "correct",
      after: ["released", "explained"],
      hints: [
        "When is a month over?",
        "Money, Months: look through what is open, then close.",
        "Move the clock to the first morning of the next month, and close this one with the reason.",
      ],
      async check(view, { month }) {
        const books = await view.ask("billing", "getMonth", { month });
        const record = `Books of ${formatMonth(month)}`;
        const route = "/money/months";
        if (books?.state !== "closed")
          return open({
            record,
            field: "State",
            found: books?.state ?? "none",
            principle: "An open month changes under the bookkeeper's hands: the tax return is then of other numbers.",
            route,
          });
        const last = books.history.findLast((one) => one.what === "closed");
        if (last !== undefined && last.open.length > 0 && (last.because ?? "").trim().length < 10)
          return open({
            record,
            field: "Reason",
            found: last.because ?? "none",
            principle: "In a year nobody remembers why it was closed with things open. The reason stays beside them.",
            route,
          });
        return met("closed");
      },
    },
  ],
  traps: [
    {
      id: "closed-first",
      critical: false,
      costs: "money",
      async fellFor(view, { month, visit }) {
        const close = done(view, "billing", "closeMonth").find((one) => one.input.month === month);
        const encounterId = (await encounterOf(view, visit))?.encounterId;
        const release = done(view, "billing", "releaseCharges").find((one) =>
          one.input.encounterIds.some((id) => id === encounterId),
        );
        if (close === undefined || (release !== undefined && release.entry < close.entry)) return null;
        return broken(
          {
            record: `Books of ${formatMonth(month)}`,
            field: "Open",
            found: "a visit that only had to be released",
            principle: "A reason explains what can't be finished. It is no way around what can.",
            route: "/money/months",
          },
          close.entry,
        );
      },
    },
  ],
  golden: (facts) => [release(facts, "patient"), explain(facts), wait(facts), close(facts)],
  others: [(facts) => [explain(facts), release(facts, "patient"), wait(facts), close(facts)]],
  wrong: [
    {
      name: "waits for the next month and finishes then",
      steps: (facts) => [wait(facts), release(facts, "patient"), explain(facts), close(facts)],
      expect: ["closed", "explained", "released"],
    },
    {
      name: "closes it as it lies there",
      steps: (facts) => [wait(facts), close(facts)],
      expect: ["closed", "closed-first", "explained", "released"],
    },
    {
      name: "posts the check to the next month",
      steps: (facts) => [
        release(facts, "patient"),
        explain(facts, addDays(facts.lastDay, 1).slice(0, 7)),
        wait(facts),
        close(facts),
      ],
      expect: ["closed", "explained"],
    },
    {
      name: "finishes, and never closes",
      steps: (facts) => [release(facts, "patient"), explain(facts), wait(facts)],
      expect: ["closed"],
    },
  ],
  mistaken: (facts) => [
    release(facts, "other"),
    explain(facts, addDays(facts.lastDay, 1).slice(0, 7)),
    wait(facts),
    close(facts),
  ],
  undone: (facts) => [reopen(facts)],
  debrief: () => [
    "Closed means: nothing is posted into it any more. What turns out wrong later is corrected in the open month, by its opposite, and both stay to be seen.",
    "The journal of the month is the bookkeeper's. It holds sums by day and account, and no patient.",
  ],
  next: ["pm.01"],
});

/** Every month before this one is closed by whoever keeps the books, in its turn. */
async function closedBefore(practice: PracticePort, month: string): Promise<void> {
  for (;;) {
    const { next } = await practice.run("billing", "listMonths", {}, nair);
    if (next >= month) return;
    await closed(practice, next, "Before this month's close; what is open waits for payers", nair);
  }
}

async function closed(practice: PracticePort, month: string, because: string, as: typeof nair): Promise<void> {
  const { open: things } = await practice.run("billing", "getMonth", { month }, as);
  const seen = things.reduce((sum, one) => sum + one.count, 0);
  await practice.run("billing", "closeMonth", { month, seen, because }, as);
}

function release(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: "release the visit",
    async run(practice) {
      const visit = key === "patient" ? facts.visit : facts.others;
      const { encounterId } = await openedNote(practice, visit, staffByKey("alvarez"));
      await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, whitfield);
    },
  };
}

function explain(facts: Facts, month = facts.month): PathStep {
  return {
    name: "post the capitation",
    async run(practice) {
      await practice.run("billing", "postCapitation", { checkId: checkId(facts), month }, whitfield);
    },
  };
}

const wait = ({ ends }: Facts): PathStep => ({
  name: "let the month end",
  run: (practice) => practice.advanceTo(ends.after),
});

const close = ({ month }: Facts): PathStep => ({
  name: "close the month",
  run: (practice) => closed(practice, month, "What is open waits for the payers' answers", whitfield),
});

function reopen({ month }: Facts): PathStep {
  return {
    name: "open the month again",
    async run(practice) {
      await practice.run("billing", "reopenMonth", { month, because: "One more check" }, whitfield);
    },
  };
}
