import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import type { z } from "zod";

export type Account = z.output<typeof ledgerOperations.getAccount.output>;
export type AccountVisit = Account["visits"][number];
export type AccountEntry = AccountVisit["entries"][number];
