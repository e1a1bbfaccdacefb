import { domainError, type DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";

const refusal = z.object({ error: z.object({ data: z.object({ domain: domainError }) }) });

/** The answer to what only has to be done. */
export const nothing = z.object({});

/**
 * Asks the gateway by a door that stands beside tRPC: the tablet's, a link's, the founding's. No network, or an answer that can't be
 * read, is `try-again`.
 *
 * @param address below `/api`, as `kiosk/form`.
 */
export async function doorCall<T extends z.ZodType>(
  address: string,
  body: object,
  reply: T,
  commandId: string = crypto.randomUUID(),
): Promise<Result<z.output<T>, DomainError>> {
  const response = await fetch(`/api/${address}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-command-id": commandId },
    body: JSON.stringify(body),
  }).catch(() => null);
  const value: unknown = await response?.json().catch(() => null);
  const parsed = response?.ok ? reply.safeParse(value) : undefined;
  if (parsed?.success) return ok(parsed.data);
  const refused = refusal.safeParse(value);
  if (!refused.success) return err({ code: "try-again" });
  const { code, detail, field, fields } = refused.data.error.data.domain;
  return err({
    code,
    ...(detail && { detail }),
    ...(field !== undefined && { field }),
    ...(fields !== undefined && { fields }),
  });
}
