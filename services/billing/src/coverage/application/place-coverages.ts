import type { BillingContext } from "../../application/context.ts";
import { placeOfMerged } from "../domain/place-coverage.ts";
import { coveragesOf } from "../sql/coverages.ts";
import { comingCoverages, comingHome, keepPlace, putBackPlace } from "../sql/merged-coverages.ts";
import { tellCoverage } from "./add-coverage.ts";

/** Coverages that came with a merged record get a place among the survivor's; those that go home have their own again (BIL-314). */
export async function placeCoverages(context: BillingContext, owners: ReadonlyMap<string, string>): Promise<void> {
  const { tx } = context;
  for (const [from, owner] of owners) {
    if (from === owner) {
      for (const coverageId of await comingHome(tx, from)) {
        await putBackPlace(tx, coverageId);
        await tellCoverage(context, coverageId);
      }
      continue;
    }
    for (const coverageId of await comingCoverages(tx, from, owner)) {
      const all = await coveragesOf(tx, owner);
      const coming = all.find((one) => one.coverageId === coverageId);
      if (!coming) continue;
      await keepPlace(tx, coverageId, placeOfMerged(coming, all));
      await tellCoverage(context, coverageId);
    }
  }
}
