import type { signingOperations } from "@practicum/contracts/charting/signing";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { encounterById } from "../sql/encounters.ts";
import { sealedContent } from "../sql/signatures.ts";
import { mayReadNote } from "./being-billed.ts";
import type { ChartingContext } from "./charting-context.ts";
import { hiddenParts } from "./sensitive-parts.ts";

/** What was signed, word by word (CHT-61): whoever was told the seal can see that it is that; who bills sends it with an appeal (CHT-123). Notes taken over from elsewhere have none. */
export async function sealedNote(
  context: ChartingContext,
  input: InputOf<typeof signingOperations.sealedNote>,
): ReplyOf<typeof signingOperations.sealedNote> {
  const { tx } = context;
  const encounter = await encounterById(tx, input.encounterId);
  if (!encounter) return fail("not-found");
  // Whose note it is stands in the trail, and is known to the guard, also where none is given out (SVC-61).
  context.auditPatient(encounter.patientId);
  if (!(await mayReadNote(context, encounter))) return fail("not-allowed");
  const content = await sealedContent(tx, input.encounterId);
  // The text can't be shown in part: where it names what is not shown in this chart it is not there (CHT-290).
  if (content !== null && (await hiddenParts(context, [encounter.patientId])).isSpokenOfIn(content))
    return fail("not-found");
  return content === null ? fail("encounter-not-signed") : ok({ patientId: encounter.patientId, content });
}
