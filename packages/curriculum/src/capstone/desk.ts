import type { Id } from "@practicum/kernel/brand";
import { cents } from "@practicum/kernel/money";
import { formatDate } from "@practicum/kernel/local-date";
import { payerId } from "@practicum/seed/practice";
import { holderOf, isWith, CLINICAL, handedOn } from "../kit/handed.ts";
import { dollars } from "../kit/money.ts";
import { fullName } from "../kit/people.ts";
import { mentions, sameNumber } from "../kit/same.ts";
import { broken, met, open, type Verdict } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";
import { brooks, FLOAT, laterVisitOf, NEW_PAYER, visitOf, type Day, type Who } from "./cast.ts";
import { patientOf, type Part } from "./part.ts";
import * as deeds from "./desk-deeds.ts";

const appointment = (view: WorldView, appointmentId: Id<"appointment">) =>
  view.ask("scheduling", "getAppointment", { appointmentId });

/** What has to lie in the drawer when it is closed. */
const inDrawer = (day: Day) => cents(FLOAT + day.copays.sinus - day.short);

async function receiptsOf(view: WorldView, day: Day, who: Who) {
  const all = (await view.ask("billing", "listReceipts", { patientId: await patientOf(view, day, who) })) ?? [];
  return all.filter((one) => one.reversedAt === null);
}

/** A task about somebody who has a visit, due by that day at the latest. */
async function taskBefore(view: WorldView, day: Day, who: Who, last: string): Promise<Verdict> {
  const { list } = await handedOn(view, day.people[who]);
  const task = list.find((one) => one.kind === "task" && one.dueOn !== null && one.dueOn <= last);
  if (task !== undefined) return met(task.text);
  return open({
    record: `Tasks about ${fullName(day.people[who])}`,
    field: "Task",
    found: list.some((one) => one.kind === "task") ? "none that is due by the visit" : "none",
    principle: "What has to be settled before a visit stands on somebody's list, with a day that comes before it.",
    route: "/inbox/tasks",
  });
}

async function theirVisit(view: WorldView, day: Day, who: "sinus" | "pressure"): Promise<Verdict> {
  const found = await appointment(view, visitOf(day, who));
  const step = done(view, "scheduling", "checkIn").find((one) => one.input.appointmentId === visitOf(day, who));
  const record = `Visit of ${fullName(day.people[who])}`;
  const principle =
    "Two identifiers, said by the patient, and a look at the card: that is what every later step leans on.";
  if (found === null || step === undefined || ["booked", "no-show", "cancelled"].includes(found.status))
    return open({ record, field: "Status", found: found?.status ?? "none", principle, route: "/desk" });
  const { identifiers, coverageReview } = step.input;
  if (!identifiers.includes("name") || !identifiers.includes("birth-date"))
    return broken(
      { record, field: "Identifiers", found: identifiers.join(", "), principle, route: "/flow" },
      step.entry,
    );
  if (!coverageReview.done)
    return broken({ record, field: "Coverage review", found: "skipped", principle, route: "/flow" }, step.entry);
  return met("checked in");
}

