import type { ledgerAccount } from "@practicum/contracts/billing/ledger";
import type { z } from "zod";

export type LedgerAccount = z.output<typeof ledgerAccount>;

/** The ledger's accounts as people read them. */
export const accountNames: { readonly [A in LedgerAccount]: string } = {
  "patient-receivable": "Patients owe",
  "insurance-receivable": "Payers owe",
  revenue: "Revenue",
  contractual: "Contractual adjustments",
  "write-off": "Written off",
  cash: "Cash",
  "insurance-clearing": "Payments to match",
  unapplied: "Patients' money not applied yet",
  "provider-adjustment": "Provider-level adjustments (PLB)",
  capitation: "Capitation",
  "opening-balance": "Opening balances",
  "cash-over-short": "Cash over and short",
  "petty-cash": "Paid out of drawers",
  collections: "With the collection agency",
};
