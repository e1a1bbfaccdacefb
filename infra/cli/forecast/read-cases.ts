import { addDays, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import type { GivenDose, Observed, Person } from "@practicum/immunization-forecast/person";
import { readSheet, type SheetRow } from "./read-sheet.ts";

/** What CDC says must come out of one of its test cases. */
export interface ForecastCase {
  readonly id: string;
  readonly group: string;
  readonly on: LocalDate;
  readonly person: Person;
  readonly status: string;
  /** What each dose is worth, by its id; a dose that the case says nothing of is not there. */
  readonly evaluations: ReadonlyMap<string, string>;
  readonly number: string | undefined;
  readonly earliest: LocalDate | undefined;
  readonly recommended: LocalDate | undefined;
  readonly pastDue: LocalDate | undefined;
}

/** The cases call some groups by other names than the supporting data do. */
const GROUPS: Readonly<Record<string, string>> = {
  dtap: "DTaP/Tdap/Td",
  pol: "Polio",
  ipol: "Polio",
  pcv: "Pneumococcal",
  var: "Varicella",
  rota: "Rotavirus",
  mcv: "Meningococcal",
  menb: "Meningococcal B",
  flu: "Influenza",
};

/** The cases of a workbook of CDC's; none where it is another workbook. */
export function readCases(workbook: Buffer, groups: readonly string[]): readonly ForecastCase[] {
  return (readSheet(workbook, "Assessment_Date") ?? []).flatMap((row) => {
    const id = row.get("CDC_Test_ID");
    const born = dateOf(row.get("DOB"));
    const on = dateOf(row.get("Assessment_Date"));
    if (id === undefined || born === undefined || on === undefined) return [];
    const doses = numbered(row, doseOf);
    return {
      id,
      group: groupOf(row.get("Vaccine_Group") ?? "", groups),
      on,
      person: {
        born,
        sex: (row.get("gender") ?? row.get("Gender")) === "M" ? "male" : "female",
        doses: doses.map(({ dose }) => dose),
        observed: numbered(row, observedOf),
        // The cases are of people of the United States: one of them is immune by birth there.
        bornIn: "U.S.",
      },
      status: worded(row.get("Series_Status")),
      evaluations: new Map(doses.flatMap(({ dose, worth }) => (worth === "" ? [] : [[dose.id, worth] as const]))),
      number: /^\d+$/u.exec(row.get("Forecast_#") ?? "")?.[0],
      earliest: dateOf(row.get("Earliest_Date")),
      recommended: dateOf(row.get("Recommended_Date")),
      pastDue: dateOf(row.get("Past_Due_Date")),
    };
  });
}

function numbered<T>(row: SheetRow, read: (row: SheetRow, at: number) => T | undefined): T[] {
  return Array.from({ length: 9 }, (_, index) => read(row, index + 1)).filter((each) => each !== undefined);
}

function doseOf(row: SheetRow, at: number): { readonly dose: GivenDose; readonly worth: string } | undefined {
  const on = dateOf(row.get(`Date_Administered_${at}`));
  const cvx = row.get(`CVX_${at}`);
  if (on === undefined || cvx === undefined) return undefined;
  return {
    dose: { id: `dose ${at}`, cvx: cvx.padStart(2, "0"), mvx: row.get(`MVX_${at}`), on },
    worth: worded(row.get(`Evaluation_Status_${at}`)),
  };
}

function observedOf(row: SheetRow, at: number): Observed | undefined {
  const code = row.get(`Observation_Code_${at}`);
  return code === undefined
    ? undefined
    : { code: code.padStart(3, "0"), on: dateOf(row.get(`Observation_Date_${at}`)) };
}

function groupOf(name: string, groups: readonly string[]): string {
  const key = name.trim().toLowerCase();
  return groups.find((group) => group.toLowerCase() === key) ?? GROUPS[key] ?? name.trim();
}

function worded(text: string | undefined): string {
  return (text ?? "").trim().toLowerCase().replaceAll(/\s+/gu, "-");
}

/** A day as a workbook counts it, from the end of 1899, or as it is written. */
function dateOf(value: string | undefined): LocalDate | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/u.test(value)) return addDays("1899-12-30" as LocalDate, Math.floor(Number(value)));
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(value) ?? [];
  const text = `${year}-${month}-${day}`;
  return isLocalDate(text) ? text : undefined;
}
