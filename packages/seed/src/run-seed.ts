import type { Actor } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import { atLocal, dateIn, epochMs, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate, type LocalTime, timeOfMinutes } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { seededRandom } from "@practicum/kernel/random";
import { announcementCases } from "./announcement-cases.ts";
import { demoContracts } from "./demo-contracts.ts";
import { closeDrawers, openDrawers } from "./cash-drawers.ts";
import { chartHistory } from "./chart-history.ts";
import { contradictionCases } from "./contradiction-cases.ts";
import { deathCase } from "./death-case.ts";
import { deskCases, isOnParent } from "./desk-cases.ts";
import { familyCases } from "./family-cases.ts";
import { seriesCases } from "./series-cases.ts";
import { statementPaper } from "./statement-paper.ts";
import { duplicateCases } from "./duplicate-cases.ts";
import { historyCases } from "./history-cases.ts";
import { inHouseCases } from "./in-house-cases.ts";
import { kioskCase } from "./kiosk-case.ts";
import { lesionCase } from "./lesion-case.ts";
import { besides, hoursOfToday, liesInLivelyHours, planLivelyDay, stepsTo } from "./lively-day.ts";
import { planDay, type Registered } from "./plan-day.ts";
import {
  actorOf,
  demoPayers,
  locations,
  prices,
  profile,
  resources,
  ownRoles,
  staff,
  staffByKey,
  timeZone,
  visitTypes,
  weeklyHours,
} from "./practice.ts";
import { HISTORY_DAYS } from "./money-cases.ts";
import { moneyHistory } from "./money-history.ts";
import { bankEvening, moneyDesk } from "./money-desk.ts";
import { outreachCases } from "./outreach-cases.ts";
import { installPacks } from "./note-templates.ts";
import { papersCase } from "./papers-case.ts";
import { pharmacyCases } from "./pharmacy-cases.ts";
import { phoneCases } from "./phone-cases.ts";
import { permitCases } from "./permit-cases.ts";
import { privateNoteCase } from "./private-note-case.ts";
import { type PracticePort, Refused, type ScriptedPractice } from "./practice-port.ts";
import { refillCases } from "./refill-cases.ts";
import { recallCases } from "./recall-cases.ts";
import { referralCases } from "./referral-cases.ts";
import { privacyCases } from "./privacy-cases.ts";
import { restrictedCase } from "./restricted-case.ts";
import { aboutOf } from "./about-people.ts";
import { seedPatients, type SeedPatient } from "./patients.ts";
import { resultsHistory } from "./results-history.ts";
import { forEachOf, sideBySide } from "./side-by-side.ts";
import { followUpCases } from "./follow-up-cases.ts";
import { testCases } from "./test-cases.ts";
import { waitListCases } from "./wait-list-cases.ts";
import { appointmentIdOf, bookVisit, type StepName, type VisitPlan, visitSteps } from "./visit-script.ts";

export interface SeedOptions {
  readonly seed: string;
  /** The demonstration ends here: visits of today that are past are done, later ones are booked. */
  readonly now: Instant;
  readonly patients: number;
  /** Visits of each provider on a past day, and booked on a coming one. */
  readonly pastVisitsPerProvider: number;
  readonly comingVisitsPerProvider: number;
  /** Weeks before and after today. */
  readonly weeks: number;
  /** Also the money of the last months, so that a biller has every kind of claim to work on. */
  readonly history?: boolean;
  /** Also a form that a patient filled in at a tablet, and the well-child templates: for a practice that others than its people can reach. */
  readonly tablet?: boolean;
  /** How many people of the practice do something at a time. Default 1; more is for a database that serves several. */
  readonly atOnce?: number;
  readonly progress: (done: number, total: number, what: string) => void;
}

export interface SeedReport {
  readonly patients: number;
  readonly visits: number;
  /** Codes of steps that were refused: none, unless a rule and the script disagree. */
  readonly refused: readonly string[];
}

