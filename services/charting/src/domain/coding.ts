import { fail, type DomainError } from "@practicum/contracts/error";
import type { encounterDiagnosis, encounterProcedure } from "@practicum/contracts/charting/coding";
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
  known: { readonly diagnoses: ReadonlyMap<string, KnownCode>; readonly procedures: ReadonlyMap<string, KnownCode> },
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
    const fault = faultOfPointers(procedure.pointers, coding.diagnoses.length);
    if (fault) {
      const field = `procedures.${i}.pointers`;
      return fail("invalid-input", { field, fields: [{ field, message: fault }] });
    }
  }
  return ok({
    diagnoses: coding.diagnoses.map((d) => ({ ...d, label: known.diagnoses.get(d.code)?.label ?? d.label })),
    procedures: coding.procedures.map((p) => ({ ...p, label: known.procedures.get(p.code)?.label ?? p.label })),
  });
}

function faultOfPointers(pointers: readonly number[], diagnoses: number): string | null {
  if (pointers.some((pointer) => pointer > diagnoses)) return "It points to a diagnosis that is not there.";
  return new Set(pointers).size < pointers.length ? "It points to one diagnosis twice." : null;
}
