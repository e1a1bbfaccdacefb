import type { Actor } from "@practicum/contracts/actor";
import type { Role } from "@practicum/contracts/permission";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { must } from "@practicum/kernel/assert";
import { addMs, atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { staff } from "@practicum/seed/practice";
import { Refused, type PracticePort } from "@practicum/seed/practice-port";
import { visitSteps, writeNote } from "@practicum/seed/visit-script";
import { followUps } from "./follow-ups.ts";
import type { StepName } from "@practicum/seed/visit-script";
import { nextStep, type NextStep } from "./next-step.ts";
import { callsOfDay, eveningOf, workDenials, type RoutineTools } from "./routines.ts";
import { patientsCall } from "./patients-call.ts";
import { workLists } from "./rounds.ts";
import { withSlips } from "./slips.ts";
import type { ColleaguesState, Routine, Staffing } from "./staffing.ts";
import { orderTestsAt } from "./tests-of-visit.ts";
import { visitOf, type Observe } from "./visit-of.ts";

/** What the colleagues' hands are. */
export interface ColleaguesPort {
  readonly observe: Observe;
  /** Commands, and the reads that are worth a line in the audit trail, as entries are done but in no log. */
  readonly practice: PracticePort;
  /** Until every event is handled. */
  settle(): Promise<void>;
}

/** Between two deeds of all of them. */
const PACE_MS = 20_000;
/** How far back visits are looked for that nobody finished. */
const LEFT_DAYS = 7;

const ROUTINES: { readonly [R in Routine]: LocalTime } = {
  morning: "06:30",
  "first-round": "09:05",
  "second-round": "11:50",
  calls: "12:15",
  "third-round": "15:20",
  evening: "17:40",
};

/** Whose work a step is: a provider's is left alone by that provider's own role, so that who plays one has colleagues in the others. */
function rolesOf({ by }: NextStep, { providerStaffId }: Appointment): readonly Role[] {
  if (by === "desk") return ["front-desk"];
  if (by === "assistant") return ["medical-assistant"];
  return staff.find((one) => one.staffId === providerStaffId)?.roles ?? PROVIDERS;
}

const PROVIDERS: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];

interface Due {
  readonly at: Instant;
  readonly what: Routine | { readonly visit: Appointment; readonly next: NextStep };
}

/**
 * The people of the practice whom nobody plays (WLD-9 to WLD-13). What they do next follows from the records, the seed and the
 * moment, so it is in no log; what they remember beside the records is their {@link ColleaguesState}.
 */
export class Colleagues {
  readonly #port: ColleaguesPort;
  readonly #seed: string;
  readonly #timeZone: string;
  #state: ColleaguesState;
  /** Visits that are not over, as the records have them now. */
  #open: { readonly day: LocalDate; readonly visits: Map<string, Appointment> } | null = null;
  /** Encounters that were found, by visit: a visit keeps its own. */
  readonly #encounters = new Map<string, string>();

  constructor(port: ColleaguesPort, seed: string, timeZone: string, state: ColleaguesState) {
    this.#port = port;
    this.#seed = seed;
    this.#timeZone = timeZone;
    this.#state = state;
  }

  get state(): ColleaguesState {
    return this.#state;
  }

  set staffing(staffing: Staffing) {
    this.#state = { ...this.#state, staffing };
  }

  /** Somebody else did something: the records are read again. */
  changed(): void {
    this.#open = null;
  }

