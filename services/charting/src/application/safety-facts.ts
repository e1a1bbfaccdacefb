import { formatDate } from "@practicum/kernel/local-date";
import type { SafetyFacts } from "../domain/medication-safety.ts";
import { allergiesOf, medicationsOf } from "../sql/lists.ts";
import { alertAnswersOf, draftOrdersOf } from "../sql/orders.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Loads what the patient's orders are checked against (CHT-46): active lists, the drafts of every open note, answers. */
export async function safetyFactsOf({ tx }: ChartingContext, patientId: string): Promise<SafetyFacts> {
  const allergies = await allergiesOf(tx, patientId);
  const { entries } = await medicationsOf(tx, patientId);
  const drafts = await draftOrdersOf(tx, patientId);
  return {
    allergies: allergies.status === "not-asked" ? "not-asked" : allergies.entries.filter(isActive),
    medications: entries.filter(isActive),
    drafts: drafts.map(({ providerName, serviceDate, ...draft }) => ({
      ...draft,
      noteName: `${providerName}’s note of ${formatDate(serviceDate)}`,
    })),
    answers: await alertAnswersOf(tx, [...new Set(drafts.map((draft) => draft.encounterId))]),
  };
}

function isActive({ status }: { readonly status: string }): boolean {
  return status === "active";
}