/** Builds the demonstration practice by doing its work: registering, booking, seeing, signing, billing, day after day. */
export async function seedPractice(practice: ScriptedPractice, options: SeedOptions): Promise<SeedReport> {
  const today = dateIn(options.now, timeZone);
  const start = addDays(today, -7 * options.weeks);
  const history = options.history ? moneyHistory(practice, options.seed, today) : null;
  const founded = history ? addDays(today, -HISTORY_DAYS) : start;
  await practice.advanceTo(atLocal(founded, "00:00", timeZone));
  await foundPractice(practice, founded);
  await history?.upTo(addDays(start, -1));
  await practice.advanceTo(atLocal(start, "00:00", timeZone));
  const registered = await registerEverybody(practice, options, start);
  await pharmacyCases(practice, { seed: options.seed, registered });
  await duplicateCases(practice, { seed: options.seed, registered });
  const members = options.patients < 200 ? 60 : 200;
  const outreach = outreachCases(practice, { seed: options.seed, today, members, registered });
  const referrals = referralCases(practice, { seed: options.seed, today });
  await referrals.begin();
  const tests = testCases(practice, { seed: options.seed, today });
  await tests.begin();
  const followUps = followUpCases(practice, { seed: options.seed, today });
  const refused: string[] = [];
  let visits = 0;
  const days = daysFrom(start, today);
  for (const [index, day] of days.entries()) {
    options.progress(index, days.length + 1, "days worked");
    const plans = planDay({ ...options, day, registered, perProvider: options.pastVisitsPerProvider });
    if (day === today) visits += await workToday(practice, options, registered, refused);
    else {
      visits += await workDay(practice, options, day, plans, refused, [referrals, tests, followUps]);
      await referrals.evening();
      await tests.evening();
    }
    await outreach.upTo(day);
    await history?.upTo(day);
    if (days[index + 1] === today) await announcementCases(practice, { seed: options.seed, day });
  }
  options.progress(days.length, days.length + 1, "days worked");
  for (const day of daysFrom(addDays(today, 1), addDays(today, 7 * options.weeks))) {
    const random = seededRandom(`${options.seed}/calls/${day}`);
    const plans = planDay({ ...options, day, registered, perProvider: options.comingVisitsPerProvider });
    const booked = await bookAll(practice, options, plans, refused);
    // The next days' patients were called already; half of them were reached.
    for (const plan of booked) {
      if (day <= addDays(today, 3) && random.next() < 0.5)
        await attempt(refused, () => confirmVisit(practice, plan), "confirm");
    }
  }
  await practice.advanceTo(options.now);
  await practice.settle();
  await deskCases(practice, { seed: options.seed, now: options.now, today, registered });
  await practice.settle();
  await inHouseCases(practice, { seed: options.seed, now: options.now, today, registered });
  await tests.now(options.now, registered);
  if (options.tablet) await kioskCase(practice, { seed: options.seed, now: options.now, registered });
  await lesionCase(practice, { seed: options.seed, now: options.now, today, registered });
  await installPacks(practice, options.tablet === true);
  await papersCase(practice, { seed: options.seed, now: options.now, today, registered });
  await privateNoteCase(practice, { seed: options.seed, now: options.now, registered });
  await contradictionCases(practice, { seed: options.seed, now: options.now, since: start, registered });
  await historyCases(practice, { seed: options.seed, now: options.now, today, registered });
  await restrictedCase(practice, { seed: options.seed, today, registered });
  await privacyCases(practice, { seed: options.seed, today, registered });
  await deathCase(practice, { seed: options.seed, today });
  await permitCases(practice, { seed: options.seed, today, registered });
  await waitListCases(practice, { seed: options.seed, today, patients: registered.map((one) => one.patientId) });
  await familyCases(practice, { seed: options.seed, today });
  await seriesCases(practice, { seed: options.seed, today, registered });
  await practice.settle();
  await outreach.book();
  await followUps.calls();
  await recallCases(practice, { seed: options.seed, today });
  await refillCases(practice, { seed: options.seed, registered });
  await phoneCases(practice, { seed: options.seed, now: options.now, registered });
  const [somebody] = registered;
  if (somebody) await moneyDesk(practice, { seed: options.seed, today, patientId: somebody.patientId });
  options.progress(days.length + 1, days.length + 1, "days worked");
  return { patients: registered.length, visits, refused };
}

