import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { cents, type Cents } from "@practicum/kernel/money";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { pick, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, covered, freeTime, memberOf, staged } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two of one family are here at one time; one has a copay. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly sibling: Person;
  readonly copay: Cents;
  readonly memberId: string;
  readonly today: LocalDate;
  readonly visit: Id<"appointment">;
  readonly siblings: Id<"appointment">;
}

const desk = actorOf(staffByKey("brooks"));
const alvarez = staffByKey("alvarez");
const okafor = staffByKey("okafor");

async function receipts(view: WorldView, facts: Facts) {
  const patientId = await idOf(view, facts.patient);
  const all = patientId === null ? [] : ((await view.ask("billing", "listReceipts", { patientId })) ?? []);
  return all.filter((one) => one.reversedAt === null && one.appointmentId === facts.visit);
}

export const receiveAPatient = lesson<Facts>({
  id: "fd.06",
  role: "front-desk",
  as: "brooks",
  title: "Check a patient in",
  minutes: 6,
  teaches: ["can identify a patient by two identifiers", "can take the copay that is due, and receive the patient"],
  words: ["check-in", "copay", "identifier", "consent"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const patient = person(seed, "fd.06/patient", today, [25, 60]);
    return {
      seed,
      patient,
      sibling: { ...person(seed, "fd.06/sibling", today, [25, 60]), family: patient.family, address: patient.address },
      copay: cents(pick(seededRandom(`${seed}/fd.06/copay`), [1500, 2500, 3500])),
      memberId: memberOf(seed, "fd.06/member", "62308"),
      today,
      visit: appointmentId(seed, "fd.06/visit"),
      siblings: appointmentId(seed, "fd.06/siblings"),
    };
  },
  async setUp(practice, facts) {
    const patientId = await alreadyRegistered(practice, facts.patient, "fd.06");
    const siblingId = await alreadyRegistered(practice, facts.sibling, "fd.06");
    await covered(practice, {
      coverageId: seededId(facts.seed, "fd.06/coverage"),
      patientId,
      electronicId: "62308",
      memberId: facts.memberId,
      priority: 1,
      from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
      copay: facts.copay,
      pcp: null,
    });
    const one = { type: "acute", squeezed: false };
    const first = await freeTime(practice, alvarez, "acute", facts.today, "08:00");
    const second = await freeTime(practice, okafor, "acute", facts.today, "08:00");
    await staged(practice, {
      ...one,
      ...first,
      provider: alvarez,
      appointmentId: facts.visit,
      patientId,
      reason: "Cough",
    });
    await staged(practice, {
      ...one,
      ...second,
      provider: okafor,
      appointmentId: facts.siblings,
      patientId: siblingId,
      reason: "Rash",
    });
  },
  story: ({ patient, sibling }) => [
    `${fullName(patient)} stands at the counter. ${fullName(sibling)} is still looking for a place to park.`,
    "Receive the one who is here.",
  ],
  goal: "The patient who is here is checked in, known by two identifiers, and the copay is on the right account.",
  materials: ({ patient, copay, memberId }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"${fullName(patient)}, and I was born on ${formatDate(patient.birthDate)}. Here are my card and ${(copay / 100).toFixed(2)} dollars in cash."`,
        '"Everything is as it was at the last visit, and I have signed your form."',
      ],
    },
    {
      kind: "card",
      payer: "Cigna",
      lines: [
        ["Name", fullName(patient)],
        ["Member number", memberId],
        ["Office visit copay", `$${(copay / 100).toFixed(2)}`],
      ],
    },
  ],
  outcomes: [
    {
      id: "arrived",
      label: "The patient is checked in, by two identifiers and with the coverage looked at",
      counts: "safety",
      guide: [
        { at: "visit.check-in", says: "Is it the visit of whoever stands before you? Then check in." },
        { at: "check-in.done", says: "Tick what was done, and only that; then check in." },
      ],
      hints: [
        "How do you know that this is the person the record is about?",
        "The visit on the day sheet, Check in.",
        "Tick name and birth date, coverage, consent and copay as they were done, then Check in.",
      ],
      async check(view, { visit, patient }) {
        const found = await view.ask("scheduling", "getAppointment", { appointmentId: visit });
        const step = done(view, "scheduling", "checkIn").find((one) => one.input.appointmentId === visit);
        const record = `Visit of ${fullName(patient)}`;
        const principle =
          "A wrong chart begins at the counter. Two identifiers, said by the patient, never read out to them.";
        if (found?.status !== "arrived" || step === undefined)
          return open({ record, field: "Status", found: found?.status ?? "none", principle, route: "/desk" });
        if (!step.input.identifiers.includes("name") || !step.input.identifiers.includes("birth-date"))
          return broken(
            { record, field: "Identifiers", found: step.input.identifiers.join(", "), principle, route: "/flow" },
            step.entry,
          );
        if (!step.input.coverageReview.done)
          return broken(
            {
              record,
              field: "Coverage review",
              found: "skipped",
              principle: "The card is in your hand now. Later it is a telephone call.",
              route: "/flow",
            },
            step.entry,
          );
        return met("checked in");
      },
    },
    {
      id: "paid",
      label: "The copay of the card is paid for this visit",
      counts: "money",
      hints: [
        "What does the card say is due today?",
        "Check in shows what is due before you confirm.",
        "Take the card's amount as copay, in cash.",
      ],
      async check(view, facts) {
        const paid = await receipts(view, facts);
        const sum = paid.reduce((total, one) => total + one.amount, 0);
        if (sum === facts.copay && paid.every((one) => one.purpose === "copay"))
          return met(`$${(sum / 100).toFixed(2)}`);
        return open({
          record: `Payments of ${fullName(facts.patient)}`,
          field: "Copay of this visit",
          found: sum === 0 ? "nothing" : `$${(sum / 100).toFixed(2)}`,
          principle: "A copay that is not taken at the counter costs a statement, and half of them never come.",
          route: `/p/${(await idOf(view, facts.patient)) ?? ""}/ledger`,
        });
      },
    },
  ],
  traps: [
    {
      id: "wrong-account",
      critical: false,
      costs: "privacy",
      async fellFor(view, { sibling }) {
        const patientId = await idOf(view, sibling);
        const step = done(view, "billing", "takePayment").find((one) => one.input.patientId === patientId);
        const all = patientId === null ? [] : ((await view.ask("billing", "listReceipts", { patientId })) ?? []);
        if (step === undefined || all.every((one) => one.reversedAt !== null)) return null;
        return broken(
          {
            record: `Payments of ${fullName(sibling)}`,
            field: "Payment",
            found: "money of the other one",
            principle: "Money belongs to an account, and a receipt tells whose visit it was.",
            route: `/p/${patientId ?? ""}/ledger`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [pay(facts, facts.copay, "cash"), checkIn(facts.visit)],
  others: [(facts) => [checkIn(facts.visit), pay(facts, facts.copay, "cash")]],
  wrong: [
    { name: "lets the copay wait", steps: (facts) => [checkIn(facts.visit, false)], expect: ["paid"] },
    {
      name: "takes another amount",
      steps: (facts) => [pay(facts, cents(facts.copay + 500), "cash"), checkIn(facts.visit)],
      expect: ["paid"],
    },
  ],
  mistaken: (facts) => [pay(facts, facts.copay, "cash", facts.sibling), checkIn(facts.siblings)],
  undone: (facts) => [reverse(facts)],
  debrief: () => [
    "Name and birth date, said by the patient: that is what every later step leans on.",
    "The receipt names the visit. If the visit turns out free, the money is given back by an opposite entry, and both stay visible.",
  ],
  next: ["fd.08"],
});

const paymentOf = (facts: Facts) => seededId<"payment">(facts.seed, "fd.06/payment");

function pay(facts: Facts, amount: Cents, method: "cash" | "card", whom = facts.patient): PathStep {
  return {
    name: "take the copay",
    async run(practice) {
      const visit = whom === facts.patient ? facts.visit : facts.siblings;
      const { patientId } = await practice.run("scheduling", "getAppointment", { appointmentId: visit }, desk);
      const payment = {
        paymentId: paymentOf(facts),
        patientId,
        amount,
        method,
        reference: null,
        purpose: "copay" as const,
      };
      await practice.run("billing", "takePayment", { ...payment, appointmentId: visit }, desk);
    },
  };
}

function checkIn(visit: Id<"appointment">, paid = true): PathStep {
  return {
    name: "check in",
    async run(practice) {
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId: visit }, desk);
      const yes = { done: true, skippedBecause: null };
      await practice.run(
        "scheduling",
        "checkIn",
        {
          appointmentId: visit,
          version,
          identifiers: ["name", "birth-date"],
          coverageReview: yes,
          consent: yes,
          copay: paid ? yes : { done: false, skippedBecause: "Pays later" },
        },
        desk,
      );
    },
  };
}

function reverse(facts: Facts): PathStep {
  return {
    name: "give the copay back",
    async run(practice) {
      const { patientId } = await practice.run("scheduling", "getAppointment", { appointmentId: facts.visit }, desk);
      await practice.run(
        "billing",
        "reversePayment",
        { paymentId: paymentOf(facts), patientId, reason: "Asked for it back" },
        desk,
      );
    },
  };
}
