import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { prices } from "@practicum/seed/practice";
import type { z } from "zod";
import { idOf } from "./find.ts";
import type { Person } from "./people.ts";
import type { WorldView } from "./world-view.ts";

type Account = z.output<typeof ledgerOperations.getAccount.output>;

/** What is owed of somebody, by whom; null while there is no such record. */
export async function accountOf(view: WorldView, one: Person): Promise<Account | null> {
  const patientId = await idOf(view, one);
  return patientId === null ? null : view.ask("billing", "getAccount", { patientId });
}

/** What the demonstration charges for a code, in cents. */
export function priceOf(code: string): number {
  const found = prices.find((one) => one.code === code);
  if (found === undefined) throw new Error(`the practice has no price for ${code}`);
  return found.price;
}

export const dollars = (amount: number): string => `$${(amount / 100).toFixed(2)}`;
