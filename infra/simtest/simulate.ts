import { assert, must } from "@practicum/kernel/assert";
import { addMs, atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { planDay, type Registered } from "@practicum/seed/plan-day";
import { seedPatients } from "@practicum/seed/patients";
import { actorOf, staffByKey, timeZone, visitTypeByKey } from "@practicum/seed/practice";
import { Refused, type ScriptedPractice } from "@practicum/seed/practice-port";
import { scenarios } from "@practicum/seed/scenarios";
import { billerEvening, seedPractice } from "@practicum/seed/run-seed";
import { seededId } from "@practicum/seed/seeded-ids";
import { bookVisit, visitSteps, type VisitPlan } from "@practicum/seed/visit-script";
import type { Moment } from "@practicum/world/open-world";
import { start } from "./empty-world.ts";
import { FaultyClinic } from "./faulty-clinic.ts";
import { recordedPractice } from "./recorded-practice.ts";

const HOUR_MS = 3_600_000;
const PATIENTS = 6;
const VISITS = 2;
/** Clinics that are founded, each under faults of its own; all other seeds are days in one of them. */
const FOUNDINGS = 3;
const SECOND_DAY = addDays(dateIn(start, timeZone), 1);
const REFUSED = must(scenarios.find((one) => one.key === "tracing-for-back-pain"));
const FOUNDING = /^founding \d$/;

/** A simulation that found something: the seed and the step lead there again. */
export class SimulationFailed extends Error {
  override readonly name = "SimulationFailed";
}

/** A clinic after its first day, and its second morning and evening. */
interface Founded {
  /** Its visits are booked. */
  readonly morning: Moment;
  /** Its notes are signed, and nothing is billed. */
  readonly evening: Moment;
  readonly registered: readonly Registered[];
  readonly steps: number;
}

const foundings = new Map<string, Promise<Founded>>();

/**
 * A part of a small clinic's day by the seed, and what its payers make of it: its people make mistakes, events come late, twice and in
 * another order, handlers fail, the services start anew between any two steps, the clock jumps. `founding 0` to `founding 2` are clinics from
 * their first step to the end of their second day; every other seed goes on in one of those, so that many cost little.
 *
 * @returns how many steps there were; the invariants held after each.
 * @throws {@link SimulationFailed}
 */
export async function simulate(seed: string, faults = true): Promise<number> {
  if (FOUNDING.test(seed)) return (await foundedOnce(seed, faults)).steps;
  const random = seededRandom(`${seed}/part`);
  const founding = `founding ${randomInt(random, 0, FOUNDINGS - 1)}`;
  const { morning, evening, registered } = await foundedOnce(founding, faults);
  const isEvening = random.next() < 0.5;
  return running(seed, faults, async (clinic) => {
    await clinic.open(seed, isEvening ? evening : morning);
    const practice = recordedPractice(clinic, seed, true);
    const plans = visitsOf(founding, registered);
    if (isEvening) await bill(practice, seed, plans);
    else await see(practice, seed, [pick(random, plans)]);
  });
}

function foundedOnce(seed: string, faults: boolean): Promise<Founded> {
  const key = `${seed}/${faults}`;
  const known = foundings.get(key) ?? found(seed, faults);
  foundings.set(key, known);
  return known;
}

/** From nothing: the practice, its people, the lively day of the demonstration, and a second one up to its signed notes. */
async function found(seed: string, faults: boolean): Promise<Founded> {
  let founded: Omit<Founded, "steps"> | undefined;
  const steps = await running(seed, faults, async (clinic) => {
    await clinic.open(seed);
    const practice = recordedPractice(clinic, seed, true);
    const size = { patients: PATIENTS, weeks: 0, pastVisitsPerProvider: 1, comingVisitsPerProvider: 0 };
    await seedPractice(practice, { ...size, now: addMs(start, 12 * HOUR_MS), seed, progress: () => {} });
    await practice.advanceTo(atLocal(SECOND_DAY, "06:30", timeZone));
    const registered = await registeredIn(clinic, seed);
    const plans = visitsOf(seed, registered);
    for (const plan of plans) await bookVisit(practice, plan);
    const morning = await clinic.moment();
    await see(practice, seed, plans);
    founded = { morning, evening: await clinic.moment(), registered };
    await bill(practice, seed, plans);
  });
  assert(founded !== undefined, "a clinic that was founded is there");
  return { ...founded, steps };
}

async function running(seed: string, faults: boolean, work: (clinic: FaultyClinic) => Promise<void>): Promise<number> {
  const clinic = new FaultyClinic(seed, faults);
  try {
    await work(clinic);
    return clinic.steps;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new SimulationFailed(`seed ${seed}, step ${clinic.steps}: ${what}`, { cause: error });
  } finally {
    await clinic.close();
  }
}

async function registeredIn(clinic: FaultyClinic, seed: string): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  for (const patient of seedPatients(seed, PATIENTS, dateIn(start, timeZone))) {
    const found = (await clinic.world.observe("scheduling.searchPatients", { text: patient.family, limit: 50 })) as
      | readonly { readonly patientId: string; readonly birthDate: string; readonly name: { readonly given: string } }[]
      | null;
    const one = found?.find(({ name, birthDate }) => name.given === patient.given && birthDate === patient.birthDate);
    if (one !== undefined) registered.push({ patient, patientId: one.patientId });
  }
  return registered;
}

