import type { depositCheck } from "@practicum/contracts/billing/deposits";
import type { z } from "zod";

export type DepositCheck = z.output<typeof depositCheck>;

/** What explains a check, in words. */
export const checkStates: {
  readonly [S in DepositCheck["state"]]: { readonly word: string; readonly tone: "ok" | "warn" };
} = {
  waits: { word: "To explain", tone: "warn" },
  era: { word: "835", tone: "ok" },
  paper: { word: "Paper EOB", tone: "ok" },
  capitation: { word: "Capitation", tone: "ok" },
  patient: { word: "Patient's payment", tone: "ok" },
};

export const depositKinds: { readonly [K in DepositCheck["depositKind"]]: string } = {
  eft: "EFT",
  check: "Check",
  lockbox: "Lockbox",
};