async function foundPractice(practice: ScriptedPractice, from: LocalDate): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  await practice.run("identity", "savePractice", { ...profile, version: null }, manager);
  await practice.run("billing", "saveBillingPaper", { ...statementPaper, version: 0 }, manager);
  for (const { key: _, ...location } of locations)
    await practice.run("identity", "saveLocation", { ...location, version: null }, manager);
  for (const { heldBy: _, ...role } of ownRoles)
    await practice.run("identity", "saveOwnRole", { ...role, version: null }, manager);
  for (const one of staff) {
    const own = ownRoles.filter(({ heldBy }) => heldBy === one.key).map(({ roleId }) => roleId);
    const { key: _k, supervisor, site: _s, ...person } = one;
    await practice.run(
      "identity",
      "saveStaff",
      {
        ...person,
        ...(own.length > 0 ? { ownRoles: own } : {}),
        supervisorId: supervisor === null ? null : staffByKey(supervisor).staffId,
        active: true,
        version: null,
      },
      manager,
    );
  }
  await practice.settle();
  for (const resource of resources) {
    await practice.run("scheduling", "saveResource", { ...resource, version: null }, manager);
    await practice.run(
      "scheduling",
      "saveTemplate",
      { resourceId: resource.resourceId, from, hours: weeklyHours(resource.resourceId) },
      manager,
    );
  }
  for (const { key: _, ...type } of visitTypes)
    await practice.run("scheduling", "saveVisitType", { ...type, equipmentResourceId: null, version: null }, manager);
  for (const payer of demoPayers) await practice.run("billing", "savePayer", { ...payer, version: null }, manager);
  await practice.run("billing", "savePrices", { from: addDays(from, -400), prices: [...prices] }, manager);
  await demoContracts(practice, addDays(from, -400));
  await practice.settle();
}

async function registerEverybody(
  practice: ScriptedPractice,
  options: SeedOptions,
  today: LocalDate,
): Promise<Registered[]> {
  const desk = actorOf(staffByKey("brooks"));
  const manager = actorOf(staffByKey("whitfield"));
  const { atOnce = 1 } = options;
  const patients = seedPatients(options.seed, options.patients, today);
  const registered = await forEachOf(patients, atOnce, async (patient, index): Promise<Registered> => {
    if (index % 50 === 0) options.progress(index, options.patients, "patients registered");
    const { patientId } = await practice.run(
      "scheduling",
      "registerPatient",
      { ...demographicsOf(patient), about: aboutOf(options.seed, patient, today) },
      desk,
    );
    return { patient, patientId };
  });
  // Coverage and chart know a patient by the event of the registration.
  await practice.settle();
  await forEachOf(registered, atOnce, async ({ patient, patientId }) => {
    await addCoverage(practice, patient, patientId, today, desk);
    const lists = chartHistory(patient, seededRandom(`${options.seed}/${patient.key}/history`), today);
    const problems = lists.flatMap((one) => (one.kind === "problem" && one.code !== null ? [one.code] : []));
    const entries = [
      ...lists,
      ...resultsHistory(
        { patient, patientId, seed: options.seed, problems },
        // A course of its own: what is added here changes nothing of what was.
        seededRandom(`${options.seed}/${patient.key}/results`),
        today,
      ),
    ];
    if (entries.length > 0)
      await practice.run("charting", "importChart", { patientId, system: "demonstration", entries }, manager);
  });
  await practice.settle();
  return registered;
}

function demographicsOf(patient: SeedPatient) {
  const parent = patient.parent;
  return {
    name: { family: patient.family, given: patient.given, middle: null, suffix: null },
    birthDate: patient.birthDate,
    sex: patient.sex,
    phone: patient.phone,
    email: patient.email,
    address: patient.address,
    language: patient.language,
    guarantor: parent
      ? {
          name: { family: parent.family, given: parent.given, middle: null, suffix: null },
          relationship: "parent" as const,
          birthDate: parent.birthDate,
          address: patient.address,
          phone: patient.phone,
        }
      : null,
    emergencyContact: null,
    // The demonstration's people are different by construction.
    notDuplicateOf: [],
    source: { system: "demonstration", value: patient.key },
  };
}

async function addCoverage(
  practice: ScriptedPractice,
  patient: SeedPatient,
  patientId: Id<"patient">,
  today: LocalDate,
  desk: Actor,
): Promise<void> {
  const coverage = patient.coverage;
  if (!coverage) return;
  const onParent = isOnParent(patient) ? patient.parent : null;
  await practice.run(
    "billing",
    "addCoverage",
    {
      coverageId: coverage.coverageId,
      patientId,
      payerId: coverage.payerId,
      priority: 1,
      memberId: coverage.memberId,
      groupNumber: null,
      planName: coverage.planName,
      subscriber: onParent
        ? {
            relationship: "child",
            name: { family: onParent.family, given: onParent.given, middle: null, suffix: null },
            birthDate: onParent.birthDate,
            sex: onParent.sex,
          }
        : { relationship: "self", name: null, birthDate: null, sex: null },
      from: `${Number(today.slice(0, 4)) - 1}-01-01`,
      to: null,
      pcpNpi: coverage.needsPcp ? staffByKey("alvarez").npi : null,
      copay: coverage.copay,
    },
    desk,
  );
}

function daysFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** One day from opening to the biller's evening. */
async function workDay(
  practice: ScriptedPractice,
  options: SeedOptions,
  day: LocalDate,
  plans: readonly VisitPlan[],
  refused: string[],
  ordering: readonly Pick<ReturnType<typeof referralCases>, "orders">[],
): Promise<number> {
  await practice.advanceTo(atLocal(day, "06:30", timeZone));
  const random = seededRandom(`${options.seed}/work/${day}`);
  const unsigned = leftUnsigned(plans, day, dateIn(options.now, timeZone));
  const planned = plans.map((plan) => (plan === unsigned ? { ...plan, slips: { unsigned: true } } : plan));
  const booked = await bookAll(practice, options, planned, refused);
  const visits = booked.flatMap((plan) => ordinaryVisit(practice, plan, random));
  const steps = ordering.reduce((so, { orders }) => orders(day, so), visits);
  await openDrawers(practice);
  const done = await doSteps(practice, options, steps, refused);
  // On the last working days the count is once five dollars short.
  await closeDrawers(practice, day, day === addDays(dateIn(options.now, timeZone), -1) ? 500 : 0);
  // The last working day's charges wait for review in the morning.
  if (day < addDays(dateIn(options.now, timeZone), -2)) {
    await billerEvening(practice, day);
    await bankEvening(practice, options.seed, day);
  }
  return done;
}

/** Of some days of last week one note was left unsigned: nothing is charged for that visit until somebody sees it. */
function leftUnsigned(plans: readonly VisitPlan[], day: LocalDate, today: LocalDate): VisitPlan | undefined {
  if (day < addDays(today, -6) || day > addDays(today, -4)) return undefined;
  return plans.find(({ people: { provider } }) => provider.kind === "staff" && provider.staffId === LATE_SIGNER);
}

/** Who forgets to sign now and then. */
const LATE_SIGNER = staffByKey("thompson").staffId;

interface PlannedStep {
  readonly name: StepName;
  readonly at: Instant;
  readonly plan: VisitPlan;
  readonly run: (port: PracticePort) => Promise<void>;
}

/** A visit as most are: one in sixteen does not come. */
function ordinaryVisit(practice: ScriptedPractice, plan: VisitPlan, random: Random): PlannedStep[] {
  const onDay = (time: LocalTime) => atLocal(plan.date, time, timeZone);
  if (random.next() < 0.06)
    return [{ name: "no-show", at: onDay(timeOfMinutes(1030)), plan, run: (port) => missVisit(port, plan) }];
  // Chances of its own: visits go on side by side.
  const own = seededRandom(`${plan.seed}/work/${plan.key}`);
  return visitSteps(plan, own, () => practice.settle()).map((step) => ({ ...step, at: onDay(step.at), plan }));
}

/** Books these visits; gives those that were not refused, in the order of the list. */
async function bookAll(
  practice: ScriptedPractice,
  { atOnce = 1 }: SeedOptions,
  plans: readonly VisitPlan[],
  refused: string[],
): Promise<VisitPlan[]> {
  const booked = await forEachOf(plans, atOnce, async (plan) => attempt(refused, () => bookVisit(practice, plan)));
  return plans.filter((_, index) => booked[index]);
}

/** Longer than this nothing is still being done while the clock moves on. */
const BUSY_MS = 15 * 60_000;

/** Does what is due until `now`, in the order of time; after a refusal the rest of that visit is left. Gives how many ended. */
async function doSteps(
  practice: ScriptedPractice,
  { now, atOnce = 1 }: SeedOptions,
  steps: readonly PlannedStep[],
  refused: string[],
): Promise<number> {
  await practice.settle();
  const failed = new Set<VisitPlan>();
  const side = sideBySide(atOnce);
  let done = 0;
  let lastAt = 0;
  for (const step of steps.toSorted((a, b) => epochMs(a.at) - epochMs(b.at))) {
    if (step.at > now) continue;
    await (epochMs(step.at) - lastAt > BUSY_MS ? side.all() : side.room());
    lastAt = epochMs(step.at);
    await practice.advanceTo(step.at);
    // Who looks for a free room must see the one that the last one took.
    side.start(step.name === "room" ? [step.plan, "rooms"] : [step.plan], async () => {
      if (failed.has(step.plan)) return;
      if (!(await attempt(refused, () => step.run(practice), step.name))) failed.add(step.plan);
      else if (step.name === "checkout") done += 1;
    });
  }
  await side.all();
  return done;
}

