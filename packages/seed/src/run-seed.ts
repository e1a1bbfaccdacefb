import type { Actor } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import { atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, ageInYears, dayOfWeek, type LocalDate, timeOfMinutes } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { chartHistory } from "./chart-history.ts";
import {
  demoPayers,
  locationOf,
  locations,
  prices,
  profile,
  providers,
  resourceOf,
  resources,
  roomsOf,
  actorOf,
  staff,
  staffByKey,
  timeZone,
  visitTypeByKey,
  visitTypes,
  weeklyHours,
  worksOn,
} from "./practice.ts";
import { Refused, type ScriptedPractice } from "./practice-port.ts";
import { bankEvening, moneyDesk } from "./money-desk.ts";
import { seedPatients, type SeedPatient } from "./patients.ts";
import { scenarios, type Scenario } from "./scenarios.ts";
import { seededId } from "./seeded-ids.ts";
import { bookVisit, type VisitPlan, type VisitStep, visitSteps } from "./visit-script.ts";

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
  readonly progress: (done: number, total: number, what: string) => void;
}

export interface SeedReport {
  readonly patients: number;
  readonly visits: number;
  /** Codes of steps that were refused: none, unless a rule and the script disagree. */
  readonly refused: readonly string[];
}

interface Registered {
  readonly patient: SeedPatient;
  readonly patientId: Id<"patient">;
}

/** Builds the demonstration practice by doing its work: registering, booking, seeing, signing, billing, day after day. */
export async function seedPractice(practice: ScriptedPractice, options: SeedOptions): Promise<SeedReport> {
  const today = dateIn(options.now, timeZone);
  const start = addDays(today, -7 * options.weeks);
  await practice.advanceTo(atLocal(start, "06:00", timeZone));
  await foundPractice(practice, start);
  const registered = await registerEverybody(practice, options, start);
  const refused: string[] = [];
  let visits = 0;
  const days = daysFrom(start, today);
  for (const [index, day] of days.entries()) {
    options.progress(index, days.length + 1, "days worked");
    const plans = planDay(options, day, registered, options.pastVisitsPerProvider);
    visits += await workDay(practice, options, day, plans, day === today, refused);
  }
  options.progress(days.length, days.length + 1, "days worked");
  for (const day of daysFrom(addDays(today, 1), addDays(today, 7 * options.weeks))) {
    for (const plan of planDay(options, day, registered, options.comingVisitsPerProvider))
      await attempt(refused, () => bookVisit(practice, plan));
  }
  await practice.advanceTo(options.now);
  await practice.settle();
  const [somebody] = registered;
  if (somebody) await moneyDesk(practice, { seed: options.seed, today, patientId: somebody.patientId });
  options.progress(days.length + 1, days.length + 1, "days worked");
  return { patients: registered.length, visits, refused };
}

