import type { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { addImmunization } from "../sql/change-lists.ts";
import { knownCodes } from "../sql/codes.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

/** Records a vaccine given, with lot and site (CHT-27; 42 CFR 300aa-25). The same vaccine of the same day is one dose. */
export async function recordImmunization(
  context: ChartingContext,
  { patientId, ...input }: z.output<typeof immunizationOperations.recordImmunization.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  if (input.givenOn > context.today) {
    const message = "A vaccine can't be given on a later day.";
    return fail("invalid-input", { field: "givenOn", fields: [{ field: "givenOn", message }] });
  }
  const known = await knownCodes(context.tx, "cvx", [input.cvx], input.givenOn);
  const name = known.get(input.cvx)?.label ?? `Vaccine CVX ${input.cvx}`;
  const added = await addImmunization(
    context.tx,
    patientId,
    { ...input, name },
    { at: context.now, by: actorName(context) },
  );
  if (!added) return fail("already-recorded", { field: "cvx" });
  emitChartChanged(context, patientId, "immunizations");
  return ok({});
}
