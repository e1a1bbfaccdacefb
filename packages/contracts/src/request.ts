import { z } from "zod";
import { actor } from "./actor.ts";
import { domainError, type DomainError } from "./error.ts";
import { id } from "./schema.ts";

/**
 * What travels to `svc.<service>.<operation>`. Only the gateway, the sandbox's worker and the operator's command line send
 * it; they vouch for the actor.
 */
export const requestEnvelope = z.strictObject({
  practiceId: id("practice"),
  actor,
  /** Of commands: the same id again gets the first answer again. Null for queries. */
  commandId: id("command").nullable(),
  traceId: z.string().min(1).max(64),
  input: z.unknown(),
});
export type RequestEnvelope = z.output<typeof requestEnvelope>;

export const replyEnvelope = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: domainError }),
]);
export type ReplyEnvelope =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: DomainError };
