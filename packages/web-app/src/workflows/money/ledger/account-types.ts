import type { billing } from "@practicum/contracts/billing";
import type { z } from "zod";

export type Account = z.output<typeof billing.getAccount.output>;
export type AccountVisit = Account["visits"][number];
export type AccountEntry = AccountVisit["entries"][number];
