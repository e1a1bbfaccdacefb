import type { AttemptOutcome, rosterOperations } from "@practicum/contracts/messaging/rosters";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { memberNumber } from "@practicum/seed/member-number";
import { actorOf, staffByKey, visitTypeByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { z } from "zod";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { answers, openedCampaign, phoneOf, PLAN, type Callee, type Campaign as Facts } from "../kit/outreach.ts";
import { alreadyRegistered, fullName, person } from "../kit/people.ts";
import { broken, met, open, type Diagnosis } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

type Member = z.output<typeof rosterOperations.listMembers.output>["members"][number];

const NEAR_MS = 15 * 60_000;
const desk = actorOf(staffByKey("brooks"));
const PROOF =
  "The list goes back to the plan as proof that each member was offered a visit. What is written there has to be what was heard.";

const nextWorkday = (day: LocalDate): LocalDate => {
  const next = addDays(day, 1);
  return dayOfWeek(next) > 5 ? nextWorkday(next) : next;
};

async function membersOf(view: WorldView, { campaignId, callees }: Facts) {
  const { members = [] } =
    (await view.ask("messaging", "listMembers", { campaignId, list: "all", text: "", limit: callees.length })) ?? {};
  return callees.map((callee) => ({ callee, member: members.find((one) => one.memberNumber === callee.member) }));
}

/** The first of some kinds who does not stand as what was heard. */
async function firstWrong(
  view: WorldView,
  facts: Facts,
  kinds: readonly Callee["kind"][],
  principle: string,
): Promise<Diagnosis | null> {
  for (const { callee, member } of await membersOf(view, facts)) {
    if (!kinds.includes(callee.kind)) continue;
    const found = wrongOf(callee, member);
    if (found === null) continue;
    const route = `/outreach/${facts.campaignId}/people`;
    return { record: `${PLAN}, ${fullName(callee.who)}`, field: "Last call", found, principle, route };
  }
  return null;
}

function wrongOf({ ends, callbackAt, language }: Callee, member: Member | undefined): string | null {
  if (!member?.lastOutcome) return "no attempt";
  if (!ends.includes(member.lastOutcome)) return member.lastOutcome.replaceAll("-", " ");
  if (callbackAt !== null && Math.abs(Date.parse(member.notBefore) - Date.parse(callbackAt)) > NEAR_MS)
    return "to be called at another time";
  if (language !== null && member.language !== language) return "another language";
  return null;
}

/** The learner's attempts that stand. */
function standing(view: WorldView) {
  const struck = new Set(done(view, "messaging", "undoAttempt").map((one) => one.input.attemptId));
  return done(view, "messaging", "recordAttempt").filter((one) => !struck.has(one.input.attemptId));
}

const said = (principle: string, ...kinds: readonly Callee["kind"][]) =>
  async function check(view: WorldView, facts: Facts) {
    const wrong = await firstWrong(view, facts, kinds, principle);
    return wrong === null ? met("as it was heard") : open(wrong);
  };

const CALLS = [
  { at: "outreach.next", says: "Take the next card: nobody else gets the same one." },
  { at: "outreach.outcome", says: "Choose what came of the call. The next card comes by itself." },
];

export const workTheList = lesson<Facts>({
  id: "fd.09",
  role: "front-desk",
  as: "brooks",
  title: "Twenty of two thousand",
  minutes: 15,
  teaches: [
    "can work a plan's list so that each attempt says what was heard, and nobody is called twice",
    "can tell a member's no from a relative's, and keep who asked not to be called from any further call",
  ],
  words: ["outreach", "roster", "capitation", "call back", "do not call"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const next = nextWorkday(today);
    const random = seededRandom(`${seed}/fd.09`);
    const heard = answers(atLocal(next, "10:30", timeZone), atLocal(next, "14:00", timeZone))
      .map((one) => ({ one, place: random.next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ one }) => one);
    const callees = heard.map((one, index): Callee => ({
      ...one,
      who: { ...person(seed, `fd.09/${index}`, today, [25, 75]), phone: phoneOf(index) },
      member: memberNumber(random, "MCALS"),
    }));
    return {
      seed,
      callees,
      begins: atLocal(today, "09:00", timeZone),
      day: today,
      campaignId: seededId<"campaign">(seed, "fd.09"),
    };
  },
  async setUp(practice, facts) {
    for (const { who, kind } of facts.callees) if (kind === "yes") await alreadyRegistered(practice, who, "fd.09");
    await openedCampaign(practice, "fd.09", facts);
  },
  story: () => [
    `${PLAN} pays us an amount a month for each of 2,000 members, and most of them have never been here. The first 400 are on the list, and today the calls begin; twenty are your share of this morning.`,
    "The list hands you one card after the other. The paper says what you hear when you dial. Write down what came of each call, and book whoever wants a visit.",
  ],
  goal: "Twenty members were called once each, the list says what each call came to, and who said yes has a visit.",
  materials: ({ callees }) => [
    {
      kind: "paper",
      title: "What you hear when you dial",
      lines: [...callees]
        .toSorted((a, b) => (fullName(a.who) < fullName(b.who) ? -1 : 1))
        .map(({ who, heard }) => `${fullName(who)}, born on ${formatDate(who.birthDate)}: ${heard}`),
    },
  ],
  outcomes: [
    {
      id: "logged",
      label: "Each call is written down as what came of it",
      counts: "correct",
      weight: 2,
      guide: CALLS,
      hints: [
        "Who spoke with you: the member, a machine, a stranger, nobody?",
        "Outreach, the campaign of Bayside Health Plan, Calls: Next card.",
        "Look the name up on the paper, then press the outcome that says the same. The next card comes by itself.",
      ],
      check: said(PROOF, "plain", "yes"),
    },
    {
      id: "callbacks",
      label: "Who asked to be called at another time is called at that time",
      counts: "correct",
      guide: CALLS,
      hints: [
        "Two people named a time. Which?",
        "The card's outcome Call back asks for day and time.",
        "The next working day: one at 10:30 AM, one at 2:00 PM.",
      ],
      check: said(
        "A promised call comes first on its day. At another time it finds nobody, and the promise is broken.",
        "callback",
      ),
    },
    {
      id: "not-her-no",
      label: "The member whose husband answered is called again",
      counts: "safety",
      guide: CALLS,
      hints: [
        "Who may say no to a member's visit?",
        "The man has not said that she is ill or well; he is not the member.",
        "No answer, or Left a message where you left one: the list brings her again after the pause.",
      ],
      check: said(
        "Only the member declines. A no of somebody else would keep a person away from a doctor who was never asked.",
        "stranger",
      ),
    },
    {
      id: "do-not-call",
      label: "Who asked not to be called is called by nobody any more",
      counts: "privacy",
      guide: CALLS,
      hints: [
        "Is it enough that this list calls no more?",
        "There is an outcome for it, apart from Declined.",
        "Do not call: it holds for every campaign, and for the same number.",
      ],
      check: said(
        "Declined ends this campaign; the next one would call again. Who asks not to be called is called by none, and that is the law too (47 CFR 64.1200).",
        "bar",
      ),
    },
    {
      id: "visits",
      label: "Who said yes has a visit",
      counts: "money",
      hints: [
        "What is a yes worth without a day?",
        "Reached: book opens the booking with the person chosen. People, Said yes, no visit yet, shows who is left.",
        "A new patient's visit with any provider, at any time, for each of the two.",
      ],
      async check(view, facts) {
        for (const { callee } of (await membersOf(view, facts)).filter((one) => one.callee.kind === "yes")) {
          const patientId = (await idOf(view, callee.who)) ?? "";
          const visits =
            patientId === "" ? [] : ((await view.ask("scheduling", "patientAppointments", { patientId })) ?? []);
          if (visits.some((one) => one.status === "booked")) continue;
          return open({
            record: `Appointments of ${fullName(callee.who)}`,
            field: "Appointment",
            found: "none",
            principle:
              "The plan pays whether they come or not, and takes members away where they are never seen. A yes that is not booked is forgotten by Friday.",
            route: patientId === "" ? `/outreach/${facts.campaignId}/people` : `/p/${patientId}/appointments`,
          });
        }
        return met("both are booked");
      },
    },
  ],
  traps: [
    {
      id: "twice",
      critical: false,
      costs: "privacy",
      async fellFor(view, { campaignId }) {
        const called = new Set<string>();
        for (const { input, entry } of standing(view)) {
          if (!called.has(input.memberId)) {
            called.add(input.memberId);
            continue;
          }
          const member = await view.ask("messaging", "getMember", { memberId: input.memberId });
          return broken(
            {
              record: `${PLAN}, ${member === null ? "a member" : fullName(member.name)}`,
              field: "Attempts",
              found: "called twice within the hour",
              principle:
                "The pause between two calls is a courtesy and a rule of the campaign: who is called again at once asks not to be called at all.",
              route: `/outreach/${campaignId}/people`,
            },
            entry,
          );
        }
        return null;
      },
    },
    {
      id: "invented",
      critical: true,
      costs: "correct",
      async fellFor(view, facts) {
        const ours = new Set((await membersOf(view, facts)).map((one) => one.member?.memberId));
        const step = standing(view).find((one) => !ours.has(one.input.memberId));
        if (step === undefined) return null;
        return broken(
          {
            record: `${PLAN}, a member whom you did not call`,
            field: "Attempts",
            found: "a call that was never made",
            principle: "An attempt is a statement to the plan. One that is made up is fraud, however likely it was.",
            route: `/outreach/${facts.campaignId}/people`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [...calls(facts), ...books(facts)],
  others: [(facts) => [...facts.callees.toReversed().map((one) => opened(facts, one)), ...books(facts)]],
  wrong: [
    {
      name: "writes who wants no more calls down as a no",
      steps: (facts) => [...calls(facts, saying("bar", "declined")), ...books(facts)],
      expect: ["do-not-call"],
    },
    {
      name: "takes the husband's no for hers",
      steps: (facts) => [...calls(facts, saying("stranger", "declined")), ...books(facts)],
      expect: ["not-her-no"],
    },
    {
      name: "calls back when it suits the desk",
      steps: (facts) => [...calls(facts, atNoon), ...books(facts)],
      expect: ["callbacks"],
    },
    { name: "says thank you to a yes, and books nobody", steps: (facts) => calls(facts), expect: ["visits"] },
    {
      name: "presses no answer twenty times",
      steps: (facts) => calls(facts, (one) => ({ ...one, ends: ["no-answer"] })),
      expect: ["logged", "callbacks", "do-not-call", "visits"],
    },
    {
      name: "writes down a call that nobody made",
      steps: (facts) => [...calls(facts), ...books(facts), nextCard(facts, "one more", (one) => one)],
      expect: ["invented"],
    },
    {
      name: "dials again at once where nobody answered",
      steps: (facts) => [...calls(facts), ...books(facts), again(facts)],
      expect: ["twice"],
    },
  ],
  // Each answer is written on the next one's card.
  mistaken: (facts) => [
    ...calls(facts, (one) => facts.callees[(facts.callees.indexOf(one) + 1) % facts.callees.length] ?? one),
    ...books(facts),
  ],
  undone: (facts) => [takeBack(facts)],
  debrief: () => [
    "Reached is who spoke with you. A machine, a husband and silence are attempts: the list brings them again after the pause, until the attempts are used up.",
    "On a machine, and to whoever else answers, you say who you are and ask for a call: not what it is about. That somebody is a practice's patient is protected, too.",
    "A capitated member who is never seen costs nothing today. Their gaps are counted by the plan at the end of the year.",
  ],
  next: ["fd.04"],
});

type Says = (one: Callee) => Pick<Callee, "ends" | "callbackAt" | "language">;

const saying =
  (kind: Callee["kind"], end: AttemptOutcome): Says =>
  (one) =>
    one.kind === kind ? { ...one, ends: [end] } : one;

/** Two hours later than was asked. */
const atNoon: Says = (one) =>
  one.callbackAt === null
    ? one
    : { ...one, callbackAt: new Date(Date.parse(one.callbackAt) + 2 * 3_600_000).toISOString() };

type Practice = Parameters<PathStep["run"]>[0];

const attemptId = ({ seed }: Facts, member: string, more = "") => seededId<"attempt">(seed, `fd.09/${member}${more}`);

async function record(
  practice: Practice,
  facts: Facts,
  member: Pick<Member, "memberId" | "memberNumber" | "phones">,
  says: ReturnType<Says>,
  more = "",
) {
  const [outcome = "no-answer"] = says.ends;
  await practice.run(
    "messaging",
    "recordAttempt",
    {
      attemptId: attemptId(facts, member.memberNumber, more),
      memberId: member.memberId,
      outcome,
      phone: member.phones[0] ?? null,
      callbackAt: outcome === "callback" ? says.callbackAt : null,
      language: outcome === "language-needed" ? says.language : null,
      note: "",
      scriptVersion: 1,
    },
    desk,
  );
}

function calls(facts: Facts, says: Says = (one) => one): readonly PathStep[] {
  return facts.callees.map((_, index) => nextCard(facts, `call ${index + 1}`, says));
}

/** The card that the list gives, and what its person says; of who is not on the paper, nothing was heard. */
function nextCard(facts: Facts, name: string, says: Says): PathStep {
  return {
    name,
    async run(practice) {
      const { campaignId, callees } = facts;
      const { card } = await practice.run("messaging", "takeCard", { campaignId, languages: [] }, desk);
      if (card === null) throw new Error("the list has no card now");
      const callee = callees.find((one) => one.member === card.memberNumber);
      const silence = { ends: ["no-answer"], callbackAt: null, language: null } as const;
      await record(practice, facts, card, callee === undefined ? silence : says(callee));
    },
  };
}

/** The same, by name instead of in turn. */
function opened(facts: Facts, callee: Callee, more = ""): PathStep {
  return {
    name: `call ${callee.member}`,
    async run(practice) {
      const { campaignId } = facts;
      const ask = { campaignId, list: "all" as const, text: callee.member };
      const { members } = await practice.run("messaging", "listMembers", ask, desk);
      const memberId = members[0]?.memberId;
      if (memberId === undefined) throw new Error("nobody of the list has this number");
      const { card } = await practice.run("messaging", "holdCard", { memberId }, desk);
      await record(practice, facts, card, callee, more);
    },
  };
}

function again(facts: Facts): PathStep {
  const silent = facts.callees.find((one) => one.kind === "plain" && one.ends[0] === "no-answer");
  if (silent === undefined) throw new Error("somebody does not answer");
  return opened(facts, silent, "/again");
}

function books(facts: Facts): readonly PathStep[] {
  return facts.callees
    .filter((one) => one.kind === "yes")
    .map(({ who, member }, index) => ({
      name: `book the ${index === 0 ? "first" : "second"} who said yes`,
      async run(practice) {
        const patientId = await lookUp(practice, who);
        const { visitTypeId } = visitTypeByKey("new-patient");
        const anywhere = { providerResourceId: null, locationId: null };
        const ask = { patientId, visitTypeId, ...anywhere, from: facts.day, limit: 1 };
        const [slot] = (await practice.run("scheduling", "findSlots", ask, desk)).slots;
        if (slot === undefined) throw new Error("no time is free");
        const { providerResourceId, date, start } = slot;
        const place = { providerResourceId, roomResourceId: null, date, start, minutes: null, overbookReason: null };
        const appointmentId = seededId<"appointment">(facts.seed, `fd.09/${member}`);
        const visit = { appointmentId, patientId, visitTypeId, ...place, reason: "First visit" };
        await practice.run("scheduling", "bookAppointment", visit, desk);
      },
    }));
}

function takeBack(facts: Facts): PathStep {
  return {
    name: "take a call back",
    async run(practice) {
      const declined = facts.callees.find((one) => one.ends[0] === "declined");
      const of = attemptId(facts, declined?.member ?? "");
      await practice.run("messaging", "undoAttempt", { attemptId: of }, desk);
    },
  };
}
