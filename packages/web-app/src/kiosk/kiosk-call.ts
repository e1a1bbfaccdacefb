import { kioskKeys } from "@practicum/contracts/auth";
import { coverageOperations } from "@practicum/contracts/billing/coverage";
import { domainError, type DomainError } from "@practicum/contracts/error";
import { kioskOperations } from "@practicum/contracts/scheduling/kiosk";
import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";

const refusal = z.object({ error: z.object({ data: z.object({ domain: domainError }) }) });

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

/** Asks the gateway for what a tablet reaches. No network, or an answer that can't be read, is `try-again`. */
export async function kioskCall<T extends z.ZodType>(
  name: "open" | "form" | "progress" | "picture" | "submit" | "leave",
  body: object,
  reply: T,
  commandId: string = crypto.randomUUID(),
): Promise<Result<z.output<T>, DomainError>> {
  const response = await fetch(`/api/kiosk/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-command-id": commandId },
    body: JSON.stringify(body),
  }).catch(() => null);
  const value: unknown = await response?.json().catch(() => null);
  const parsed = response?.ok ? reply.safeParse(value) : undefined;
  if (parsed?.success) return ok(parsed.data);
  const refused = refusal.safeParse(value);
  if (!refused.success) return err({ code: "try-again" });
  const { code, detail, field } = refused.data.error.data.domain;
  return err({ code, ...(detail && { detail }), ...(field !== undefined && { field }) });
}

export const nothing = z.object({});
