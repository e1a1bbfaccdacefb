import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import { isShown } from "../domain/sensitive-parts.ts";
import { actorMay, type ChartingContext } from "./charting-context.ts";
import { hiddenParts, partsAskers } from "./sensitive-parts.ts";

/**
 * Which disclosures of a patient are told to who asks (CHT-294, CHT-319): those whose classes open, by what was in them when they went out and by what their
 * letter is by now. Who gives the patient the account is told of all.
 */
export async function toldDisclosures(
  context: ChartingContext,
  patientId: string,
): Promise<(one: { readonly classes: readonly SensitiveClass[]; readonly sourceId: string | null }) => boolean> {
  if (actorMay(context, "disclosure.account")) return () => true;
  const asker = (await partsAskers(context, [patientId]))(patientId);
  const hidden = await hiddenParts(context, [patientId]);
  return ({ classes, sourceId }) =>
    isShown(
      classes.map((one) => ({ class: one })),
      asker,
    ) && !(sourceId !== null && hidden.ids.has(sourceId));
}
