import { fail, type DomainError } from "@practicum/contracts/error";
import type { Vitals } from "@practicum/contracts/charting/vitals";
import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { possible, vitalFields, vitalLabels, type VitalField } from "@practicum/contracts/vital-ranges";

/** Whether the values can be: within what is possible, pressures in pairs, something measured at all (CHT-10, CHT-11). */
export function checkVitals(vitals: Vitals): Result<undefined, DomainError> {
  if (vitalFields.every((field) => vitals[field] === null)) {
    return fail("invalid-input", {
      field: "systolic",
      fields: [{ field: "systolic", message: "Enter at least one value." }],
    });
  }
  for (const field of vitalFields) {
    const value = vitals[field];
    const [min, max] = possible[field];
    if (value !== null && (value < min || value > max)) return impossible(field, value);
  }
  const { systolic, diastolic } = vitals;
  if (systolic !== null && diastolic !== null && diastolic >= systolic) return impossible("diastolic", diastolic);
  if ((systolic === null) !== (diastolic === null)) {
    const field = systolic === null ? "systolic" : "diastolic";
    return fail("invalid-input", { field, fields: [{ field, message: "A blood pressure has two values." }] });
  }
  return ok();
}

/** Body mass index in tenths of kg/m², where both are known and the patient is two years old or more (CHT-13). */
export function bmiTenths({ weightGrams, heightMm }: Vitals, born: LocalDate, on: LocalDate): number | null {
  if (weightGrams === null || heightMm === null || ageInMonths(born, on) < 24) return null;
  return Math.round((weightGrams * 10_000) / (heightMm * heightMm));
}

function impossible(field: VitalField, value: number): Result<never, DomainError> {
  return fail("out-of-range", { field, detail: { field: vitalLabels[field], value: inWords(field, value) } });
}

/** As it was meant when it was typed, with its unit. */
function inWords(field: VitalField, value: number): string {
  switch (field) {
    case "systolic":
    case "diastolic":
      return `${value} mmHg`;
    case "pulse":
    case "respiration":
      return `${value} a minute`;
    case "temperatureHundredthsC":
      return `${value / 100} °C`;
    case "oxygenSaturation":
      return `${value} %`;
    case "weightGrams":
      return `${value / 1000} kg`;
    case "heightMm":
    case "headMm":
      return `${value / 10} cm`;
    case "pain":
      return `${value} of 10`;
  }
}
