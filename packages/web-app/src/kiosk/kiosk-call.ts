import { kioskKeys } from "@practicum/contracts/auth";
import { coverageOperations } from "@practicum/contracts/billing/coverage";
import type { DomainError } from "@practicum/contracts/error";
import { kioskOperations } from "@practicum/contracts/scheduling/kiosk";
import type { Result } from "@practicum/kernel/result";
import { z } from "zod";
import { doorCall } from "../api/door-call.ts";

/** What the tablet is told of its patient, with the keys of what is typed. */
export const tabletForm = z.object({
  patientId: z.string(),
  practiceName: z.string(),
  keys: kioskKeys.extend({ draft: z.string().nullable() }),
  form: kioskOperations.kioskForm.output.nullable(),
  coverages: coverageOperations.kioskCoverages.output,
});
export type TabletForm = z.output<typeof tabletForm>;
export type KioskForm = NonNullable<TabletForm["form"]>;
export type KioskCoverage = TabletForm["coverages"][number];

/** Asks for what a tablet reaches. */
export const kioskCall = <T extends z.ZodType>(
  name: "open" | "form" | "progress" | "picture" | "submit" | "leave",
  body: object,
  reply: T,
  commandId?: string,
): Promise<Result<z.output<T>, DomainError>> => doorCall(`kiosk/${name}`, body, reply, commandId);
