import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Tx } from "@practicum/db/db";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** What supervisor and author said to each other, the oldest first. */
export async function cosignStepsOf(tx: T, encounterId: string): Promise<Encounter["cosignSteps"]> {
  return tx
    .selectFrom("cosign_step")
    .select(["kind", "at", "by_name as by", "text"])
    .where("encounter_id", "=", encounterId)
    .orderBy("place")
    .execute();
}

/** Adds a step. Whoever calls it has locked the encounter: places are counted without a gap. */
export async function insertCosignStep(
  tx: T,
  step: {
    readonly stepId: string;
    readonly encounterId: string;
    readonly kind: Encounter["cosignSteps"][number]["kind"];
    readonly text: string;
  },
  written: Written,
): Promise<WroteOnce> {
  const content = { encounter_id: step.encounterId, kind: step.kind, text: step.text, by_name: written.by };
  const inserted = await tx
    .insertInto("cosign_step")
    .values((eb) => ({
      ...content,
      step_id: step.stepId,
      at: written.at,
      place: eb
        .selectFrom("cosign_step as before")
        .where("before.encounter_id", "=", step.encounterId)
        .select((of) => of(of.fn.coalesce(of.fn.max("before.place"), of.lit(0)), "+", of.lit(1)).as("place")),
    }))
    .onConflict((conflict) => conflict.column("step_id").doNothing())
    .returning("step_id")
    .executeTakeFirst();
  if (inserted) return "written";
  const same = await tx
    .selectFrom("cosign_step")
    .select("step_id")
    .where("step_id", "=", step.stepId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}
