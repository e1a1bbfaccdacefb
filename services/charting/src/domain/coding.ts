import { fail, type DomainError } from "@practicum/contracts/error";
import type { encounterDiagnosis, encounterProcedure } from "@practicum/contracts/charting/coding";
import { unitsMaxOf } from "@practicum/contracts/charting/bounds";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

type Diagnosis = z.output<typeof encounterDiagnosis>;
type Procedure = z.output<typeof encounterProcedure>;

/** A code as the code sets know it on the day of the visit. */
export interface KnownCode {
  readonly code: string;
  readonly label: string;
  /** False for a heading that no claim may carry. */
  readonly billable: boolean;
}

/** How many units Medicare pays of a code (NCCI MUE); by the line for indicator 1, else by the day; 3 may be appealed. */
export interface UnitEdit {
  readonly code: string;
  readonly units: number;
  readonly mai: 1 | 2 | 3;
}

export interface Coding {
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
}

/** CPT or HCPCS: level II codes begin with a letter. */
export function procedureSystem(code: string): "cpt" | "hcpcs" {
  return /^[A-Z]/.test(code) ? "hcpcs" : "cpt";
}

/** Whether the coding can be kept (CHT-40 to CHT-43): codes valid on the day, pointers into the list. Labels are the code set's. */
export function decideCoding(
  coding: Coding,
  known: {
    readonly diagnoses: ReadonlyMap<string, KnownCode>;
    readonly procedures: ReadonlyMap<string, KnownCode>;
    /** Of the official table, where it was loaded. */
    readonly unitEdits: readonly UnitEdit[];
  },
): Result<{ diagnoses: Diagnosis[]; procedures: Procedure[] }, DomainError> {
  for (const [i, { code }] of coding.diagnoses.entries()) {
    if (!known.diagnoses.get(code)?.billable) {
      return fail("unknown-diagnosis", { field: `diagnoses.${i}.code`, detail: { code } });
    }
  }
  for (const [i, procedure] of coding.procedures.entries()) {
    if (!known.procedures.has(procedure.code)) {
      return fail("unknown-procedure", { field: `procedures.${i}.code`, detail: { code: procedure.code } });
    }
    const pointers = faultOfPointers(procedure.pointers, coding.diagnoses.length);
    if (pointers) return wrong(`procedures.${i}.pointers`, pointers);
    const units = faultOfUnits(procedure, coding.procedures, known.unitEdits);
    if (units) return wrong(`procedures.${i}.units`, units);
  }
  return ok({
    diagnoses: coding.diagnoses.map((d) => ({ ...d, label: known.diagnoses.get(d.code)?.label ?? d.label })),
    procedures: coding.procedures.map((p) => ({ ...p, label: known.procedures.get(p.code)?.label ?? p.label })),
  });
}

function wrong(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** More units than can be meant (CHT-117): on this line, or on all lines of the code together, so that nothing is gained by splitting. */
function faultOfUnits(line: Procedure, lines: readonly Procedure[], edits: readonly UnitEdit[]): string | null {
  const { code, units } = line;
  const edit = edits.find((one) => one.code === code);
  const usual = unitsMaxOf(code);
  const max = edit === undefined ? usual : edit.mai === 3 ? Math.max(edit.units, usual) : edit.units;
  const counted =
    edit?.mai === 1 ? units : lines.filter((one) => one.code === code).reduce((sum, one) => sum + one.units, 0);
  if (counted <= max) return null;
  const span = edit?.mai === 1 ? "on one line" : "a day";
  return `At most ${max} ${max === 1 ? "unit" : "units"} of ${code} ${span}; there are ${counted}. Check the units.`;
}

function faultOfPointers(pointers: readonly number[], diagnoses: number): string | null {
  if (pointers.some((pointer) => pointer > diagnoses)) return "It points to a diagnosis that is not there.";
  return new Set(pointers).size < pointers.length ? "It points to one diagnosis twice." : null;
}