const PAPERS: Part["materials"] = (day) => {
  const { people, members, copays, callBack, tomorrow } = day;
  return [
    {
      kind: "says",
      who: `${fullName(people.sinus)}, at the counter`,
      lines: [
        `"${fullName(people.sinus)}, born on ${formatDate(people.sinus.birthDate)}, for Dr. Alvarez at a quarter past ten. My insurance is another one since the first of the month: here is the card, and the copay in cash."`,
      ],
    },
    {
      kind: "card",
      payer: "Blue Shield PPO",
      lines: [
        ["Name", fullName(people.sinus)],
        ["Member number", members.now],
        ["Since", formatDate(deeds.firstOfMonth(day))],
        ["Office visit copay", dollars(copays.sinus)],
      ],
    },
    {
      kind: "says",
      who: `${fullName(people.pressure)}, at the counter`,
      lines: [
        `"${fullName(people.pressure)}, ${formatDate(people.pressure.birthDate)}. Same card as always; I pay the ${dollars(copays.pressure)} by credit card. My head is splitting."`,
      ],
    },
    {
      kind: "says",
      who: "On the telephone",
      lines: [
        `"${fullName(people.caller)}, ${formatDate(people.caller.birthDate)}. My chest hurts since breakfast when I walk. What should I take? I'm at my neighbor's: ${callBack.slice(0, 3)} ${callBack.slice(3, 6)} ${callBack.slice(6)}."`,
        `"${fullName(people.cancels)}, ${formatDate(people.cancels.birthDate)}. My child is ill, I can't come to Dr. Alvarez tomorrow."`,
      ],
    },
    {
      kind: "paper",
      title: "Notes on the counter",
      lines: [
        `${fullName(people.waits)}: in pain, has a visit in two weeks, takes anything of Dr. Alvarez's that comes free.`,
        `${fullName(people["no-show"])} was due at a quarter past nine with Ngozi Okafor. Nobody came, nobody called.`,
        "Payer says that the primary care provider is another one: the visit is not paid here. Move it to a day to come, and make a task, due before it: have the plan change the assignment.",
        `Payer has not answered about ${fullName(people.silent)}, who comes on ${formatDate(tomorrow)}: no answer is neither yes nor no. Make a task: ask again, due by then.`,
      ],
    },
    {
      kind: "paper",
      title: "At one o'clock, in your drawer",
      lines: [
        `You began with ${dollars(FLOAT)}. Counted twice: ${deeds
          .bills(inDrawer(day))
          .map(({ denomination, count }) => `${count} × ${dollars(denomination)}`)
          .join(", ")}, together ${dollars(inDrawer(day))}.`,
        `The card terminal's batch says ${dollars(copays.pressure)}. No checks. ${dollars(FLOAT)} stays in the drawer, or what there is.`,
      ],
    },
  ];
};

