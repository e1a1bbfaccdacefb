import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { BillingContext } from "../../application/context.ts";
import { addressLines } from "../domain/statement.ts";
import { holdsOf } from "../sql/holds.ts";
import { lift } from "./dunning.ts";

/** BIL-266: with another address there is somewhere to send to again. */
export async function liftWhereMoved(
  context: Pick<BillingContext, "tx" | "now" | "emit">,
  before: Patient,
  after: Patient,
): Promise<void> {
  const [, ...old] = addressLines(before);
  const [, ...now] = addressLines(after);
  if (now.length === 0 || now.join("\n") === old.join("\n")) return;
  const open = (await holdsOf(context.tx, after.patientId)).find(
    (one) => one.kind === "returned-mail" && one.lifted_at === null,
  );
  if (open) await lift(context, open, "There is another address", "Automatic");
}
