import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Id } from "@practicum/kernel/brand";
import { dateIn, instantFromMs, timeIn, type Instant } from "@practicum/kernel/instant";
import { ageInMonths, ageInYears, minutesOf, timeOfMinutes, type LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import {
  actorOf,
  locationOf,
  providers,
  resourceOf,
  roomsOf,
  staffByKey,
  timeZone,
  visitTypeByKey,
} from "@practicum/seed/practice";
import { seedPatients, type SeedPatient } from "@practicum/seed/patients";
import { chooseScenario } from "@practicum/seed/plan-day";
import { seededId } from "@practicum/seed/seeded-ids";
import { type VisitPlan, visitSteps } from "@practicum/seed/visit-script";
import { sleep } from "@practicum/tooling/child";
import { clockAheadMs } from "../../src/installation-clock.ts";
import type { HttpPractice } from "./http-practice.ts";
import { minutesToWait, placeInDay } from "./place-in-day.ts";

export interface DayOptions {
  readonly visits: number;
  readonly seed: string;
  /** Makes the patients and appointments of this run its own, so that a day can be run again. */
  readonly runKey: string;
  /** How long to wait for the payers' last answer. */
  readonly payersWaitMs: number;
  /** How far the practice's clock is ahead of this machine's. Default: as this installation's. */
  readonly aheadMs?: number;
  readonly progress: (text: string) => void;
}

export interface DaySummary {
  readonly visits: number;
  readonly signed: number;
  readonly claims: number;
  readonly accepted: number;
  readonly paid: number;
  readonly denied: number;
  /** Visits that end without a claim: the patient pays. */
  readonly selfPay: number;
  /** Cents; zero when the double entries balance. */
  readonly ledgerSum: number;
  readonly unbalancedTransactions: number;
  /** Calls that were lost and sent again. */
  readonly repeatedCalls: number;
  /** Mean seconds of a step, by name. */
  readonly secondsAStep: { readonly [step: string]: number };
}

interface Visit {
  readonly plan: VisitPlan;
  readonly patient: SeedPatient;
}

function nowOf({ aheadMs = clockAheadMs() }: DayOptions): Instant {
  return instantFromMs(Date.now() + aheadMs);
}

/** One whole practice day through the gateway: each step by who does it, in the order of the day. */
export async function runDay(practice: HttpPractice, options: DayOptions): Promise<DaySummary> {
  const times = new Map<string, number[]>();
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const value = await work();
    times.set(step, [...(times.get(step) ?? []), (performance.now() - started) / 1000]);
    return value;
  };
  const waitMinutes = minutesToWait(minutesOf(timeIn(nowOf(options), timeZone)));
  if (waitMinutes > 0) {
    options.progress(`the practice's day is over in ${waitMinutes} minutes: the next one is waited for`);
    await sleep(waitMinutes * 60_000);
  }
  const today = dateIn(nowOf(options), timeZone);
  const visits: Visit[] = [];
  for (const [index, patient] of seedPatients(`${options.seed}/${options.runKey}`, options.visits, today).entries()) {
    options.progress(`visit ${index + 1} of ${options.visits}: register and book`);
    visits.push(await receive(practice, options, patient, index, today, timed));
  }
  for (const [index, { plan }] of visits.entries()) {
    options.progress(`visit ${index + 1} of ${options.visits}: ${plan.scenario.key}`);
    const random = seededRandom(`${options.seed}/${plan.key}`);
    for (const step of visitSteps(plan, random, (encounterId) => untilOpened(practice, plan, encounterId)))
      await timed(step.name, () => step.run(practice));
  }
  options.progress("billing");
  const encounters = await timed("release", () => release(practice, visits));
  await timed("submit", () => submit(practice, encounters.claimIds));
  await timed("payers", () => untilAnswered(practice, encounters.claimIds, options));
  return summarize(practice, visits, encounters, times);
}

type Timed = <T>(step: string, work: () => Promise<T>) => Promise<T>;

async function receive(
  practice: HttpPractice,
  options: DayOptions,
  patient: SeedPatient,
  index: number,
  today: LocalDate,
  timed: Timed,
): Promise<Visit> {
  const desk = actorOf(staffByKey(index % 2 === 0 ? "brooks" : "haddad"));
  const source = `${options.seed}/${options.runKey}/${patient.key}`;
  const parent = patient.parent;
  const name = { family: patient.family, given: patient.given, middle: null, suffix: null };
  const guarantor = parent
    ? {
        name: { family: parent.family, given: parent.given, middle: null, suffix: null },
        relationship: "parent" as const,
        birthDate: parent.birthDate,
        address: patient.address,
        phone: patient.phone,
      }
    : null;
  const alike = await practice.run(
    "scheduling",
    "findDuplicates",
    { family: patient.family, given: patient.given, birthDate: patient.birthDate, phone: patient.phone },
    desk,
  );
  const { patientId } = await timed("register", () =>
    practice.run(
      "scheduling",
      "registerPatient",
      {
        name,
        birthDate: patient.birthDate,
        sex: patient.sex,
        phone: patient.phone,
        email: patient.email,
        address: patient.address,
        language: patient.language,
        guarantor,
        emergencyContact: null,
        notDuplicateOf: alike.map((one) => one.patientId).slice(0, 20),
        source: { system: "practicum day", value: source },
      },
      desk,
    ),
  );
  if (patient.coverage) await timed("coverage", () => addCoverage(practice, patient, patientId, today, index));
  const plan = planVisit(options, patient, patientId, index, today);
  await timed("book", () => book(practice, plan));
  return { patient, plan };
}

