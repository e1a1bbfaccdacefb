import type { Claim, claimSummary } from "@practicum/contracts/billing/claims";
import type { z } from "zod";

export type ClaimSummary = z.output<typeof claimSummary>;
export type { Claim };
