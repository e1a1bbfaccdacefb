import type { encounterOperations } from "@practicum/contracts/charting/encounters";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encountersOfDay, encountersToCosign, openEncounters, returnedEncounters } from "../sql/encounters.ts";
import type { ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";

type Output = z.input<typeof encounterOperations.providerDay.output>;

/** A provider's encounters of a day, notes to finish, and notes to co-sign (CHT-70); without a provider, one's own. */
export async function providerDay(
  context: ChartingContext,
  { providerId, date }: z.output<typeof encounterOperations.providerDay.input>,
): Promise<Ok<Output>> {
  const { tx, actor } = context;
  const staffId = providerId ?? (actor.kind === "staff" ? actor.staffId : null);
  if (staffId === null) return ok({ today: [], unsigned: [], toCosign: [], returned: [] });
  return ok({
    today: await withoutShut(context, await encountersOfDay(tx, staffId, date)),
    unsigned: await withoutShut(context, await openEncounters(tx, staffId)),
    toCosign: await withoutShut(context, await encountersToCosign(tx, staffId)),
    returned: await withoutShut(context, await returnedEncounters(tx, staffId)),
  });
}
