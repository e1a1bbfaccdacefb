import { encounterCosigned, type signingOperations } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideCosigning } from "../domain/signing.ts";
import { insertCosignStep } from "../sql/cosign-steps.ts";
import { encounterById } from "../sql/encounters.ts";
import { cosignEncounter as cosign } from "../sql/signatures.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

/** The supervising physician's co-signature (CHT-63, CHT-64, CHT-157). Given again, it is the one that was given. */
export async function cosignEncounter(
  context: ChartingContext,
  input: z.output<typeof signingOperations.cosignEncounter.input>,
): Promise<Result<z.input<typeof signingOperations.cosignEncounter.output>, DomainError>> {
  const { tx, now, actor } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const decided = decideCosigning(encounter, { patientId: input.patientId, staffId: actor.staffId });
  if (!decided.ok) return decided;
  if (encounter.cosignedAt !== null) return ok({ status: "cosigned", cosignedAt: encounter.cosignedAt });
  const written = { at: now, by: actorName(context) };
  await cosign(tx, input.encounterId, written);
  if (input.attestation !== null) {
    const stepId = context.ids.next<"cosign-step">();
    const { encounterId: of, attestation: text } = input;
    await insertCosignStep(tx, { stepId, encounterId: of, kind: "attested", text }, written);
  }
  const { encounterId, patientId } = encounter;
  context.emit(encounterCosigned, { encounterId, patientId, cosignedAt: now, supervisorId: actor.staffId });
  return ok({ status: "cosigned", cosignedAt: now });
}
