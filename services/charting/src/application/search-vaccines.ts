import type { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import { ok, type Ok } from "@practicum/kernel/result";
import { ndcKeys, readBarcode, type ScannedProduct } from "@practicum/terminology/gs1";
import type { z } from "zod";
import { lastDosesOf, productsOf, searchVaccines as search, vaccinesOf, type Vaccine } from "../sql/immunizations.ts";
import type { ChartingContext } from "./charting-context.ts";

type Input = z.output<typeof immunizationOperations.searchVaccines.input>;
type Match = z.input<typeof immunizationOperations.searchVaccines.output>[number];

/** Vaccines by words, number, NDC or barcode (CHT-27): those in use on the day, each as it was last given here. */
export async function searchVaccines({ tx }: ChartingContext, input: Input): Promise<Ok<Match[]>> {
  const { text, onDate, past, limit } = input;
  const barcode = readBarcode(text);
  const keys = barcode ? [barcode.ndc] : ndcKeys(text);
  if (keys.length > 0) {
    const products = await productsOf(tx, keys);
    const known = await vaccinesOf(
      tx,
      products.map((product) => product.cvx),
      onDate,
    );
    const [only] = keys.length === 1 ? keys : [products[0]?.ndc];
    const scan =
      only === undefined ? null : { ndc: only, lot: barcode?.lot ?? null, expiresOn: barcode?.expiresOn ?? null };
    return ok(known.length > 0 ? await matchesOf({ tx }, known, scan) : scan ? [unknownPackage(scan)] : []);
  }
  const found = await search(tx, text, { onDate, limit });
  const wanted = past ? found : found.filter((one) => one.inUse);
  const inUseFirst = [...wanted.filter((one) => one.inUse), ...wanted.filter((one) => !one.inUse)];
  return ok(await matchesOf({ tx }, inUseFirst.slice(0, limit), null));
}

async function matchesOf(
  { tx }: Pick<ChartingContext, "tx">,
  vaccines: readonly Vaccine[],
  scan: ScannedProduct | null,
): Promise<Match[]> {
  const last = await lastDosesOf(
    tx,
    vaccines.map((one) => one.cvx),
  );
  return vaccines.map((one) => ({ ...one, scan, last: last.get(one.cvx) ?? null }));
}

/** Which vaccine it is, the person says once; from then on the practice knows it. */
function unknownPackage(scan: ScannedProduct): Match {
  const label = `A package that was not used here before (NDC ${scan.ndc})`;
  return { cvx: null, label, cpt: null, inUse: true, scan, last: null };
}
