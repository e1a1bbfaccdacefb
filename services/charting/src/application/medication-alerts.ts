import type { alert } from "@practicum/contracts/charting/orders";
import { checkMedication } from "@practicum/terminology/check-medication";
import type { z } from "zod";
import { allergiesOf, medicationsOf } from "../sql/lists.ts";
import type { ChartingContext } from "./charting-context.ts";

type Alert = z.output<typeof alert>;

interface Drug {
  readonly rxnorm: string | null;
  readonly name: string;
}

/** Gives the alerts that an order raises now, against the patient's lists and the other drafts of the note (CHT-46). */
export async function alertsOf(
  { tx }: ChartingContext,
  patientId: string,
): Promise<(order: Drug, drafts: readonly Drug[]) => Alert[]> {
  const allergies = await allergiesOf(tx, patientId);
  const { entries } = await medicationsOf(tx, patientId);
  const active = allergies.entries.filter((entry) => entry.status === "active");
  const taken = entries.filter((entry) => entry.status === "active");
  return (order, drafts) =>
    checkMedication({
      order,
      allergies: allergies.status === "not-asked" ? "not-asked" : active,
      medications: [...taken, ...drafts],
    });
}
