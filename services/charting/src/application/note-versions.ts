import type { noteOperations } from "@practicum/contracts/charting/notes";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encounterById } from "../sql/encounters.ts";
import { versionsOf } from "../sql/notes.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Every version of a section that was ever saved, the newest first (CHT-33). */
export async function noteVersions(
  context: ChartingContext,
  { encounterId, section }: z.output<typeof noteOperations.noteVersions.input>,
): Promise<Ok<z.input<typeof noteOperations.noteVersions.output>>> {
  const encounter = await encounterById(context.tx, encounterId);
  if (encounter) context.auditPatient(encounter.patientId);
  return ok(await versionsOf(context.tx, encounterId, section));
}