/** The day on which the demonstration begins: open at this hour whatever weekday it is, with people in every state (see `lively-day.ts`). */
async function workToday(
  practice: ScriptedPractice,
  options: SeedOptions,
  registered: readonly Registered[],
  refused: string[],
): Promise<number> {
  const { seed, now, pastVisitsPerProvider: perProvider } = options;
  const day = dateIn(now, timeZone);
  await practice.advanceTo(atLocal(day, "00:00", timeZone));
  await openDrawers(practice);
  const manager = actorOf(staffByKey("whitfield"));
  for (const { resourceId, hours } of hoursOfToday(now))
    await practice.run(
      "scheduling",
      "saveHoursException",
      { resourceId, date: day, hours: [...hours], reason: "Extra clinic" },
      manager,
    );
  const lively = planLivelyDay({ seed, now, registered });
  const random = seededRandom(`${seed}/work/${day}`);
  const steps: PlannedStep[] = [];
  for (const { plan, state } of lively) {
    if (!(await attempt(refused, () => bookVisit(practice, plan)))) continue;
    const script = visitSteps(plan, seededRandom(`${seed}/work/${plan.key}`), () => practice.settle());
    for (const { name, at } of stepsTo(state, plan, now)) {
      const step = script.find((one) => one.name === name);
      if (step) steps.push({ name, at, plan, run: step.run });
      else steps.push({ name, at, plan, run: (port) => atTheDesk(port, plan, name) });
    }
  }
  const others = planDay({ seed, day, registered: besides(registered, lively), perProvider });
  const besideThem = others.filter((one) => !liesInLivelyHours(one, now));
  for (const plan of await bookAll(practice, options, besideThem, refused))
    steps.push(...ordinaryVisit(practice, plan, random));
  return doSteps(practice, options, steps, refused);
}

/** What the desk does with a booked visit without the patient. */
async function atTheDesk(port: PracticePort, plan: VisitPlan, name: StepName): Promise<void> {
  if (name === "no-show") return missVisit(port, plan);
  if (name === "confirm") return confirmVisit(port, plan);
  const { desk } = plan.people;
  const appointmentId = appointmentIdOf(plan);
  const { version } = await port.run("scheduling", "getAppointment", { appointmentId }, desk);
  const reason = "Patient is ill";
  await port.run("scheduling", "cancelAppointment", { appointmentId, version, reason }, desk);
}

async function confirmVisit(port: PracticePort, plan: VisitPlan): Promise<void> {
  const { desk } = plan.people;
  const appointmentId = appointmentIdOf(plan);
  const { version } = await port.run("scheduling", "getAppointment", { appointmentId }, desk);
  await port.run("scheduling", "confirmAppointment", { appointmentId, version, confirmed: true }, desk);
}

async function missVisit(practice: PracticePort, plan: VisitPlan): Promise<void> {
  const { desk } = plan.people;
  const appointmentId = appointmentIdOf(plan);
  const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, desk);
  await practice.run("scheduling", "markNoShow", { appointmentId, version }, desk);
}

/** Releases what has no problem, then sends every claim that is ready. */
export async function billerEvening(practice: ScriptedPractice, day: LocalDate): Promise<void> {
  await practice.advanceTo(atLocal(day, "17:40", timeZone));
  const biller = actorOf(staffByKey("nair"));
  const { visits } = await practice.run("billing", "listCharges", { status: "review" }, biller);
  const clean = visits.filter((visit) => visit.problems.length === 0).map((visit) => visit.encounterId);
  for (let i = 0; i < clean.length; i += 100)
    await practice.run("billing", "releaseCharges", { encounterIds: clean.slice(i, i + 100) }, biller);
  await practice.settle();
  const { claims } = await practice.run(
    "billing",
    "listClaims",
    { statuses: ["ready"], patientId: null, before: null, limit: 200 },
    biller,
  );
  if (claims.length > 0)
    await practice.run("billing", "submitClaims", { claimIds: claims.map((claim) => claim.claimId) }, biller);
  await practice.settle();
}

async function attempt(
  refused: string[],
  work: () => Promise<void>,
  step: StepName | "book" = "book",
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused.push(`${step}: ${error.message}`);
    return false;
  }
}
