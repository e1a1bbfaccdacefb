import { compile, type Transaction } from "./compile.ts";
import type { TransactionSpec } from "./describe.ts";
import { T270 } from "./t270.ts";
import { T271 } from "./t271.ts";
import { T276, T277 } from "./t276.ts";
import { T277CA } from "./t277ca.ts";
import { T834 } from "./t834.ts";
import { T835 } from "./t835.ts";
import { T837P } from "./t837p.ts";
import { T999 } from "./t999.ts";

/** Every transaction that we describe. */
export const TRANSACTIONS: readonly TransactionSpec[] = [T837P, T835, T270, T271, T276, T277, T277CA, T999, T834];

const compiled = new Map<TransactionSpec, Transaction>();

/** The tables of a description, made when first asked for. */
export function transactionOf(spec: TransactionSpec): Transaction {
  let transaction = compiled.get(spec);
  if (!transaction) {
    transaction = compile(spec);
    compiled.set(spec, transaction);
  }
  return transaction;
}

/** The description for ST01 and the version in ST03 (or GS08): exactly, or as one that is near enough to be read. */
export function findSpec(code: string, version: string): { spec: TransactionSpec; exact: boolean } | undefined {
  for (const spec of TRANSACTIONS) if (spec.code === code && spec.version === version) return { spec, exact: true };
  for (const spec of TRANSACTIONS)
    if (spec.code === code && spec.alsoReads.includes(version)) return { spec, exact: false };
  return undefined;
}
