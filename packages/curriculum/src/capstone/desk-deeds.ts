import { denominations } from "@practicum/contracts/billing/drawers";
import type { Role } from "@practicum/contracts/permission";
import { cents, type Cents } from "@practicum/kernel/money";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, resourceOf, visitTypeByKey } from "@practicum/seed/practice";
import { lookUp } from "../kit/find.ts";
import type { PathStep } from "../kit/lesson.ts";
import { coverageInput } from "../kit/visits.ts";
import { alvarez, brooks, FLOAT, idFor, laterVisitOf, NEW_PAYER, visitOf, type Day, type Who } from "./cast.ts";
import { coverageOf } from "./morning.ts";

/** What Tanya Brooks does on this day, step by step. */

const actor = actorOf(brooks);
const find = (practice: Parameters<PathStep["run"]>[0], day: Day, who: Who) => lookUp(practice, day.people[who]);

export const firstOfMonth = ({ today }: Day): LocalDate => `${today.slice(0, 8)}01`;

/** The fewest bills and coins for an amount. */
export function bills(amount: number) {
  let rest = amount;
  return denominations.flatMap((denomination) => {
    const count = Math.floor(rest / denomination);
    rest -= count * denomination;
    return count > 0 ? [{ denomination, count }] : [];
  });
}

export function endOldPlan(day: Day): PathStep {
  return {
    name: "end the old coverage",
    async run(practice) {
      const patientId = await find(practice, day, "sinus");
      const list = await practice.run("billing", "listCoverages", { patientId }, actor);
      const old = list.find((one) => one.coverageId === coverageOf(day, "sinus"));
      if (old === undefined) throw new Error("there is no old coverage");
      const { coverageId, payerId, memberId, groupNumber, planName, subscriber, from, pcpNpi, copay, version } = old;
      const same = { coverageId, patientId, payerId, memberId, groupNumber, planName, subscriber, from, pcpNpi, copay };
      const to = addDays(firstOfMonth(day), -1);
      await practice.run("billing", "updateCoverage", { ...same, to, version }, actor);
    },
  };
}

export function addNewPlan(day: Day): PathStep {
  return {
    name: "add the coverage of the new card",
    async run(practice) {
      const patientId = await find(practice, day, "sinus");
      const plan = {
        electronicId: NEW_PAYER,
        memberId: day.members.now,
        priority: 1 as const,
        from: firstOfMonth(day),
      };
      const coverageId = idFor<"coverage">(day, "coverage/new");
      const input = coverageInput({ coverageId, patientId, ...plan, copay: day.copays.sinus, pcp: null });
      await practice.run("billing", "addCoverage", input, actor);
    },
  };
}

/** The cash of the one patient, or the card of the other. @param whose account it is put on. */
export function pay(day: Day, whose: "sinus" | "pressure" | "namesake", method: "cash" | "card"): PathStep {
  return {
    name: `take the copay of ${whose}`,
    async run(practice) {
      const patientId = await find(practice, day, whose);
      const amount = whose === "pressure" ? day.copays.pressure : day.copays.sinus;
      const paymentId = idFor<"payment">(day, `copay/${whose}`);
      const visit = whose === "namesake" ? null : visitOf(day, whose);
      const payment = { paymentId, patientId, amount, method, reference: null, purpose: "copay" as const };
      await practice.run("billing", "takePayment", { ...payment, appointmentId: visit }, actor);
    },
  };
}

export function receive(day: Day, who: "sinus" | "pressure" | "hmo"): PathStep {
  return {
    name: `check ${who} in`,
    async run(practice) {
      const appointmentId = visitOf(day, who);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      const yes = { done: true, skippedBecause: null };
      const checked = { coverageReview: yes, consent: yes, copay: yes };
      await practice.run(
        "scheduling",
        "checkIn",
        { appointmentId, version, identifiers: ["name", "birth-date"], ...checked },
        actor,
      );
    },
  };
}

export function call(day: Day, pool: Role = "physician", text = "Chest hurts since breakfast, on walking."): PathStep {
  return {
    name: "pass the call on",
    async run(practice) {
      const patientId = await find(practice, day, "caller");
      const ids = { threadId: idFor<"thread">(day, "call"), messageId: idFor<"message">(day, "call") };
      const body = `${text} Call back at ${day.callBack}, the neighbor's.`;
      const to = { ownerId: null, pool, dueAt: day.tonight };
      await practice.run("messaging", "startThread", { ...ids, patientId, subject: "Chest pain", body, ...to }, actor);
    },
  };
}

