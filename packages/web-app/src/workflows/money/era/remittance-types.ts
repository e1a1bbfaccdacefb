import type { remittance } from "@practicum/contracts/billing/remittance";
import type { z } from "zod";

export type Remittance = z.output<typeof remittance>;
export type RemittanceClaim = Remittance["claims"][number];
