import type { statementOperations } from "@practicum/contracts/billing/statements";
import type { z } from "zod";

export type Due = z.output<typeof statementOperations.listStatements.output>["due"][number];
