import { isBillingSettled } from "../sql/billed-claims.ts";
import type { EncounterRow } from "../sql/encounters.ts";
import { actorMay, type ChartingContext } from "./charting-context.ts";

/**
 * Whether the actor may read this note (CHT-123): who treats any, who bills one that was signed here and whose visit is not settled,
 * neither a draft, nor a history from elsewhere, nor the past.
 */
export async function mayReadNote(context: ChartingContext, encounter: EncounterRow): Promise<boolean> {
  if (actorMay(context, "chart.read")) return true;
  const { encounterId, status, seal } = encounter;
  return status !== "open" && seal !== null && !(await isBillingSettled(context.tx, encounterId));
}
