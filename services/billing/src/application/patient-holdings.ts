import type { patientHoldings as contract } from "@practicum/contracts/patient-merges";
import { ok } from "@practicum/kernel/result";
import { holdingsOf } from "@practicum/service/follow-merges";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { patientTables } from "./patient-tables.ts";
import { owedBy } from "../sql/owed-by.ts";
import type { BillingContext } from "./context.ts";

const holdings = holdingsOf(patientTables);

/** How much of what each of two records has, and what is owed on each (BIL-315). */
export async function patientHoldings(
  context: BillingContext,
  input: InputOf<typeof contract>,
): ReplyOf<typeof contract> {
  const { value: held } = await holdings(context, input);
  const owed = await owedBy(context.tx, input.patientIds);
  return ok(held.map((one) => ({ ...one, balance: owed.get(one.patientId) ?? 0 })));
}