/** Of the second day. An adult among them has something done that payers refuse: a denial follows. */
function visitsOf(seed: string, registered: readonly Registered[]): readonly VisitPlan[] {
  const plans = planDay({ seed, day: SECOND_DAY, registered, perProvider: 1 });
  const [least, most] = REFUSED.ages;
  const refused = plans.find(({ age }) => age >= least && age <= most);
  const { visitTypeId, minutes } = visitTypeByKey(REFUSED.visitType);
  return plans
    .map((plan) => (plan === refused ? { ...plan, scenario: REFUSED, visitTypeId, minutes } : plan))
    .toSorted((a, b) => Number(b.scenario === REFUSED) - Number(a.scenario === REFUSED))
    .slice(0, VISITS);
}

/** Visits from their arrival to their end, and what people do beside it. */
async function see(practice: ScriptedPractice, seed: string, plans: readonly VisitPlan[]): Promise<void> {
  const random = seededRandom(`${seed}/work`);
  for (const plan of plans.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const steps = visitSteps(plan, random, () => practice.settle());
    const when = randomInt(random, 0, steps.length - 1);
    for (const [index, step] of steps.entries()) {
      await practice.advanceTo(atLocal(plan.date, step.at, timeZone));
      await step.run(practice);
      if (index === when) await pick(random, BESIDE)(practice, { seed: `${seed}/${plan.key}`, plan });
    }
  }
}

/** From the signed notes to the payers' answers. */
async function bill(practice: ScriptedPractice, seed: string, plans: readonly VisitPlan[]): Promise<void> {
  const random = seededRandom(`${seed}/bill`);
  const plan = pick(random, plans);
  if (random.next() < 0.5) await pick(random, BESIDE)(practice, { seed: `${seed}/bill`, plan });
  await billerEvening(practice, SECOND_DAY);
  await sendAgain(practice);
  // The clearinghouse's receipts, then payers' answers.
  await practice.advanceTo(atLocal(addDays(SECOND_DAY, 2), "09:00", timeZone));
  if (random.next() < 0.5) await pick(random, BESIDE)(practice, { seed: `${seed}/later`, plan });
  await practice.advanceTo(atLocal(addDays(SECOND_DAY, randomInt(random, 8, 30)), "09:00", timeZone));
}

/** Somebody presses Send again on a list that was open: what is out goes out once. */
async function sendAgain(practice: ScriptedPractice): Promise<void> {
  // The clearinghouse's receipt may be here already.
  const statuses = ["submitted" as const, "acknowledged" as const, "accepted" as const];
  const asked = { statuses, patientId: null, before: null, limit: 200 };
  const { claims } = await practice.run("billing", "listClaims", asked, biller);
  if (claims.length === 0) return;
  const claimIds = claims.map((one) => one.claimId);
  const { submitted } = await practice.run("billing", "submitClaims", { claimIds }, biller);
  assert(submitted.length === 0, "a claim that is out went out again");
}

interface Beside {
  readonly seed: string;
  readonly plan: VisitPlan;
}

const desk = actorOf(staffByKey("brooks"));
const biller = actorOf(staffByKey("nair"));

/** Twice, so that copies see two versions on their way. */
async function changePatient(practice: ScriptedPractice, { plan: { patientId } }: Beside): Promise<void> {
  for (const phone of ["6195550111", "6195550112"]) {
    const {
      mrn: _,
      active: __,
      merged: ___,
      death: ____,
      ...patient
    } = await practice.run("scheduling", "getPatient", { patientId }, desk);
    await practice.run("scheduling", "updatePatient", { ...patient, phone }, desk);
  }
}

/** At the same time as the visit that is there, which is refused; then given up. */
async function bookAnother(practice: ScriptedPractice, { seed, plan }: Beside): Promise<void> {
  const appointmentId = seededId<"appointment">(seed, "another");
  try {
    await bookVisit(practice, { ...plan, key: `${plan.key}/another`, appointmentId });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return;
  }
  throw new Error("two visits of one provider and patient at one time were booked");
}

async function payAndReturn(practice: ScriptedPractice, { seed, plan: { patientId } }: Beside): Promise<void> {
  const paymentId = seededId<"payment">(seed, "prepayment");
  const asked = {
    paymentId,
    patientId,
    amount: 5000,
    method: "card",
    reference: "4411",
    purpose: "prepayment",
  } as const;
  await practice.run("billing", "takePayment", { ...asked, appointmentId: null }, desk);
  const adjustmentId = seededId<"adjustment">(seed, "returned");
  const back = {
    adjustmentId,
    patientId,
    paymentId,
    amount: 2000,
    method: "card",
    reference: "",
    because: "Less was due",
  } as const;
  await practice.run("billing", "refundPayment", back, desk);
}

async function leaveMessage(practice: ScriptedPractice, { seed, plan: { patientId, date } }: Beside): Promise<void> {
  const task = {
    title: "Call back",
    detail: "",
    patientId,
    ownerId: null,
    pool: "front-desk",
    dueOn: addDays(date, 1),
  } as const;
  const taskId = seededId<"task">(seed, "beside");
  await practice.run("messaging", "createTask", { ...task, taskId, priority: "normal", about: null }, desk);
}

const BESIDE = [changePatient, changePatient, bookAnother, payAndReturn, leaveMessage];
