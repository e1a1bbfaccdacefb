import type { chargedVisit } from "@practicum/contracts/billing/charges";
import type { z } from "zod";

export type ChargedVisit = z.output<typeof chargedVisit>;
