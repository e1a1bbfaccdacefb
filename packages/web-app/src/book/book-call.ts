import { domainError, type DomainError } from "@practicum/contracts/error";
import { bookingLinkOperations } from "@practicum/contracts/scheduling/booking-links";
import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";

const refusal = z.object({ error: z.object({ data: z.object({ domain: domainError }) }) });

/** What the gateway tells of a link: the practice, whose clock the times are of, and the operation's own answer. */
const told = <T extends z.ZodType>(value: T) => z.object({ practiceName: z.string(), timeZone: z.string(), value });

export const lookReply = told(bookingLinkOperations.bookingByLink.output);
export const timesReply = told(bookingLinkOperations.timesByLink.output);
export const anyReply = z.object({});
export type Looked = z.output<typeof lookReply>;
export type Visit = NonNullable<Looked["value"]["visit"]>;
export type Times = z.output<typeof timesReply>["value"];

/** One time that the patient may take. */
export interface Chosen {
  readonly date: string;
  readonly start: string;
  readonly providerResourceId: string;
  readonly providerName: string;
  readonly locationName: string;
}

/** Asks the gateway for what a link reaches. No network, or an answer that can't be read, is `try-again`. */
export async function bookCall<T extends z.ZodType>(
  name: "open" | "look" | "times" | "book" | "move" | "cancel" | "leave",
  body: object,
  reply: T,
  commandId: string = crypto.randomUUID(),
): Promise<Result<z.output<T>, DomainError>> {
  const response = await fetch(`/api/book/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-command-id": commandId },
    body: JSON.stringify(body),
  }).catch(() => null);
  const value: unknown = await response?.json().catch(() => null);
  const parsed = response?.ok ? reply.safeParse(value) : undefined;
  if (parsed?.success) return ok(parsed.data);
  const refused = refusal.safeParse(value);
  if (!refused.success) return err({ code: "try-again" });
  return err({ code: refused.data.error.data.domain.code });
}
