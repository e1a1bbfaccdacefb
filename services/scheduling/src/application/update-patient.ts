import { fail, type DomainError } from "@practicum/contracts/error";
import { patientChanged, type patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { patientById, updatePatient as update } from "../sql/patients.ts";
import { leaveSharedAddress } from "./household-members.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { sweepTonight } from "./sweep-duplicates.ts";

/** Changes demographics over the version that was seen (SCH-6). */
export async function updatePatient(
  context: SchedulingContext,
  input: z.output<typeof patientOperations.updatePatient.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const { patientId, version, ...demographics } = input;
  if (demographics.birthDate > context.today) {
    return fail("invalid-input", {
      field: "birthDate",
      fields: [{ field: "birthDate", message: "The birth date can't be in the future." }],
    });
  }
  const patient = await update(context.tx, patientId, version, demographics);
  if (patient) {
    context.emit(patientChanged, patient);
    await leaveSharedAddress(context, patientId, patient.address);
    await sweepTonight(context);
    return ok({ version: patient.version });
  }
  return fail((await patientById(context.tx, patientId)) ? "stale-version" : "not-found");
}
