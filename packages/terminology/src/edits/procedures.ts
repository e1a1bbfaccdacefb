import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { validOn, type CodeEntry } from "../code-system.ts";
import { MODIFIERS } from "../data/modifiers.ts";
import type { AddOn, Mue, PtpEdit } from "../edit-data.ts";
import { isVisitCode, type EditFinding, type EditLine } from "./finding.ts";

/**
 * Whether each procedure was in force on its day (TRM-64).
 *
 * @internal Until issue 12: see knip.jsonc.
 */
export function editProcedureValidity(
  lines: readonly EditLine[],
  periodsOf: (code: string) => readonly CodeEntry[],
): EditFinding[] {
  return lines.flatMap(({ line, code, onDate }): EditFinding[] => {
    const periods = periodsOf(code);
    const source = "CPT and HCPCS Level II code sets";
    if (periods.length === 0) {
      const message = `Line ${line}: ${code} is not a procedure code that was loaded here.`;
      return [{ rule: "procedure-unknown", severity: "warning", message, source, line }];
    }
    if (periods.some((period) => validOn(period, onDate))) return [];
    const message = `Line ${line}: ${code} was not in force on ${formatDate(onDate)}. Choose the code of that day.`;
    return [{ rule: "procedure-not-in-force", severity: "error", message, source, line }];
  });
}

/** Modifiers of one part of the body: two lines with different ones are distinct. */
const ANATOMIC = new Set(
  MODIFIERS.filter(([, , uses]) => uses.includes("site") && uses.includes("ncci")).map(([code]) => code),
);
/** Modifiers that say "distinct" by themselves. 24, 25 and 57 do so on a visit alone. */
const DISTINCT = new Set(["27", "58", "59", "78", "79", "91", "XE", "XP", "XS", "XU"]);
const DISTINCT_VISIT = new Set(["24", "25", "57"]);

/**
 * NCCI procedure-to-procedure edits of one patient, provider and day (TRM-65; CMS, NCCI Policy Manual, chapter I, section
 * E). Column 2 is the one not paid. With indicator 1 a modifier on either line may say that they are distinct.
 *
 * @param edits those that hold two of the claim's codes: fetched by `findPtpSql`, or any list.
 */
export function editPtp(lines: readonly EditLine[], edits: readonly PtpEdit[]): EditFinding[] {
  return edits.flatMap((edit) =>
    lines
      .filter((line) => line.code === edit.column2 && validOn(edit, line.onDate))
      .flatMap((second) =>
        lines
          .filter(
            (first) => first.code === edit.column1 && first.line !== second.line && first.onDate === second.onDate,
          )
          .slice(0, 1)
          .flatMap((first) => ptpFinding(edit, first, second)),
      ),
  );
}

function ptpFinding(edit: PtpEdit, first: EditLine, second: EditLine): EditFinding[] {
  const pair = `Line ${second.line}, ${second.code}, is part of line ${first.line}, ${first.code}`;
  const source = "CMS NCCI procedure-to-procedure edits, practitioner services";
  if (edit.indicator === 9) return [];
  if (edit.indicator === 0) {
    const message = `${pair}: it is never paid beside it. Remove it or write it off.`;
    return [{ rule: "ptp-never", severity: "error", message, source, line: second.line }];
  }
  if (areDistinct(first, second)) return [];
  const message = `${pair}. If the note shows a distinct service, add 59, XE, XS, XP, XU or the part of the body; else remove it.`;
  return [{ rule: "ptp-needs-modifier", severity: "error", message, source, line: second.line }];
}

function areDistinct(first: EditLine, second: EditLine): boolean {
  const says = (line: EditLine) =>
    line.modifiers.some(
      (modifier) => DISTINCT.has(modifier) || (DISTINCT_VISIT.has(modifier) && isVisitCode(line.code)),
    );
  if (says(first) || says(second)) return true;
  const [a, b] = [first, second].map(({ modifiers }) =>
    modifiers
      .filter((modifier) => ANATOMIC.has(modifier))
      .toSorted()
      .join(),
  );
  return a !== b;
}

/**
 * Medically unlikely edits (TRM-66): indicator 1 counts each line, 2 and 3 the units of the code on one day, whatever lines
 * they stand on.
 */
