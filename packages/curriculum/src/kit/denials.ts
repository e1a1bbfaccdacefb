import type { denial } from "@practicum/contracts/billing/denials";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { z } from "zod";
import { idOf, lookUp } from "./find.ts";
import type { Person } from "./people.ts";
import type { WorldView } from "./world-view.ts";

export type Denial = z.output<typeof denial>;

const PAGE = { before: null, limit: 100 };

/** The one refusal of somebody whom the set-up registered, settled or not; null while there is none. */
export async function findDenial(view: WorldView, one: Person): Promise<Denial | null> {
  const patientId = await idOf(view, one);
  const text = one.family;
  for (const open of [true, false]) {
    const list = await view.ask("billing", "listDenials", { open, text, ...PAGE });
    const found = list?.denials.find((denied) => denied.patientId === patientId);
    if (found !== undefined) return found;
  }
  return null;
}

/** As a biller finds it. */
export async function denialOf(practice: PracticePort, one: Person): Promise<Denial> {
  const biller = actorOf(staffByKey("nair"));
  const patientId = await lookUp(practice, one, "nair");
  for (const open of [true, false]) {
    const { denials } = await practice.run("billing", "listDenials", { open, text: one.family, ...PAGE }, biller);
    const found = denials.find((denied) => denied.patientId === patientId);
    if (found !== undefined) return found;
  }
  throw new Error("nothing was refused to this patient");
}
