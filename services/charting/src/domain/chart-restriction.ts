import type { AccessReason, RestrictionShuts } from "@practicum/contracts/charting/restrictions";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** A restriction that stands. */
export interface Standing {
  readonly restrictionId: string;
  readonly shuts: RestrictionShuts;
  readonly staffIds: readonly string[];
  readonly roles: readonly Role[];
  readonly by: string;
}

/** What is known of a chart and of who asks. */
export interface ChartAndAsker {
  readonly standing: readonly Standing[];
  /** The latest visit of which the person is provider or supervisor, within {@link TREATS_DAYS} or with an unfinished note. */
  readonly treats: { readonly on: LocalDate; readonly visitTypeName: string } | null;
  /** Until when the person has opened the chart all the same. */
  readonly glassUntil: Instant | null;
}

export interface Asker {
  /** Null: nobody of the practice. */
  readonly staffId: string | null;
  readonly roles: readonly Role[];
  /** Patients and who acts for them: a restriction keeps out the practice's people, never them. The service itself, too. */
  readonly keptOutByNone: boolean;
}

/** Who saw a patient within a year treats the patient. */
export const TREATS_DAYS = 365;

/**
 * Whether a chart opens to who asks, and by what (CHT-190, CHT-191): each restriction that stands has to leave the person in, or the person
 * has broken the glass.
 */
export function mayOpenChart(
  { standing, treats, glassUntil }: ChartAndAsker,
  asker: Asker,
  now: Instant,
): { readonly opens: boolean; readonly byGlass: boolean; readonly why: readonly AccessReason[] } {
  const named = standing.filter((one) => one.shuts === "others" && isNamed(one, asker));
  const why: AccessReason[] = [];
  if (treats) why.push({ kind: "treats", ...treats });
  const [first] = named;
  if (first) why.push({ kind: "named", by: first.by });
  if (asker.keptOutByNone || standing.every((one) => leavesIn(one, asker, treats !== null))) {
    return { opens: true, byGlass: false, why: standing.length === 0 ? [{ kind: "role" }, ...why] : why };
  }
  if (glassUntil !== null && now < glassUntil)
    return { opens: true, byGlass: true, why: [{ kind: "glass", until: glassUntil }] };
  return { opens: false, byGlass: false, why: [{ kind: "shut" }] };
}

function isNamed({ staffIds, roles }: Standing, { staffId, roles: own }: Asker): boolean {
  return (staffId !== null && staffIds.includes(staffId)) || roles.some((role) => own.includes(role));
}

function leavesIn(one: Standing, asker: Asker, treats: boolean): boolean {
  if (one.shuts === "named") return asker.staffId !== null && !isNamed(one, asker);
  return treats || isNamed(one, asker);
}

/**
 * Whether a person may restrict the chart, change that or lift it (CHT-192): who opens it without the glass. Who runs the practice and reads no
 * charts may, too, since somebody must when all who were named have left; where that person reads charts, the glass comes first.
 */
export function mayChangeRestriction(
  open: { readonly opens: boolean; readonly byGlass: boolean },
  who: { readonly restricts: boolean; readonly readsCharts: boolean; readonly manages: boolean },
): boolean {
  if (!who.restricts) return false;
  if (open.opens && !open.byGlass) return true;
  return who.manages && (!who.readsCharts || open.byGlass);
}

interface Wanted {
  readonly shuts: RestrictionShuts;
  readonly staffIds: readonly string[];
  readonly roles: readonly Role[];
}

/** CHT-193: a restriction leaves somebody in who reads charts, and one that shuts out the named names somebody. */
export function checkRestriction(
  { shuts, staffIds, roles }: Wanted,
  known: {
    readonly readers: ReadonlySet<string>;
    readonly readerRoles: readonly Role[];
    readonly somebodyTreats: boolean;
  },
): Result<void, DomainError> {
  const at = (field: string, message: string) => fail("invalid-input", { field, fields: [{ field, message }] });
  if (shuts === "named") {
    if (roles.length > 0) return at("roles", "Whole roles can be let in, not shut out. Name the people.");
    if (staffIds.length === 0) return at("staffIds", "Name at least one person who may not open the chart.");
    return ok();
  }
  const someone =
    known.somebodyTreats ||
    staffIds.some((id) => known.readers.has(id)) ||
    roles.some((role) => known.readerRoles.includes(role));
  return someone
    ? ok()
    : at(
        "staffIds",
        "Nobody treats this patient yet: name at least one person who reads charts, so that somebody can open it.",
      );
}