  /** When somebody does something next: now at the earliest. */
  async nextAt(now: Instant): Promise<Instant> {
    return (await this.#next(now)).at;
  }

  /** Does what is due at this moment. */
  async act(now: Instant): Promise<void> {
    const { what } = await this.#next(now);
    this.#state = { ...this.#state, actedAt: now };
    if (typeof what === "string") await this.#routine(what, now);
    else await this.#work(what.visit, what.next, now);
    await this.#port.settle();
  }

  async #next(now: Instant): Promise<Due> {
    const today = dateIn(now, this.#timeZone);
    const { visits } = await this.#look(today);
    const { actedAt, stuck } = this.#state;
    const { absent } = this.#state.staffing;
    const paced = actedAt === null ? now : latest(now, addMs(actedAt, PACE_MS));
    let due = this.#nextRoutine(today, paced);
    for (const visit of visits.values()) {
      if (stuck[visit.appointmentId] === visit.status) continue;
      const next = nextStep(visit, today, this.#seed);
      if (next === null || rolesOf(next, visit).some((role) => absent.includes(role))) continue;
      const at = latest(next.at, paced);
      if (at < due.at) due = { at, what: { visit, next } };
    }
    return due;
  }

  #nextRoutine(today: LocalDate, paced: Instant): Due {
    const times = Object.entries(ROUTINES).map(([name, time]) => {
      const what = name as Routine;
      const done = this.#state.routines[what] === today;
      const at = atLocal(done ? addDays(today, 1) : today, time, this.#timeZone);
      return { what, at: latest(at, paced) };
    });
    return must(times.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]);
  }

  async #look(today: LocalDate) {
    if (this.#open?.day === today) return this.#open;
    const visits = new Map<string, Appointment>();
    const from = this.#state.sweptTo ?? addDays(today, -LEFT_DAYS);
    for (let date = from; date <= today; date = addDays(date, 1)) {
      const sheet = await this.#port.observe("scheduling", "daySheet", { date, locationId: null });
      for (const visit of sheet?.appointments ?? [])
        if (nextStep(visit, today, this.#seed) !== null) visits.set(visit.appointmentId, visit);
    }
    this.#open = { day: today, visits };
    return this.#open;
  }

  async #work(visit: Appointment, { step, by }: NextStep, now: Instant): Promise<void> {
    try {
      if (step === "no-show") await this.#missed(visit, must((await this.#plan(visit)).people[by]));
      else if (step === "cancel") await this.#cancel(visit, must((await this.#plan(visit)).people[by]));
      else await this.#step(visit, step, now);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Somebody must look at it: it stays where it is, for a person to see.
      this.#state = { ...this.#state, stuck: { ...this.#state.stuck, [visit.appointmentId]: visit.status } };
    }
    const { appointmentId } = visit;
    const after = await this.#port.observe("scheduling", "getAppointment", { appointmentId });
    const { visits } = must(this.#open);
    if (after === null || nextStep(after, must(this.#open).day, this.#seed) === null) visits.delete(appointmentId);
    else visits.set(appointmentId, after);
  }

  async #plan(visit: Appointment) {
    return withSlips(await visitOf(visit, this.#seed, this.#port.observe), this.#state.staffing.style);
  }

  async #missed({ appointmentId, version }: Appointment, as: Actor): Promise<void> {
    await this.#port.practice.run("scheduling", "markNoShow", { appointmentId, version }, as);
  }

  async #cancel({ appointmentId, version }: Appointment, as: Actor): Promise<void> {
    const reason = "The patient has died";
    await this.#port.practice.run("scheduling", "cancelAppointment", { appointmentId, version, reason }, as);
  }

  async #step(visit: Appointment, step: StepName, now: Instant): Promise<void> {
    const plan = await this.#plan(visit);
    const random = seededRandom(`${this.#seed}/${plan.key}/${step}/${now}`);
    const encounterId = step === "check-in" ? "" : await this.#encounterOf(visit);
    // What was left unwritten is written before it is signed.
    if (step === "sign") {
      await writeNote(this.#port.practice, plan, encounterId, random);
      await orderTestsAt(this.#port.practice, plan, encounterId);
    }
    const steps = visitSteps(plan, random, () => this.#port.settle(), encounterId);
    const found = must(
      steps.find((one) => one.name === step),
      "the script has every step of a visit",
    );
    await found.run(this.#port.practice);
  }

  async #encounterOf({ appointmentId, providerStaffId, date }: Appointment): Promise<string> {
    const before = this.#encounters.get(appointmentId);
    if (before !== undefined) return before;
    const day = await this.#port.observe("charting", "providerDay", { providerId: providerStaffId, date });
    const known = [...(day?.today ?? []), ...(day?.unsigned ?? [])];
    const found = known.find((one) => one.appointmentId === appointmentId)?.encounterId;
    if (found !== undefined) this.#encounters.set(appointmentId, found);
    return found ?? "";
  }

  async #routine(routine: Routine, now: Instant): Promise<void> {
    const today = dateIn(now, this.#timeZone);
    const { staffing, routines } = this.#state;
    this.#state = { ...this.#state, routines: { ...routines, [routine]: today } };
    const tools: RoutineTools = {
      observe: this.#port.observe,
      practice: this.#port.practice,
      settle: () => this.#port.settle(),
      seed: this.#seed,
      now,
      today,
      staffing,
    };
    switch (routine) {
      case "morning": {
        const { visits } = await this.#look(today);
        const left = [...visits.values()].filter((one) => this.#state.stuck[one.appointmentId] !== one.status);
        const oldest = left.map((one) => one.date).toSorted()[0] ?? today;
        for (const known of this.#encounters.keys()) if (!visits.has(known)) this.#encounters.delete(known);
        this.#state = { ...this.#state, sweptTo: oldest, stuck: withoutGone(this.#state.stuck, visits) };
        return;
      }
      case "calls":
        await callsOfDay(tools);
        return;
      case "first-round":
        await patientsCall(tools);
        await workLists(tools);
        return;
      case "second-round":
      case "third-round":
        await workLists(tools);
        return;
      case "evening":
        await eveningOf(tools);
        await followUps(tools);
        this.#state = { ...this.#state, asked: await workDenials(tools, this.#state.asked) };
    }
  }
}

function withoutGone(stuck: ColleaguesState["stuck"], visits: ReadonlyMap<string, Appointment>) {
  return Object.fromEntries(Object.entries(stuck).filter(([appointmentId]) => visits.has(appointmentId)));
}

function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