async function addCoverage(
  practice: HttpPractice,
  patient: SeedPatient,
  patientId: Id<"patient">,
  today: LocalDate,
  index: number,
): Promise<void> {
  const coverage = patient.coverage;
  if (!coverage) return;
  const desk = actorOf(staffByKey(index % 2 === 0 ? "brooks" : "haddad"));
  // Billing learns of the patient by an event; a moment may pass.
  await patiently(15_000, async () => {
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
        subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
        from: `${Number(today.slice(0, 4)) - 1}-01-01`,
        to: null,
        pcpNpi: null,
        copay: coverage.copay,
      },
      desk,
    );
    return true;
  });
  await practice.run(
    "billing",
    "checkEligibility",
    {
      eligibilityId: seededId(coverage.coverageId, "eligibility"),
      coverageId: coverage.coverageId,
      patientId,
      serviceDate: today,
    },
    desk,
  );
}

/** A place on today's sheet that has not passed; at the day's end they are put over others, with the reason said. */
function planVisit(
  options: DayOptions,
  patient: SeedPatient,
  patientId: Id<"patient">,
  index: number,
  today: LocalDate,
): VisitPlan {
  const provider = providers[index % providers.length];
  if (!provider?.site) throw new Error("the demonstration practice has providers");
  const random = seededRandom(`${options.seed}/scenario/${index}`);
  const scenario = chooseScenario(patient, today, random.next());
  const type = visitTypeByKey(scenario.visitType);
  const now = minutesOf(timeIn(nowOf(options), timeZone));
  const place = placeInDay(now, Math.floor(index / providers.length), type.minutes);
  const supervisor = provider.supervisor === null ? null : staffByKey(provider.supervisor);
  return {
    key: `${options.runKey}/${index}`,
    seed: options.seed,
    patientId,
    age: ageInYears(patient.birthDate, today),
    ageMonths: ageInMonths(patient.birthDate, today),
    scenario,
    visitTypeId: type.visitTypeId,
    providerResourceId: resourceOf(provider),
    rooms: roomsOf(locationOf(provider.site).key).map((room) => room.resourceId),
    date: today,
    start: timeOfMinutes(place.start),
    minutes: place.minutes,
    copay: patient.coverage?.copay ?? 0,
    supervisorId: supervisor?.staffId ?? null,
    people: {
      desk: actorOf(staffByKey(provider.site === "mission-bay" ? "brooks" : "haddad")),
      assistant: actorOf(staffByKey(provider.site === "mission-bay" ? "ramirez" : "kim")),
      provider: actorOf(provider),
      supervisor: supervisor === null ? null : actorOf(supervisor),
    },
  };
}

async function book(practice: HttpPractice, plan: VisitPlan): Promise<void> {
  await practice.run(
    "scheduling",
    "bookAppointment",
    {
      appointmentId: seededId(plan.seed, `${plan.key}/appointment`),
      patientId: plan.patientId,
      visitTypeId: plan.visitTypeId,
      providerResourceId: plan.providerResourceId,
      roomResourceId: null,
      date: plan.date,
      start: plan.start,
      minutes: plan.minutes,
      reason: plan.scenario.reason,
      overbookReason: "Walk-in of the scripted day",
    },
    plan.people.desk,
  );
}

async function untilOpened(practice: HttpPractice, plan: VisitPlan, encounterId: Id<"encounter">): Promise<void> {
  await patiently(15_000, async () => {
    await practice.run("charting", "getEncounter", { encounterId }, plan.people.assistant);
    return true;
  });
}

async function release(
  practice: HttpPractice,
  visits: readonly Visit[],
): Promise<{ released: number; claimIds: Id<"claim">[]; selfPay: number }> {
  const biller = actorOf(staffByKey("nair"));
  const wanted = new Set(visits.map((visit) => visit.plan.patientId));
  const mine = () =>
    practice
      .run("billing", "listCharges", { status: "review" }, biller)
      .then(({ visits: all }) => all.filter((one) => wanted.has(one.patientId)));
  await patiently(30_000, async () => (await mine()).length === visits.length);
  const ids = (await mine()).map((one) => one.encounterId);
  const { released } = await practice.run("billing", "releaseCharges", { encounterIds: ids }, biller);
  const claimIds = released.flatMap((one) => (one.claimId === null ? [] : [one.claimId]));
  return { released: released.length, claimIds, selfPay: released.length - claimIds.length };
}

