import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";

/**
 * What a family practice with a therapist takes into use; the other packs wait in the administration.
 *
 * @param children also the well-child visits: a dozen templates, which a practice that travels over the wire does without.
 */
export async function installPacks(practice: ScriptedPractice, children: boolean): Promise<void> {
  for (const pack of ["family-medicine", "behavioral-health", ...(children ? ["pediatrics"] : [])])
    await practice.run("charting", "installNotePack", { pack }, actorOf(staffByKey("whitfield")));
}
