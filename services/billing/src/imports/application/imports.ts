import { billingImportChanged, type ImportedBillingRow } from "@practicum/contracts/billing/imports";
import { patientNumbered } from "@practicum/contracts/scheduling/imports";
import { consumer } from "@practicum/service/define-service";
import { importsOf } from "@practicum/service/imports/imports";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { keepNumber } from "../sql/imports.ts";
import { importBalances } from "./import-balances.ts";
import { importCoverages } from "./import-coverages.ts";

export const imports = importsOf<BillingSchema, BillingPorts, ImportedBillingRow>({
  service: "billing",
  changed: billingImportChanged,
  kinds: { coverages: importCoverages, balances: importBalances },
});

/** The numbers that an old system gave to patients, so that its other files find them (BIL-350). */
export const keepPatientNumber = consumer<BillingSchema, BillingPorts, typeof patientNumbered.payload>(
  patientNumbered,
  async ({ tx }, number, { occurredAt }) => keepNumber(tx, number, occurredAt),
);
