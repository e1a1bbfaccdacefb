import type { Payer } from "@practicum/contracts/billing/payers";

/** A payer under the electronic id that it publishes for professional claims. */
export interface KnownPayer {
  readonly electronicId: string;
  readonly name: string;
  readonly kind: Payer["kind"];
}

/** To choose from, so that nobody looks up what everybody needs. Medicare's and Medicaid's ids differ by state and clearinghouse. */
export const knownPayers: readonly KnownPayer[] = [
  { electronicId: "60054", name: "Aetna", kind: "ppo" },
  { electronicId: "68069", name: "Ambetter", kind: "commercial" },
  { electronicId: "94036", name: "Blue Shield of California", kind: "ppo" },
  { electronicId: "62308", name: "Cigna", kind: "ppo" },
  { electronicId: "44054", name: "GEHA", kind: "commercial" },
  { electronicId: "95567", name: "Health Net of California", kind: "hmo" },
  { electronicId: "61101", name: "Humana", kind: "ppo" },
  { electronicId: "41124", name: "Meritain Health", kind: "commercial" },
  { electronicId: "38333", name: "Molina Healthcare of California", kind: "medicaid-managed" },
  { electronicId: "71412", name: "Mutual of Omaha", kind: "commercial" },
  { electronicId: "39026", name: "UMR", kind: "commercial" },
  { electronicId: "87726", name: "UnitedHealthcare", kind: "ppo" },
];
