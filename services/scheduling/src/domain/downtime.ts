import { fail, type DomainError } from "@practicum/contracts/error";
import { sheetPart, type Sheet, type SheetPart } from "@practicum/contracts/scheduling/downtime";
import { dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** An outage that lasts longer is worked from a newer kit. */
const DAYS_AFTER_MAX = 14;

export interface SheetFacts {
  readonly number: number;
  readonly date: LocalDate;
  /** Whose visit it was printed for; null of a blank one. */
  readonly printedFor: string | null;
  readonly parts: readonly {
    readonly part: SheetPart;
    readonly patientId: string | null;
    readonly enteredBy: string;
  }[];
}

/** Whether nothing was said yet of a part (SVC-54). */
export function requireOpen(sheet: SheetFacts, part: SheetPart): Result<undefined, DomainError> {
  const standing = sheet.parts.find((one) => one.part === part);
  return standing === undefined
    ? ok()
    : fail("sheet-used", { field: "number", detail: { number: sheet.number, by: standing.enteredBy } });
}

/** Whether a part of a sheet can be entered for this patient and time (SVC-54, SVC-55). */
export function decideSheetPart(
  sheet: SheetFacts,
  entry: { readonly part: SheetPart; readonly patientId: string; readonly happenedAt: Instant },
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Result<undefined, DomainError> {
  const open = requireOpen(sheet, entry.part);
  if (!open.ok) return open;
  const others = [sheet.printedFor, ...sheet.parts.map(({ patientId }) => patientId)].filter((one) => one !== null);
  if (others.some((one) => one !== entry.patientId))
    return fail("sheet-of-another", { field: "patientId", detail: { number: sheet.number } });
  if (entry.happenedAt > now) return fail("in-the-future", { field: "happenedAt" });
  const day = dateIn(entry.happenedAt, timeZone);
  if (day < sheet.date || day > addDays(sheet.date, DAYS_AFTER_MAX))
    return fail("not-that-day", { field: "happenedAt", detail: { date: formatDate(sheet.date) } });
  return ok();
}

type Part = Sheet["parts"][number];

/** Every part of a sheet in its order: what nothing was said of is missing. */
export function allParts(said: readonly Part[]): Part[] {
  return sheetPart.options.map(
    (part) =>
      said.find((one) => one.part === part) ?? {
        part,
        state: "missing",
        patientId: null,
        patientName: null,
        happenedAt: null,
        enteredAt: null,
        enteredBy: null,
        because: null,
      },
  );
}
