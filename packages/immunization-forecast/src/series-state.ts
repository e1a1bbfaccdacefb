import type { LocalDate } from "@practicum/kernel/local-date";
import { atAge } from "./ages.ts";
import type { GivenDose, Person } from "./person.ts";
import type { Antigen, Series, SeriesDose, SupportingData } from "./supporting-data.ts";

export type DoseStatus = "valid" | "not-valid" | "extraneous";
export type DoseReason =
  | "too-young"
  | "too-old"
  | "too-soon"
  | "conflict"
  | "inadvertent"
  | "vaccine"
  | "series-complete";

/** What one dose was worth in one series. */
export interface EvaluatedDose {
  readonly dose: GivenDose;
  readonly status: DoseStatus;
  readonly reason?: DoseReason | undefined;
  readonly target?: TargetDose | undefined;
}

/** One dose that a series asks for, and what became of it. */
export interface TargetDose {
  readonly rule: SeriesDose;
  status: "open" | "satisfied" | "skipped";
  by?: GivenDose;
}

/** A series, followed through a person's doses. */
export interface SeriesState {
  readonly antigen: Antigen;
  readonly series: Series;
  readonly targets: TargetDose[];
  readonly evaluated: EvaluatedDose[];
}

/** What stands for all series of one forecast. */
export interface Setting {
  readonly data: SupportingData;
  readonly person: Person;
  /** All doses, in the order that they were given. */
  readonly history: readonly GivenDose[];
  readonly on: LocalDate;
  /** Of an antigen: the series groups that have a completed series. */
  readonly completed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Doses that counted in some series, as far as is known yet. */
  readonly counted: ReadonlySet<string>;
}

/** The doses of a person that have an antigen, in their order. */
export function dosesOf(setting: Setting, antigen: string): readonly GivenDose[] {
  return setting.history.filter((dose) => antigensOf(setting, dose).includes(antigen));
}

/** Which antigens a dose has: by its code, and for a few by the age it was given at. */
export function antigensOf({ data, person }: Pick<Setting, "data" | "person">, dose: GivenDose): readonly string[] {
  const found = data.associations.get(dose.cvx);
  if (found === undefined) return [];
  return found.association
    .filter(({ associationBeginAge, associationEndAge }) =>
      atAge(person.born, dose.on, { beginAge: associationBeginAge, endAge: associationEndAge }),
    )
    .map(({ antigen }) => antigen);
}

/** The dose that an interval "from previous" counts from: it took part, and was no mistake. */
export function lastCounted(evaluated: readonly EvaluatedDose[]): GivenDose | undefined {
  return evaluated.findLast(({ status, reason }) => status !== "extraneous" && reason !== "inadvertent")?.dose;
}
