import { accountChanged } from "@practicum/contracts/billing/ledger";
import { householdChanged } from "@practicum/contracts/scheduling/households";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { findHousehold, keepHousehold } from "../sql/families.ts";

/** BIL-320: who belongs to a family now, and who pays; whose account shows it asks again. */
export const keepHouseholdCopy = consumer<BillingSchema, BillingPorts, typeof householdChanged.payload>(
  householdChanged,
  async (context, household) => {
    const before = await findHousehold(context.tx, household.householdId);
    if (!(await keepHousehold(context.tx, household))) return;
    const members = [...(before?.members ?? []), ...household.members].map((one) => one.patientId);
    for (const patientId of new Set(members)) context.emit(accountChanged, { patientId });
  },
);
