import type { signingOperations } from "@practicum/contracts/charting/signing";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { needsSupervisor } from "../domain/signing.ts";
import { encounterById } from "../sql/encounters.ts";
import { supervisorsFor } from "../sql/people.ts";
import type { ChartingContext } from "./charting-context.ts";
import { gateOf } from "./gate-of.ts";

/** What stands between the note and the signature (CHT-50), for whoever asks: does this signer need a supervisor, and who could it be. */
export async function signGate(
  context: ChartingContext,
  { encounterId }: z.output<typeof signingOperations.signGate.input>,
): Promise<Result<z.input<typeof signingOperations.signGate.output>, DomainError>> {
  const { tx, actor } = context;
  const encounter = await encounterById(tx, encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const { items, others } = await gateOf(context, encounter);
  const needed = actor.kind === "staff" && needsSupervisor(actor.roles);
  const supervisors = needed ? await supervisorsFor(tx, actor.staffId) : [];
  return ok({ items: [...items], needsSupervisor: needed, supervisors, others: [...others] });
}
