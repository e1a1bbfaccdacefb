import type { encounterOperations } from "@practicum/contracts/charting/encounters";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encountersOfDay, encountersToCosign, openEncounters, returnedEncounters } from "../sql/encounters.ts";
import type { ChartingContext } from "./charting-context.ts";

type Output = z.input<typeof encounterOperations.providerDay.output>;

/** A provider's encounters of a day, notes to finish, and notes to co-sign (CHT-70); without a provider, one's own. */
export async function providerDay(
  { tx, actor }: ChartingContext,
  { providerId, date }: z.output<typeof encounterOperations.providerDay.input>,
): Promise<Ok<Output>> {
  const staffId = providerId ?? (actor.kind === "staff" ? actor.staffId : null);
  if (staffId === null) return ok({ today: [], unsigned: [], toCosign: [], returned: [] });
  return ok({
    today: await encountersOfDay(tx, staffId, date),
    unsigned: await openEncounters(tx, staffId),
    toCosign: await encountersToCosign(tx, staffId),
    returned: await returnedEncounters(tx, staffId),
  });
}
