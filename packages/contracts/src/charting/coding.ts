import { z } from "zod";
import { command } from "../operation.ts";
import { id, instant, text } from "../schema.ts";
import { icd10, modifier, procedureCode } from "./codes.ts";

/** Diagnoses and procedures of an encounter. */

export const encounterDiagnosis = z.strictObject({ code: icd10, label: text(250) });

export const encounterProcedure = z.strictObject({
  code: procedureCode,
  label: text(250),
  modifiers: z.array(modifier).max(4),
  units: z.int().min(1).max(999),
  /** Places in the list of diagnoses, from 1; at most four (X12 005010X222A1, SV107). */
  pointers: z.array(z.int().min(1).max(12)).max(4),
});

/** Who put a line into a note, and when. Null where it was not kept yet: before authors were. */
export const author = z.object({ id: z.string().nullable(), name: z.string(), at: instant });
export type Author = z.output<typeof author>;

/** A diagnosis as the lines of a note are told apart. */
export function diagnosisKey({ code }: { readonly code: string }): string {
  return `diagnosis:${code}`;
}

interface ProcedureLine {
  readonly code: string;
  readonly units: number;
  readonly modifiers: readonly string[];
}

/** The procedures of a note as its lines are told apart: with other units or modifiers it is another line, whoever made it so. */
export function procedureKeys(procedures: readonly ProcedureLine[]): string[] {
  const seen = new Map<string, number>();
  return procedures.map(({ code, units, modifiers }) => {
    const key = `procedure:${[code, ...modifiers].join("-")} x ${units}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth === 1 ? key : `${key} #${nth}`;
  });
}

export const codingOperations = {
  saveCoding: command({
    summary: "Sets the diagnoses, the procedures and which points to which",
    permission: "diagnosis.write",
    bytesMax: 49_152,
    input: z.strictObject({
      encounterId: id("encounter"),
      baseVersion: z.int().min(0),
      diagnoses: z.array(encounterDiagnosis).max(12),
      procedures: z.array(encounterProcedure).max(50),
    }),
    output: z.object({ codingVersion: z.int() }),
    errors: ["not-found", "stale-version", "encounter-sealed", "unknown-diagnosis", "unknown-procedure"],
  }),
};
