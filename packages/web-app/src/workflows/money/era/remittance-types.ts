import type { remittance } from "@practicum/contracts/billing/remittance";
import type { z } from "zod";

export type Remittance = z.output<typeof remittance>;
export type RemittanceClaim = Remittance["claims"][number];

/** Where a remittance stands, in words. */
export const remittanceStates: {
  readonly [S in Remittance["status"]]: { readonly word: string; readonly tone: "ok" | "warn" | "danger" | "info" };
} = {
  closed: { word: "Closed", tone: "ok" },
  "has-exceptions": { word: "To match", tone: "warn" },
  "set-aside": { word: "Set aside", tone: "info" },
  "out-of-balance": { word: "Out of balance", tone: "danger" },
};
