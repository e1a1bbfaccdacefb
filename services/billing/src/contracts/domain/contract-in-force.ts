import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import type { LocalDate } from "@practicum/kernel/local-date";

/** A version as it is kept. What takes another back says nothing itself. */
export interface KeptVersion {
  readonly contractId: string;
  readonly version: number;
  readonly from: LocalDate;
  readonly content: ContractContent | null;
  readonly undoes: number | null;
}

/** Whom and where a contract is asked for. */
export interface ContractFacts {
  readonly serviceDate: LocalDate;
  readonly planName: string | null;
  readonly locationId: string | null;
  readonly taxonomy: string | null;
}

/** A version that counts, with the day on which the next one begins. */
export interface Period extends KeptVersion {
  readonly until: LocalDate | null;
}

/**
 * BIL-380: what a contract says over time. Of each first day the version that was written last counts, as long as it is not taken back; it
 * holds until the next first day.
 */
export function periodsOf(versions: readonly KeptVersion[]): Period[] {
  const undone = takenBack(versions);
  const byDay = new Map<LocalDate, KeptVersion>();
  for (const one of versions.toSorted((a, b) => a.version - b.version))
    if (one.undoes === null && !undone.has(one.version)) byDay.set(one.from, one);
  const days = [...byDay.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return days.map((one, at) => ({ ...one, until: days[at + 1]?.from ?? null }));
}

/** Versions that do not count: a taking back that was taken back itself takes nothing back. */
export function takenBack(versions: readonly Pick<KeptVersion, "version" | "undoes">[]): ReadonlySet<number> {
  const gone = new Set<number>();
  for (const { version, undoes } of versions.toSorted((a, b) => b.version - a.version))
    if (undoes !== null && !gone.has(version)) gone.add(undoes);
  return gone;
}

/** The period that a day lies in. */
export function periodOn(periods: readonly Period[], day: LocalDate): Period | null {
  return periods.find((one) => one.from <= day && (one.until === null || day < one.until)) ?? null;
}

/**
 * The contract that counts for a service: of those whose plans, places and specialties fit the one that names the most kinds of them. Two that
 * name as many never meet ({@link overlapOf}).
 */
export function contractFor(
  all: readonly Period[],
  facts: ContractFacts,
): (Period & { readonly content: ContractContent }) | null {
  const fitting = all.flatMap((one) =>
    one.content !== null &&
    one.from <= facts.serviceDate &&
    (one.until === null || facts.serviceDate < one.until) &&
    isFor(one.content, facts)
      ? [{ ...one, content: one.content }]
      : [],
  );
  return fitting.toSorted((a, b) => kindsNamed(b.content) - kindsNamed(a.content))[0] ?? null;
}

function isFor({ plans, locations, specialties }: ContractContent, facts: ContractFacts): boolean {
  const { planName, locationId, taxonomy } = facts;
  const plan = planName === null ? null : plainName(planName);
  return (
    (plans.length === 0 || (plan !== null && plans.some((one) => plainName(one) === plan))) &&
    (locations.length === 0 || (locationId !== null && locations.some((one) => one === locationId))) &&
    (specialties.length === 0 || (taxonomy !== null && specialties.some((one) => taxonomy.startsWith(one))))
  );
}

function plainName(name: string): string {
  return name.trim().toLowerCase();
}

function kindsNamed({ plans, locations, specialties }: ContractContent): number {
  return [plans, locations, specialties].filter((list) => list.length > 0).length;
}

/** Another contract of the payer that would count just as much for some service: which of the two held could not be told. */
export function overlapOf(own: readonly Period[], others: readonly Period[]): Period | null {
  return (
    others.find((other) =>
      own.some(
        (one) =>
          one.content !== null &&
          other.content !== null &&
          kindsNamed(one.content) === kindsNamed(other.content) &&
          meet(one, other) &&
          sameScope(one.content, other.content),
      ),
    ) ?? null
  );
}

function meet(a: Period, b: Period): boolean {
  return (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);
}

function sameScope(a: ContractContent, b: ContractContent): boolean {
  const shares = (one: readonly string[], other: readonly string[], same: (x: string, y: string) => boolean) =>
    one.length === 0 || other.length === 0 || one.some((x) => other.some((y) => same(x, y)));
  return (
    shares(a.plans, b.plans, (x, y) => plainName(x) === plainName(y)) &&
    shares(a.locations, b.locations, (x, y) => x === y) &&
    shares(a.specialties, b.specialties, (x, y) => x.startsWith(y) || y.startsWith(x))
  );
}