export const desk: Part = {
  role: "front-desk",
  as: "brooks",
  title: "The day at the counter",
  minutes: 25,
  best: ["fd.02", "fd.03", "fd.05", "fd.06", "fd.08"],
  teaches: ["can keep a counter, a telephone and a drawer at once", "can tell who can wait, and who can't"],
  words: ["check-in", "copay", "eligibility", "triage", "no-show"],
  story: ({ people }) => [
    "It is ten. Omar Haddad has received the first of this morning; you have the counter until one.",
    `At the counter stand ${fullName(people.sinus)} and ${fullName(people.pressure)}. The telephone rings twice. ${fullName(people.hmo)} is due at eleven: look at what the payer says.`,
  ],
  goal: "Whoever is here is received, whoever calls is with somebody who can act, and the drawer says what is in it.",
  materials: PAPERS,
  outcomes: [
    {
      id: "card",
      label: "The insurance of today is the one of the new card",
      counts: "correct",
      hints: [
        "Who pays for a visit of today?",
        "The patient's Insurance tab: the plan there was true once.",
        "End the old coverage before the first of the month, then add Blue Shield PPO with the card's number as the first.",
      ],
      async check(view, day) {
        const patientId = await patientOf(view, day, "sinus");
        const list = (await view.ask("billing", "listCoverages", { patientId })) ?? [];
        const now = list.filter((one) => one.from <= day.today && (one.to === null || one.to >= day.today));
        const [first] = now.toSorted((a, b) => a.priority - b.priority);
        const record = `Coverages of ${fullName(day.people.sinus)}`;
        const principle =
          "The claim goes to whoever the record says. A plan that has ended sends it back in three weeks.";
        const route = `/p/${patientId}/insurance`;
        if (first === undefined || first.payerId !== payerId(NEW_PAYER) || now.length > 1)
          return open({
            record,
            field: "Payer",
            found: now.map((one) => one.payerName).join(", ") || "none",
            principle,
            route,
          });
        if (!sameNumber(first.memberId, day.members.now))
          return open({ record, field: "Member number", found: first.memberId, principle, route });
        return met("Blue Shield PPO alone");
      },
    },
    {
      id: "received",
      label: "Both who stand at the counter are checked in, by two identifiers and with the card looked at",
      counts: "safety",
      hints: [
        "How do you know that this is the person of the record?",
        "The visit on the day sheet, Check in.",
        "Tick what was done: name, birth date, coverage, consent, copay.",
      ],
      async check(view, day) {
        const first = await theirVisit(view, day, "sinus");
        return first.state === "met" ? theirVisit(view, day, "pressure") : first;
      },
    },
    {
      id: "copays",
      label: "Each copay is on its own account, for its own visit",
      counts: "money",
      hints: [
        "Two of one last name are in the records.",
        "Check in shows what is due; the Ledger shows what was paid.",
        "The cash of the one, the card of the other, each for the visit of today.",
      ],
      async check(view, day) {
        for (const who of ["sinus", "pressure"] as const) {
          const paid = (await receiptsOf(view, day, who)).filter((one) => one.appointmentId === visitOf(day, who));
          const sum = paid.reduce((total, one) => total + one.amount, 0);
          if (sum !== day.copays[who])
            return open({
              record: `Payments of ${fullName(day.people[who])}`,
              field: "Copay of this visit",
              found: sum === 0 ? "nothing" : dollars(sum),
              principle: "A copay that is not taken at the counter costs a statement, and half of them never come.",
              route: `/p/${await patientOf(view, day, who)}/ledger`,
            });
        }
        return met("both");
      },
    },
    {
      id: "hmo",
      label: "The visit that the plan would not pay is on a later day, and somebody is to have the plan changed before",
      counts: "money",
      hints: [
        "Whose patient is this by the plan's list?",
        "The payer's answer stands on the Insurance tab and on the visit.",
        "Move the visit to a day to come, and make a task about the patient that is due before it.",
      ],
      async check(view, day) {
        const found = await appointment(view, visitOf(day, "hmo"));
        if (found?.status !== "booked" || found.date <= day.today)
          return open({
            record: `Visit of ${fullName(day.people.hmo)}`,
            field: "Day",
            found: found?.status === "booked" ? "today" : (found?.status ?? "none"),
            principle:
              "A plan pays the physician on its list. Whoever is seen by another one finds that out by a bill.",
            route: "/desk",
          });
        return taskBefore(view, day, "hmo", found.date);
      },
    },
    {
      id: "no-show",
      label: "The one who did not come is a no-show",
      counts: "correct",
      hints: [
        "Half an hour, and no call.",
        "The day sheet, a quarter past nine.",
        "Open the visit and choose No-show.",
      ],
      async check(view, day) {
        const found = await appointment(view, visitOf(day, "no-show"));
        if (found?.status === "no-show") return met("no-show");
        return open({
          record: `Visit of ${fullName(day.people["no-show"])}`,
          field: "Status",
          found: found?.status ?? "none",
          principle: "A visit that nobody ends stays in the day, and nobody calls the patient.",
          route: "/desk",
        });
      },
    },
    {
      id: "freed",
      label: "The time that came free tomorrow is the one's who waits, and nobody has two",
      counts: "correct",
      hints: [
        "Who gains by the time that is free?",
        "The visit of the caller, then the waiting one's Appointments.",
        "Cancel the one with its reason, and move the other into its time.",
      ],
      async check(view, day) {
        const given = await appointment(view, visitOf(day, "cancels"));
        const moved = await appointment(view, laterVisitOf(day));
        const list =
          (await view.ask("scheduling", "patientAppointments", { patientId: await patientOf(view, day, "waits") })) ??
          [];
        const booked = list.filter((one) => one.status === "booked");
        const record = `Appointments of ${fullName(day.people.waits)}`;
        const principle =
          "A freed time is worth most to whoever waits; a second one that nobody needs is a no-show to come.";
        if (given?.status !== "cancelled")
          return open({
            record: `Visit of ${fullName(day.people.cancels)}`,
            field: "Status",
            found: given?.status ?? "none",
            principle: "Who calls ahead has given the time back: it is cancelled, with what was said.",
            route: "/desk",
          });
        const [one] = booked;
        if (booked.length !== 1 || one?.date !== given.date || one.start !== given.start)
          return open({
            record,
            field: "Day and time",
            found:
              booked.map((visit) => `${formatDate(visit.date)}, ${visit.start}`).join("; ") ||
              (moved?.status ?? "none"),
            principle,
            route: "/desk",
          });
        return met(`${formatDate(one.date)}, ${one.start}`);
      },
    },
    {
      id: "silent",
      label: "The payer that has not answered is asked again before the visit",
      counts: "money",
      hints: [
        "What do you know when nobody answers?",
        "The patient's page, then a task.",
        "A task, due by the day of the visit.",
      ],
      check: (view, day) => taskBefore(view, day, "silent", day.tomorrow),
    },
    {
      id: "call",
      label: "The call that can't wait is with clinical people today, with the symptom and the number that rings",
      counts: "safety",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "Which of the two calls could end badly by noon?",
        "The caller's Messages, New conversation.",
        "The symptom, since when, the neighbor's number; to the physicians, due today.",
      ],
      async check(view, day) {
        const { patientId, list } = await handedOn(view, day.people.caller);
        const talk = list.find((one) => one.kind === "conversation");
        const record = `Messages of ${fullName(day.people.caller)}`;
        const route = `/p/${patientId}/messages`;
        const principle = "A symptom belongs to somebody clinical, at once, with a number that rings.";
        if (talk === undefined) return open({ record, field: "Conversation", found: "none", principle, route });
        if (!mentions(talk.text, ["chest"]))
          return open({ record, field: "Message", found: "no word of the symptom", principle, route });
        if (!mentions(talk.text, [day.callBack]))
          return open({ record, field: "Message", found: "no number to call back", principle, route });
        if (!isWith(talk, CLINICAL)) return open({ record, field: "For", found: holderOf(talk), principle, route });
        if (talk.dueOn === null || talk.dueOn > day.today)
          return open({ record, field: "Due", found: talk.dueOn ?? "no time", principle, route });
        return met("with people who can act, today");
      },
    },
    {
      id: "drawer",
      label: "The drawer is closed by what was counted, and what is short has its reason",
      counts: "money",
      hints: [
        "What is in the drawer: what should be, or what is?",
        "Front desk, Cash drawer: count, then close.",
        "Type the bills as they were counted, the terminal's batch, and why it does not agree.",
      ],
      async check(view, day) {
        const close = await view.ask("billing", "dailyClose", { on: day.today });
        const own = (close?.drawers ?? []).filter((one) => one.person.includes(brooks.family));
        const record = "Cash drawer of Tanya Brooks";
        const principle = "A count is a measurement. What it should have been, the product knows by itself.";
        const found = own.find((one) => one.state === "open") ?? own[0];
        if (found === undefined || found.closing === null)
          return open({ record, field: "State", found: found?.state ?? "none", principle, route: "/drawer" });
        const { cash } = found.closing;
        if (own.length > 1 || cash !== inDrawer(day))
          return open({ record, field: "Counted", found: dollars(cash), principle, route: "/drawer" });
        return met(dollars(cash));
      },
    },
  ],
  traps: [
    {
      id: "sent-away",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const found = await appointment(view, visitOf(day, "silent"));
        if (found?.status !== "cancelled") return null;
        return broken(
          {
            record: `Visit of ${fullName(day.people.silent)}`,
            field: "Status",
            found: "cancelled",
            principle: "Nobody is sent away over silence: no answer is not no.",
            route: "/desk",
          },
          done(view, "scheduling", "cancelAppointment").find(
            (one) => one.input.appointmentId === visitOf(day, "silent"),
          )?.entry ?? null,
        );
      },
    },
    {
      id: "advice",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const said = [...done(view, "messaging", "startThread"), ...done(view, "messaging", "postMessage")].find(
          (step) =>
            step.staffId === brooks.staffId &&
            mentions(step.input.body, ["take aspirin", "told to rest", "told to take", "not to worry"]),
        );
        if (said === undefined) return null;
        return broken(
          {
            record: `Messages of ${fullName(day.people.caller)}`,
            field: "Message",
            found: "advice from the front desk",
            principle: "Advice is a clinician's to give: a wrong word here is why a heart attack comes too late.",
            route: `/p/${await patientOf(view, day, "caller")}/messages`,
          },
          said.entry,
        );
      },
    },
    {
      id: "wrong-account",
      critical: false,
      costs: "privacy",
      async fellFor(view, day) {
        const paid = await receiptsOf(view, day, "namesake");
        if (paid.length === 0) return null;
        const patientId = await patientOf(view, day, "namesake");
        return broken(
          {
            record: `Payments of ${fullName(day.people.namesake)}`,
            field: "Payment",
            found: "money of somebody else",
            principle: "The same last name is not the same person: look at the birth date.",
            route: `/p/${patientId}/ledger`,
          },
          done(view, "billing", "takePayment").find((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
    {
      id: "seen-unpaid",
      critical: false,
      costs: "money",
      async fellFor(view, day) {
        const step = done(view, "scheduling", "checkIn").find((one) => one.input.appointmentId === visitOf(day, "hmo"));
        if (step === undefined) return null;
        return broken(
          {
            record: `Visit of ${fullName(day.people.hmo)}`,
            field: "Status",
            found: "checked in",
            principle:
              "The payer had said before that it would not pay here. Now somebody works for nothing, or the patient is billed.",
            route: "/flow",
          },
          step.entry,
        );
      },
    },
    {
      id: "made-to-fit",
      critical: false,
      costs: "money",
      async fellFor(view) {
        const step = done(view, "billing", "closeDrawer").find(
          (one) => one.staffId === brooks.staffId && one.value.overShort === 0,
        );
        if (step === undefined) return null;
        return broken(
          {
            record: "Cash drawer of Tanya Brooks",
            field: "Counted",
            found: "what should be there",
            principle:
              "A count that is made to agree hides the next one too. Short with a reason is honest, and is looked into.",
            route: "/drawer",
          },
          step.entry,
        );
      },
    },
  ],
  golden: (day) => [
    deeds.endOldPlan(day),
    deeds.addNewPlan(day),
    deeds.pay(day, "sinus", "cash"),
    deeds.receive(day, "sinus"),
    deeds.pay(day, "pressure", "card"),
    deeds.receive(day, "pressure"),
    deeds.call(day),
    deeds.noShow(day),
    deeds.moveHmo(day),
    deeds.task(day, "hmo", "Have the plan change the primary care provider"),
    deeds.cancel(day, "cancels", "Child is ill"),
    deeds.fill(day),
    deeds.task(day, "silent", "Ask Cigna again"),
    deeds.closeDrawer(day, inDrawer(day)),
  ],
  others: [
    // The telephone first; the one who waits is booked anew.
    (day) => [
      deeds.call(day, "nurse-practitioner"),
      deeds.cancel(day, "cancels", "Child ill, calls again"),
      deeds.cancelLater(day),
      deeds.bookAnew(day),
      deeds.receive(day, "pressure"),
      deeds.pay(day, "pressure", "card"),
      deeds.endOldPlan(day),
      deeds.addNewPlan(day),
      deeds.receive(day, "sinus"),
      deeds.pay(day, "sinus", "cash"),
      deeds.task(day, "silent", "Telephone Cigna about the plan"),
      deeds.task(day, "hmo", "Health Net: primary care provider is another one"),
      deeds.moveHmo(day),
      deeds.noShow(day),
      deeds.closeDrawer(day, inDrawer(day)),
    ],
  ],
  wrong: [
    {
      name: "leaves the old card, and makes the drawer fit",
      steps: (day) => [...desk.golden(day).slice(2, -1), deeds.closeDrawer(day, cents(FLOAT + day.copays.sinus))],
      expect: ["card", "drawer", "made-to-fit"],
    },
    {
      name: "receives the one whom the plan sends elsewhere, and sends away the one nobody answers about",
      steps: (day) => [
        ...desk.golden(day).slice(0, 8),
        deeds.receive(day, "hmo"),
        ...desk.golden(day).slice(10, 12),
        deeds.cancel(day, "silent", "Not insured"),
        deeds.closeDrawer(day, inDrawer(day)),
      ],
      expect: ["hmo", "seen-unpaid", "sent-away", "silent"],
    },
    {
      name: "keeps the call at the desk, with advice",
      steps: (day) => desk.golden(day).with(6, deeds.call(day, "front-desk", "Chest hurts. Was told to take aspirin.")),
      expect: ["advice", "call"],
    },
    {
      name: "takes the cash for the one of the same name",
      steps: (day) => desk.golden(day).with(2, deeds.pay(day, "namesake", "cash")),
      expect: ["copays", "wrong-account"],
    },
  ],
  mistaken: (day) => [
    deeds.pay(day, "namesake", "cash"),
    deeds.receive(day, "hmo"),
    deeds.cancel(day, "silent", "Child is ill"),
  ],
  undone: (day) => [deeds.takeBack(day)],
  debrief: ({ people }) => [
    `${fullName(people.sinus)}'s new card is worth a claim that is paid in three weeks; the old one a letter that says no.`,
    "Chest pain went to people who can act, in two minutes. Everything else of the morning could have waited for it.",
  ],
};
