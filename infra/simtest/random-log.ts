import { assert } from "@practicum/kernel/assert";
import { addMs, dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { seedPatients } from "@practicum/seed/patients";
import { actorOf, staffByKey, timeZone, visitTypes } from "@practicum/seed/practice";
import { Refused } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Entry } from "@practicum/world/entry";
import { recordedPractice, type Recording, type Reducer } from "./recorded-practice.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const STYLES = ["careful", "hurried", "new"] as const;
const desk = actorOf(staffByKey("brooks"));
const manager = actorOf(staffByKey("whitfield"));

interface AtWork {
  readonly practice: Recording;
  readonly world: Reducer;
  readonly random: Random;
  /** Names what is made in this step. */
  readonly name: string;
}

type Deed = (at: AtWork) => Promise<unknown>;

/**
 * Does so many things in a seeded practice as chance has it: bookings, cancellations, callers, messages, money, looks into records,
 * files that nobody asked for, colleagues who come and go, hours and days that pass. People make mistakes meanwhile.
 *
 * @returns what was done, as the world's entries.
 */
export async function randomLog(world: Reducer, seed: string, deeds: number): Promise<readonly Entry[]> {
  const log: Entry[] = [];
  const written: Reducer = {
    get now() {
      return world.now;
    },
    async apply(entry) {
      const reply = await world.apply(entry);
      log.push(entry);
      return reply;
    },
    look: (asked) => world.look(asked),
  };
  const random = seededRandom(`${seed}/deeds`);
  const practice = recordedPractice(written, seed, true);
  for (let n = 0; n < deeds; n += 1)
    await pick(
      random,
      DEEDS,
    )({ practice, world: written, random, name: `${seed}/${n}` }).catch((error: unknown) => {
      // A refusal is an answer, and stands in the log like any other.
      if (!(error instanceof Refused)) throw error;
    });
  return log;
}

async function someVisit({ practice, world, random }: AtWork) {
  const date = addDays(dateIn(world.now, timeZone), randomInt(random, 0, 3));
  const { appointments } = await practice.run("scheduling", "daySheet", { date, locationId: null }, desk);
  return appointments.length === 0 ? null : pick(random, appointments);
}

const cancel: Deed = async (at) => {
  const visit = await someVisit(at);
  if (visit === null) return;
  const asked = { appointmentId: visit.appointmentId, version: visit.version, reason: "Called in sick" };
  await at.practice.run("scheduling", "cancelAppointment", asked, desk);
};

const book: Deed = async (at) => {
  const { practice, world, random, name } = at;
  const visit = await someVisit(at);
  const visitTypeId = pick(random, visitTypes).visitTypeId;
  const asked = { visitTypeId, providerResourceId: null, locationId: null, limit: 20 };
  const from = addDays(dateIn(world.now, timeZone), randomInt(random, 0, 6));
  const patientId = visit?.patientId ?? null;
  const { slots } = await practice.run("scheduling", "findSlots", { ...asked, patientId, from }, desk);
  if (slots.length === 0 || patientId === null) return;
  const { providerResourceId, date, start } = pick(random, slots);
  const when = { providerResourceId, roomResourceId: null, date, start, minutes: null };
  const appointmentId = seededId<"appointment">(name, "visit");
  const why = { reason: "Asked for it", overbookReason: null };
  await practice.run("scheduling", "bookAppointment", { appointmentId, patientId, visitTypeId, ...when, ...why }, desk);
};

const register: Deed = async ({ practice, world, name }) => {
  const [one] = seedPatients(name, 1, dateIn(world.now, timeZone));
  assert(one !== undefined, "one was asked for");
  const { family, given, birthDate, sex, phone, email, address, language } = one;
  const known = { birthDate, sex, phone, email, address, language };
  const none = { guarantor: null, emergencyContact: null, notDuplicateOf: [], source: null };
  const asked = { name: { family, given, middle: null, suffix: null }, ...known, ...none };
  await practice.run("scheduling", "registerPatient", asked, desk);
};

const leaveMessage: Deed = async (at) => {
  const visit = await someVisit(at);
  const taskId = seededId<"task">(at.name, "task");
  const about = { patientId: visit?.patientId ?? null, about: null, dueOn: null, priority: "normal" } as const;
  const to = { ownerId: null, pool: "front-desk" } as const;
  const task = { taskId, title: "Call back", detail: "Éà, ß, 李: as somebody spelled it", ...about, ...to };
  await at.practice.run("messaging", "createTask", task, desk);
};

const finishTask: Deed = async ({ practice, random }) => {
  const asked = { scope: "all", patientId: null, status: "open" } as const;
  const { tasks } = await practice.run("messaging", "listTasks", asked, manager);
  if (tasks.length === 0) return;
  const { taskId, version } = pick(random, tasks);
  await practice.run("messaging", "completeTask", { taskId, version }, manager);
};

const pay: Deed = async (at) => {
  const visit = await someVisit(at);
  if (visit === null) return;
  const paymentId = seededId<"payment">(at.name, "payment");
  const how = {
    amount: randomInt(at.random, 1, 20_000),
    method: "cash",
    reference: null,
    purpose: "prepayment",
  } as const;
  const asked = { paymentId, patientId: visit.patientId, appointmentId: null, ...how };
  await at.practice.run("billing", "takePayment", asked, desk);
};

const openRecord: Deed = async (at) => {
  const visit = await someVisit(at);
  if (visit !== null) await at.practice.run("scheduling", "getPatient", { patientId: visit.patientId }, desk);
};

const strangeFile: Deed = async ({ world, name }) => {
  const file = { name: `${seededId(name, "file")}.835`, content: "ISA*00*nothing that anybody can read~" };
  await world.apply({ kind: "inject", at: addMs(world.now, 1), file });
};

const staffUp: Deed = async ({ world, random }) => {
  const work = random.next() < 0.8 ? "jumps" : "rest";
  const absent = random.next() < 0.3 ? (["biller"] as const) : [];
  const staffing = { work, style: pick(random, STYLES), absent, visitsPerProvider: 1 } as const;
  await world.apply({ kind: "staffing", at: addMs(world.now, 1), staffing });
};

const wait: Deed = ({ practice, world, random }) =>
  practice.advanceTo(addMs(world.now, randomInt(random, 1, 600) * MINUTE_MS));

const waitDays: Deed = ({ practice, world, random }) =>
  practice.advanceTo(addMs(world.now, Math.round((0.3 + random.next()) * DAY_MS)));

const DEEDS: readonly Deed[] = [
  cancel,
  book,
  book,
  register,
  leaveMessage,
  finishTask,
  pay,
  openRecord,
  strangeFile,
  staffUp,
  staffUp,
  wait,
  waitDays,
];
