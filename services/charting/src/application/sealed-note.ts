import type { signingOperations } from "@practicum/contracts/charting/signing";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { encounterById } from "../sql/encounters.ts";
import { sealedContent } from "../sql/signatures.ts";
import type { ChartingContext } from "./charting-context.ts";

/** What was signed, word by word (CHT-61): whoever was told the seal can see that it is that. Notes taken over from elsewhere have none. */
export async function sealedNote(
  { tx }: ChartingContext,
  input: InputOf<typeof signingOperations.sealedNote>,
): ReplyOf<typeof signingOperations.sealedNote> {
  const encounter = await encounterById(tx, input.encounterId);
  if (!encounter) return fail("not-found");
  const content = await sealedContent(tx, input.encounterId);
  return content === null ? fail("encounter-not-signed") : ok({ patientId: encounter.patientId, content });
}
