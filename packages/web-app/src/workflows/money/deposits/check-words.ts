import type { depositCheck } from "@practicum/contracts/billing/deposits";
import type { z } from "zod";

export type DepositCheck = z.output<typeof depositCheck>;

export const depositKinds: { readonly [K in DepositCheck["depositKind"]]: string } = {
  eft: "EFT",
  check: "Check",
  lockbox: "Lockbox",
};
