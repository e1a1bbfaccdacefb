import type { Bus, JsonValue } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import type { DomainError } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import type { Result } from "@practicum/kernel/result";
import { callService, type CallOptions } from "@practicum/service/client";
import type { OperationEntry } from "./operations.ts";

/** Who asks, for which practice. It comes from the session alone, never from what the caller sends. */
export interface Asker {
  readonly practiceId: Id<"practice">;
  readonly actor: Actor;
  readonly traceId: string;
}

/**
 * Asks a service for one operation. What comes back was checked by the service against its contract.
 *
 * @param commandId of a command, chosen by the caller: asked again with the same id, it is done once. Null for queries.
 */
export type Call = (
  operation: OperationEntry,
  input: JsonValue | undefined,
  commandId: Id<"command"> | null,
) => Promise<Result<JsonValue, DomainError>>;

/**
 * Calls over a bus, to `svc.<service>.<operation>`. A service that stays away, or slow, is `try-again`: a command may have
 * run by then, and is safe to send again with its command id.
 */
export function callOverBus(bus: Bus, { practiceId, actor, traceId }: Asker, options?: CallOptions): Call {
  return (operation, input = null, commandId) =>
    callService(bus, operation.service, operation.name, { practiceId, actor, commandId, traceId, input }, options);
}
