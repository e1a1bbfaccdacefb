import type { Payer } from "@practicum/contracts/billing/payers";

export const payerKinds: { readonly [K in Payer["kind"]]: string } = {
  hmo: "HMO",
  ppo: "PPO",
  medicare: "Medicare",
  medicaid: "Medi-Cal",
  "medicaid-managed": "Medi-Cal managed",
  commercial: "Commercial, other",
  tricare: "TRICARE",
  "workers-comp": "Workers' compensation",
  auto: "Auto insurance",
  "self-pay": "Self-pay",
};
