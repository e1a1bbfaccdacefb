import type { Id } from "@practicum/kernel/brand";
import { ageInMonths, ageInYears, dayOfWeek, type LocalDate, timeOfMinutes } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import {
  actorOf,
  type DemoStaff,
  locationOf,
  providers,
  resourceOf,
  roomsOf,
  staffByKey,
  visitTypeByKey,
  worksOn,
} from "./practice.ts";
import type { SeedPatient } from "./patients.ts";
import { scenarios, type Scenario } from "./scenarios.ts";
import type { VisitPlan } from "./visit-script.ts";

export interface Registered {
  readonly patient: SeedPatient;
  readonly patientId: Id<"patient">;
}

export interface DayPlan {
  readonly seed: string;
  readonly day: LocalDate;
  readonly registered: readonly Registered[];
  readonly perProvider: number;
}

/** Half-hour places of a day, in minutes from midnight. */
const places = [480, 510, 540, 570, 600, 630, 660, 690, 780, 810, 840, 870, 900, 930, 960, 990];

/** Each provider's day: half-hour places in a seeded order, patients in turn, a scenario that fits the patient. */
export function planDay({ seed, day, registered, perProvider }: DayPlan): VisitPlan[] {
  const random = seededRandom(`${seed}/day/${day}`);
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
          return [visitPlan(seed, day, provider, minutes, one, chooseScenario(one.patient, day, random.next()))];
        }),
    );
}

/** A visit of the demonstration with the people of the provider's site. `minutes` count from midnight. */
export function visitPlan(
  seed: string,
  day: LocalDate,
  provider: DemoStaff,
  minutes: number,
  { patient, patientId }: Registered,
  scenario: Scenario,
): VisitPlan {
  const type = visitTypeByKey(scenario.visitType);
  const supervisor = provider.supervisor === null ? null : staffByKey(provider.supervisor);
  const north = provider.site === "mission-bay";
  return {
    key: `${day}/${provider.key}/${minutes}`,
    seed,
    patientId,
    age: ageInYears(patient.birthDate, day),
    ageMonths: ageInMonths(patient.birthDate, day),
    scenario,
    visitTypeId: type.visitTypeId,
    providerResourceId: resourceOf(provider),
    rooms: roomsOf(locationOf(provider.site ?? "mission-bay").key).map((room) => room.resourceId),
    date: day,
    start: timeOfMinutes(minutes),
    minutes: type.minutes,
    copay: (scenario.procedures[0]?.code ?? "").startsWith("992") ? (patient.coverage?.copay ?? 0) : 0,
    supervisorId: supervisor?.staffId ?? null,
    people: {
      desk: actorOf(staffByKey(north ? "brooks" : "haddad")),
      assistant: actorOf(staffByKey(north ? "ramirez" : "kim")),
      provider: actorOf(provider),
      supervisor: supervisor === null ? null : actorOf(supervisor),
    },
  };
}

export function chooseScenario(
  patient: Pick<SeedPatient, "birthDate"> & { readonly coverage: { readonly electronicId: string } | null },
  day: LocalDate,
  roll: number,
): Scenario {
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