/** Sends what is ready; a claim that an event is still missing for is sent a moment later. */
async function submit(practice: HttpPractice, claimIds: readonly Id<"claim">[]): Promise<void> {
  const biller = actorOf(staffByKey("nair"));
  let open = [...claimIds];
  await patiently(
    10_000,
    async () => {
      if (open.length === 0) return true;
      const { left } = await practice.run("billing", "submitClaims", { claimIds: open }, biller);
      open = left.map((one) => one.claimId);
      return open.length === 0;
    },
    false,
  );
}

const settledStatuses = new Set(["rejected", "paid", "partly-denied", "denied", "closed", "needs-correction"]);

async function untilAnswered(
  practice: HttpPractice,
  claimIds: readonly Id<"claim">[],
  { payersWaitMs, progress }: Pick<DayOptions, "payersWaitMs" | "progress">,
): Promise<void> {
  const biller = actorOf(staffByKey("nair"));
  const open = new Set(claimIds);
  let told = -1;
  await patiently(
    payersWaitMs,
    async () => {
      for (const claimId of open)
        if (settledStatuses.has((await practice.run("billing", "getClaim", { claimId }, biller)).status))
          open.delete(claimId);
      const decided = claimIds.length - open.size;
      if (decided !== told) progress(`payers: ${decided} of ${claimIds.length} claims decided`);
      told = decided;
      return open.size === 0;
    },
    false,
  );
}

async function summarize(
  practice: HttpPractice,
  visits: readonly Visit[],
  billed: { claimIds: readonly Id<"claim">[]; selfPay: number },
  times: ReadonlyMap<string, readonly number[]>,
): Promise<DaySummary> {
  const biller = actorOf(staffByKey("nair"));
  const physician = actorOf(staffByKey("alvarez"));
  const claims = await Promise.all(
    billed.claimIds.map((claimId) => practice.run("billing", "getClaim", { claimId }, biller)),
  );
  const charts = await Promise.all(
    visits.map(({ plan }) => practice.run("charting", "getChart", { patientId: plan.patientId }, physician)),
  );
  const balance = await practice.run("billing", "trialBalance", {}, biller);
  const past = new Set(["accepted", "paid", "partly-denied", "denied", "closed"]);
  return {
    visits: visits.length,
    signed: charts.filter((chart) =>
      chart.encounters.some((encounter) => encounter.status === "signed" || encounter.status === "cosigned"),
    ).length,
    claims: claims.length,
    accepted: claims.filter((claim) => past.has(claim.status)).length,
    paid: claims.filter((claim) => claim.paid > 0 || claim.status === "paid" || claim.status === "closed").length,
    denied: claims.filter((claim) => claim.status === "denied" || claim.status === "partly-denied").length,
    selfPay: billed.selfPay,
    ledgerSum: balance.total,
    unbalancedTransactions: balance.unbalancedTransactions,
    repeatedCalls: practice.repeated,
    secondsAStep: Object.fromEntries(
      [...times].map(([step, all]) => [step, Number((all.reduce((a, b) => a + b, 0) / all.length).toFixed(4))]),
    ),
  };
}

/** Writes what was exchanged since `since` (an instant) into one folder a kind. */
export async function writeExchange(practice: HttpPractice, folder: string, since: string): Promise<number> {
  const biller = actorOf(staffByKey("nair"));
  let written = 0;
  for (const kind of ["270", "271", "837", "999", "277CA", "835"] as const) {
    const directory = join(folder, kind === "277CA" ? "277" : kind);
    await mkdir(directory, { recursive: true });
    for (let before: string | null = null; ;) {
      const page: { files: { fileId: string; name: string; at: string }[]; next: string | null } = await practice.run(
        "billing",
        "listFiles",
        { kind, before, limit: 200 },
        biller,
      );
      for (const file of page.files.filter((one) => one.at >= since)) {
        const { content } = await practice.run("billing", "getFile", { fileId: file.fileId }, biller);
        await writeFile(join(directory, file.name.replaceAll(/[^\w.-]/g, "_")), content);
        written += 1;
      }
      if (page.next === null || page.files.every((file) => file.at < since)) break;
      before = page.next;
    }
  }
  return written;
}

/** Asks again until the answer is yes, or an operation is no longer refused for want of an event. */
async function patiently(waitMs: number, work: () => Promise<boolean>, orFail = true): Promise<void> {
  const giveUpAt = Date.now() + waitMs;
  for (;;) {
    const done = await work().catch((error: unknown) => {
      if (
        error instanceof Error &&
        error.name === "Refused" &&
        "code" in error &&
        error.code === "not-found" &&
        Date.now() < giveUpAt
      )
        return false;
      throw error;
    });
    if (done) return;
    if (Date.now() > giveUpAt) {
      if (orFail) throw new Error("the practice did not get there in time");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
