import type { patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { maybeTwins, shownFrom } from "../domain/duplicate-score.ts";
import { inOneHousehold } from "../sql/households.ts";
import { scoredDuplicates } from "./duplicates.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

const SHOWN_MAX = 10;

/** Who may be the same person, while the registration is typed (SCH-3). */
export async function findDuplicates(
  context: SchedulingContext,
  input: z.output<typeof patientOperations.findDuplicates.input>,
): Promise<Ok<z.input<typeof patientOperations.findDuplicates.output>>> {
  const found = await scoredDuplicates(context, { ...input, also: input });
  const family = input.familyOf === null ? new Set<string>() : await inOneHousehold(context.tx, input.familyOf);
  const shown = found.filter(({ score }) => score >= shownFrom(input)).slice(0, SHOWN_MAX);
  return ok(
    shown.map(({ because, ...match }) => {
      const twin = family.has(match.patientId) && maybeTwins(input, { ...match.name, ...match });
      return { ...match, twin, because: [...because] };
    }),
  );
}