export function editMue(lines: readonly EditLine[], edits: readonly Mue[]): EditFinding[] {
  const source = "CMS NCCI medically unlikely edits, practitioner services";
  return edits.flatMap(({ code, units, mai }): EditFinding[] => {
    const own = lines.filter((line) => line.code === code);
    if (mai === 1) {
      return own
        .filter((line) => line.units > units)
        .map(({ line, units: billed }) => {
          const message = `Line ${line}: ${billed} units of ${code}; at most ${units} are paid on one line. Split the line with a modifier if all were done.`;
          return { rule: "mue-line", severity: "error", message, source, line };
        });
    }
    return [...new Set(own.map((line) => line.onDate))].flatMap((day): EditFinding[] => {
      const ofDay = own.filter((line) => line.onDate === day);
      const billed = ofDay.reduce((total, line) => total + line.units, 0);
      const last = ofDay.at(-1);
      if (billed <= units || !last) return [];
      const advice =
        mai === 2 ? "More is never paid: check the units." : "Check the units; keep the note ready for an appeal.";
      const message = `Line ${last.line}: ${billed} units of ${code} on ${day}; at most ${units} are paid a day. ${advice}`;
      return [{ rule: "mue-day", severity: mai === 2 ? "error" : "warning", message, source, line: last.line }];
    });
  });
}

/**
 * Add-on codes need a primary of the same day (TRM-67). Type 1 has a closed list of primaries; with type 2, and where a type
 * 3 is not in the list, any other service that is not an add-on itself may be the one the payer means.
 */
export function editAddOn(lines: readonly EditLine[], edits: readonly AddOn[]): EditFinding[] {
  const addOns = new Set(edits.map(({ addOn }) => addOn));
  return lines.flatMap((line): EditFinding[] => {
    const own = edits.filter(({ addOn }) => addOn === line.code);
    const [kind] = own;
    if (!kind) return [];
    const others = lines.filter((other) => other.line !== line.line && other.onDate === line.onDate);
    const listed = others.some((other) => own.some(({ primary }) => primary === other.code));
    const open = kind.type !== 1 && others.some((other) => !addOns.has(other.code));
    if (listed || open) return [];
    const primaries = own.flatMap(({ primary }) => (primary === null ? [] : [primary])).slice(0, 5);
    const which = primaries.length === 0 ? "its primary service" : `one of its primaries (${primaries.join(", ")})`;
    const message = `Line ${line.line}: ${line.code} is an add-on and cannot stand alone. Bill ${which} of the same day with it.`;
    return [
      {
        rule: "add-on-without-primary",
        severity: "error",
        message,
        source: "CMS NCCI add-on code edits",
        line: line.line,
      },
    ];
  });
}

/** A procedure already billed, or on this claim, whose global days may reach a line. Same group and specialty. */
export interface GlobalProcedure {
  readonly code: string;
  readonly onDate: LocalDate;
  /** The fee schedule's global days: "000", "010", "090"; others have none. */
  readonly global: string;
}

/**
 * Services inside the global days of a procedure (TRM-68; 42 CFR 414.40, Medicare Claims Processing Manual chapter 12,
 * section 40). 000 is the day itself; 010 the day and the ten after; 090 also the day before and ninety days after.
 */
export function editGlobalDays(lines: readonly EditLine[], procedures: readonly GlobalProcedure[]): EditFinding[] {
  return lines.flatMap((line) =>
    procedures
      .filter((procedure) => procedure.code !== line.code || procedure.onDate !== line.onDate)
      .flatMap((procedure) => globalFinding(line, procedure))
      .slice(0, 1),
  );
}

function globalFinding(line: EditLine, { code, onDate, global }: GlobalProcedure): EditFinding[] {
  const after = global === "090" ? 90 : global === "010" ? 10 : global === "000" ? 0 : -1;
  if (after < 0 || line.onDate > addDays(onDate, after)) return [];
  const major = global === "090";
  if (line.onDate < (major ? addDays(onDate, -1) : onDate)) return [];
  const has = (...modifiers: string[]) => modifiers.some((modifier) => line.modifiers.includes(modifier));
  const source = "Medicare Claims Processing Manual, chapter 12, section 40";
  const made = (rule: EditFinding["rule"], words: string): EditFinding[] => [
    { rule, severity: "error", message: `Line ${line.line}: ${line.code} ${words}`, source, line: line.line },
  ];
  const reach = `the ${after} days after ${code} of ${formatDate(onDate)}`;
  if (isVisitCode(line.code)) {
    if (line.onDate > onDate) {
      return has("24")
        ? []
        : made("visit-needs-24", `lies in ${reach}. Unrelated to it: add 24; else it is paid with it.`);
    }
    if (major) {
      return has("57")
        ? []
        : made("visit-needs-57", `is on the day of, or before, ${code}. If it decided on the surgery, add 57.`);
    }
    return has("25")
      ? []
      : made("visit-needs-25", `is on the day of ${code}. If the note shows work beyond it, add 25.`);
  }
  if (line.onDate <= onDate || has("58", "78", "79")) return [];
  return made(
    "procedure-in-global-days",
    `lies in ${reach}. Planned next step: 58. Back for a complication: 78. Unrelated: 79.`,
  );
}