async function foundPractice(practice: ScriptedPractice, from: LocalDate): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  await practice.run("identity", "savePractice", { ...profile, version: null }, manager);
  for (const { key: _, ...location } of locations)
    await practice.run("identity", "saveLocation", { ...location, version: null }, manager);
  for (const one of staff) {
    const { key: _k, supervisor, site: _s, ...person } = one;
    await practice.run(
      "identity",
      "saveStaff",
      {
        ...person,
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
  await practice.settle();
}

async function registerEverybody(
  practice: ScriptedPractice,
  options: SeedOptions,
  today: LocalDate,
): Promise<Registered[]> {
  const desk = actorOf(staffByKey("brooks"));
  const manager = actorOf(staffByKey("whitfield"));
  const registered: Registered[] = [];
  for (const patient of seedPatients(options.seed, options.patients, today)) {
    if (registered.length % 50 === 0) options.progress(registered.length, options.patients, "patients registered");
    const { patientId } = await practice.run("scheduling", "registerPatient", demographicsOf(patient), desk);
    registered.push({ patient, patientId });
  }
  // Coverage and chart know a patient by the event of the registration.
  await practice.settle();
  for (const { patient, patientId } of registered) {
    await addCoverage(practice, patient, patientId, today, desk);
    const entries = chartHistory(patient, seededRandom(`${options.seed}/${patient.key}/history`), today);
    if (entries.length > 0)
      await practice.run("charting", "importChart", { patientId, system: "demonstration", entries }, manager);
  }
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
  // Medi-Cal members are subscribers at any age; other children are on a parent's plan.
  const onParent =
    patient.parent !== null && !["CFHP1", "MOLCA", "CHGSD", "MCALS"].includes(coverage.electronicId)
      ? patient.parent
      : null;
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

/** Each provider's day: half-hour places in a seeded order, patients in turn, a scenario that fits the patient. */
function planDay(
  options: SeedOptions,
  day: LocalDate,
  registered: readonly Registered[],
  perProvider: number,
): VisitPlan[] {
  const random = seededRandom(`${options.seed}/day/${day}`);
  const places = [480, 510, 540, 570, 600, 630, 660, 690, 780, 810, 840, 870, 900, 930, 960, 990];
  const seen = new Set<string>();
  return providers
    .filter((provider) => worksOn(provider.key, dayOfWeek(day)))
    .flatMap((provider) =>
      places
        .map((minutes) => ({ minutes, order: random.next() }))
        .toSorted((a, b) => a.order - b.order)
        .slice(0, perProvider)
        .flatMap(({ minutes }) => {
          const one = registered[Math.floor(random.next() * registered.length)];
          if (!one || seen.has(one.patientId)) return [];
          seen.add(one.patientId);
          const scenario = chooseScenario(one.patient, day, random.next());
          const type = visitTypeByKey(scenario.visitType);
          const supervisor = provider.supervisor === null ? null : staffByKey(provider.supervisor);
          const north = provider.site === "mission-bay";
          return [
            {
              key: `${day}/${provider.key}/${minutes}`,
              seed: options.seed,
              patientId: one.patientId,
              age: ageInYears(one.patient.birthDate, day),
              scenario,
              visitTypeId: type.visitTypeId,
              providerResourceId: resourceOf(provider),
              rooms: roomsOf(locationOf(provider.site ?? "mission-bay").key).map((room) => room.resourceId),
              date: day,
              start: timeOfMinutes(minutes),
              minutes: type.minutes,
              copay: (scenario.procedures[0]?.code ?? "").startsWith("992") ? (one.patient.coverage?.copay ?? 0) : 0,
              supervisorId: supervisor?.staffId ?? null,
              people: {
                desk: actorOf(staffByKey(north ? "brooks" : "haddad")),
                assistant: actorOf(staffByKey(north ? "ramirez" : "kim")),
                provider: actorOf(provider),
                supervisor: supervisor === null ? null : actorOf(supervisor),
              },
            },
          ];
        }),
    );
}

export function chooseScenario(patient: SeedPatient, day: LocalDate, roll: number): Scenario {
  const age = ageInYears(patient.birthDate, day);
  const medicare = patient.coverage?.electronicId === "MCRSD";
  const fitting = scenarios.filter(
    (one) => age >= one.ages[0] && age <= one.ages[1] && !(medicare && one.notForMedicare),
  );
  const usable = fitting.length > 0 ? fitting : scenarios.filter((one) => one.key === "cold");
  let rest = roll * usable.reduce((sum, one) => sum + one.weight, 0);
  for (const one of usable) {
    rest -= one.weight;
    if (rest < 0) return one;
  }
  throw new Error("a scenario fits every patient");
}

/** One day from opening to the biller's evening. Today ends at `now`. */
async function workDay(
  practice: ScriptedPractice,
  options: SeedOptions,
  day: LocalDate,
  plans: readonly VisitPlan[],
  isToday: boolean,
  refused: string[],
): Promise<number> {
  await practice.advanceTo(earlier(atLocal(day, "06:30", timeZone), options.now));
  const random = seededRandom(`${options.seed}/work/${day}`);
  const steps: (VisitStep & { readonly plan: VisitPlan })[] = [];
  const desk = actorOf(staffByKey("brooks"));
  for (const plan of plans) {
    if (!(await attempt(refused, () => bookVisit(practice, plan)))) continue;
    const fate = random.next();
    if (fate < 0.06)
      steps.push({ name: "no-show", at: timeOfMinutes(1030), plan, run: () => missVisit(practice, plan, desk) });
    else steps.push(...visitSteps(plan, random, () => practice.settle()).map((step) => ({ ...step, plan })));
  }
  await practice.settle();
  const failed = new Set<VisitPlan>();
  let done = 0;
  for (const step of steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const at = atLocal(day, step.at, timeZone);
    if (at > options.now || failed.has(step.plan)) continue;
    await practice.advanceTo(at);
    if (!(await attempt(refused, () => step.run(practice), step.name))) failed.add(step.plan);
    else if (step.name === "checkout") done += 1;
  }
  // The last working day's charges wait for review in the morning.
  if (!isToday && day < addDays(dateIn(options.now, timeZone), -2)) {
    await billerEvening(practice, day);
    await bankEvening(practice, options.seed, day);
  }
  return done;
}

async function missVisit(practice: ScriptedPractice, plan: VisitPlan, desk: Actor): Promise<void> {
  const appointmentId = seededId<"appointment">(plan.seed, `${plan.key}/appointment`);
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

async function attempt(refused: string[], work: () => Promise<void>, step = "book"): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused.push(`${step}: ${error.message}`);
    return false;
  }
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
