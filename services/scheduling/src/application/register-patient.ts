import { fail, type DomainError } from "@practicum/contracts/error";
import { patientChanged, type patientOperations } from "@practicum/contracts/scheduling/patients";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { LIKELY_DUPLICATE, maybeTwins, POSSIBLE_DUPLICATE } from "../domain/duplicate-score.ts";
import { inOneHousehold } from "../sql/households.ts";
import { insertPair, pairOf } from "../sql/merges.ts";
import { insertPatient, patientBySource, takeTurns } from "../sql/patients.ts";
import { actorNameOf } from "./actor-name.ts";
import { scoredDuplicates } from "./duplicates.ts";
import { joinFamily } from "./join-family.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { sweepTonight } from "./sweep-duplicates.ts";

type Output = z.input<typeof patientOperations.registerPatient.output>;

/** Opens a record (SCH-1 to SCH-5), unless the source is known already or the person seems to be; in its family, where one is named (SCH-145). */
export async function registerPatient(
  context: SchedulingContext,
  input: z.output<typeof patientOperations.registerPatient.input>,
): Promise<Result<Output, DomainError>> {
  const { tx } = context;
  const { notDuplicateOf, source, family: beside, ...demographics } = input;
  if (demographics.birthDate > context.today) {
    return fail("invalid-input", {
      field: "birthDate",
      fields: [{ field: "birthDate", message: "The birth date can't be in the future." }],
    });
  }
  const { family, given } = demographics.name;
  // Two desks registering the same person at once wait for each other at the first of these: who comes second sees the first one's
  // record. They are sent together; the database takes them in order, and each sees what was there when its turn came.
  const [, known, found] = await Promise.all([
    takeTurns(tx, demographics.birthDate),
    source && patientBySource(tx, source),
    scoredDuplicates(context, { ...demographics, family, given, also: demographics.about }),
  ]);
  if (known) return ok({ patientId: known.patientId, mrn: known.mrn, created: false });
  const likely = found.filter((one) => one.score >= LIKELY_DUPLICATE && !notDuplicateOf.includes(one.patientId));
  for (const one of likely) context.auditPatient(one.patientId);
  if (likely.length > 0) {
    // A twin whose name is nearly the same is asked about once, in the words that fit (SCH-146).
    const relatives = beside === null ? new Set<string>() : await inOneHousehold(tx, beside.of);
    const twins = likely.every(
      (one) => relatives.has(one.patientId) && maybeTwins({ ...demographics, family, given }, { ...one.name, ...one }),
    );
    const detail = { count: likely.length };
    return fail(twins ? "possible-twin" : "possible-duplicate", { field: "notDuplicateOf", detail });
  }

  const patient = await insertPatient(tx, context.ids.next<"patient">(), demographics, source, context.now);
  if (patient) {
    context.emit(patientChanged, patient);
    await Promise.all([sweepTonight(context), keepSaidToBeOthers(context, patient.patientId, found, notDuplicateOf)]);
    const joined = beside === null ? ok() : await joinFamily(context, beside, patient.patientId);
    return joined.ok ? ok({ patientId: patient.patientId, mrn: patient.mrn, created: true }) : joined;
  }
  const rival = source && (await patientBySource(tx, source));
  return rival ? ok({ patientId: rival.patientId, mrn: rival.mrn, created: false }) : fail("try-again");
}

/** SCH-130: who was said to be somebody else at registration is not asked about again by the nightly look; it can be taken up. */
async function keepSaidToBeOthers(
  context: SchedulingContext,
  patientId: Id<"patient">,
  found: Awaited<ReturnType<typeof scoredDuplicates>>,
  said: readonly string[],
): Promise<void> {
  const others = found.filter((one) => said.includes(one.patientId) && one.score >= POSSIBLE_DUPLICATE);
  for (const { patientId: otherId, score, because } of others) {
    await insertPair(context.tx, {
      ...pairOf(patientId, otherId),
      score,
      because,
      source: "registration",
      state: "dismissed",
      found_at: context.now,
      proposed_by: null,
      proposed_at: null,
      note: null,
      dismissed_by: actorNameOf(context),
      dismissed_at: context.now,
      dismissed_because: "Said to be another person when the record was made",
      version: 1,
    });
  }
}