export function noShow(day: Day): PathStep {
  return {
    name: "mark the no-show",
    async run(practice) {
      const appointmentId = visitOf(day, "no-show");
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      await practice.run("scheduling", "markNoShow", { appointmentId, version }, actor);
    },
  };
}

/** Where the doctor's day has room, some days on. */
export function moveHmo(day: Day): PathStep {
  return {
    name: "move the visit that would not be paid",
    async run(practice) {
      const appointmentId = visitOf(day, "hmo");
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      const to = {
        providerResourceId: resourceOf(alvarez),
        date: addDays(day.today, 7),
        start: "11:30",
        minutes: null,
      };
      await practice.run(
        "scheduling",
        "moveAppointment",
        { appointmentId, version, ...to, overbookReason: "Once the plan has changed the provider" },
        actor,
      );
    },
  };
}

export function task(day: Day, who: "hmo" | "silent", title: string): PathStep {
  return {
    name: `put ${who} on the list`,
    async run(practice) {
      const patientId = await find(practice, day, who);
      const taskId = idFor<"task">(day, `task/${who}`);
      const to = { ownerId: null, pool: "front-desk" as const, dueOn: day.tomorrow, priority: "normal" as const };
      await practice.run(
        "messaging",
        "createTask",
        { taskId, title, detail: "", patientId, ...to, about: null },
        actor,
      );
    },
  };
}

export function cancel(day: Day, who: "cancels" | "silent", reason: string): PathStep {
  return {
    name: `cancel the visit of ${who}`,
    async run(practice) {
      const appointmentId = visitOf(day, who);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      await practice.run("scheduling", "cancelAppointment", { appointmentId, version, reason }, actor);
    },
  };
}

export function fill(day: Day): PathStep {
  return {
    name: "move the one who waits into the freed time",
    async run(practice) {
      const freed = await practice.run(
        "scheduling",
        "getAppointment",
        { appointmentId: visitOf(day, "cancels") },
        actor,
      );
      const appointmentId = laterVisitOf(day);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      const { date, start, providerResourceId } = freed;
      const to = { providerResourceId, date, start, minutes: null, overbookReason: "Waits for this time" };
      await practice.run("scheduling", "moveAppointment", { appointmentId, version, ...to }, actor);
    },
  };
}

export function cancelLater(day: Day): PathStep {
  return {
    name: "cancel the visit of in two weeks",
    async run(practice) {
      const appointmentId = laterVisitOf(day);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, actor);
      const reason = "Comes earlier";
      await practice.run("scheduling", "cancelAppointment", { appointmentId, version, reason }, actor);
    },
  };
}

export function bookAnew(day: Day): PathStep {
  return {
    name: "book the freed time for the one who waits",
    async run(practice) {
      const freed = await practice.run(
        "scheduling",
        "getAppointment",
        { appointmentId: visitOf(day, "cancels") },
        actor,
      );
      const { date, start, providerResourceId } = freed;
      await practice.run(
        "scheduling",
        "bookAppointment",
        {
          appointmentId: idFor<"appointment">(day, "anew"),
          patientId: await find(practice, day, "waits"),
          visitTypeId: visitTypeByKey("acute").visitTypeId,
          providerResourceId,
          roomResourceId: null,
          date,
          start,
          minutes: null,
          reason: "Back pain",
          overbookReason: "Waits for this time",
        },
        actor,
      );
    },
  };
}

export function closeDrawer(day: Day, cash: Cents): PathStep {
  return {
    name: "count and close the drawer",
    async run(practice) {
      const { drawer } = await practice.run("billing", "myDrawer", {}, actor);
      if (drawer === null) throw new Error("no drawer is open");
      const { drawerId, version, expected } = drawer;
      const off = "Counted twice; change may have been given wrong";
      const because = { cashBecause: cash === expected.cash ? "" : off, checksBecause: "" };
      const cards = day.copays.pressure;
      const cardsBecause = cards === expected.cards ? "" : "The terminal says so";
      const left = cents(Math.min(FLOAT, cash));
      await practice.run(
        "billing",
        "closeDrawer",
        { drawerId, version, counted: bills(cash), left, checks: cents(0), cards, ...because, cardsBecause },
        actor,
      );
    },
  };
}

/** Gives the copay of the first back. */
export function takeBack(day: Day): PathStep {
  return {
    name: "reverse the copay",
    async run(practice) {
      const patientId = await find(practice, day, "sinus");
      const paymentId = idFor<"payment">(day, "copay/sinus");
      await practice.run("billing", "reversePayment", { paymentId, patientId, reason: "Wanted it back" }, actor);
    },
  };
}
