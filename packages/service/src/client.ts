import type { Bus, BusFailure, JsonValue } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { ServiceApi } from "@practicum/contracts/operation";
import { replyEnvelope, type RequestEnvelope } from "@practicum/contracts/request";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { asJson } from "./unit-of-work.ts";

export interface CallOptions {
  /** For each attempt. Default 5,000. */
  readonly timeoutMs?: number;
  /** Altogether, attempts and pauses. Default 10,000. */
  readonly deadlineMs?: number;
  /** Whether what got no answer in time may be asked again now; default always. Not where more waits than can be done. */
  readonly mayRepeat?: () => boolean;
}

const TIMEOUT_MS = 5000;
const DEADLINE_MS = 10_000;
/**
 * What is repeated after a time-out may still be at work the first time. So repeating has a budget: as many as a service that restarts
 * leaves unanswered, and then one for ten requests, so that a service that is slow is not asked twice as much.
 */
const REPEATS_MAX = 200;
const REPEATS_EARNED = 0.1;
const repeats = new WeakMap<Pick<Bus, "request">, number>();

const PAUSES_MS: readonly number[] = [50, 150, 400, 1000];

/**
 * Asks a service. What may or may not have happened is asked again with the same command id, so nothing is done twice: a
 * service that restarts costs the caller a pause and no decision.
 * @returns the reply's value, or the failure; "try-again" when the service could not be reached in time.
 */
export async function callService(
  bus: Pick<Bus, "request">,
  service: string,
  operation: string,
  request: RequestEnvelope,
  options: CallOptions = {},
): Promise<Result<JsonValue, DomainError>> {
  const { timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS, mayRepeat = () => true } = options;
  const message = asJson(request);
  const started = performance.now();
  repeats.set(bus, Math.min(REPEATS_MAX, (repeats.get(bus) ?? REPEATS_MAX) + REPEATS_EARNED));
  for (let attempt = 0; ; attempt += 1) {
    const leftMs = deadlineMs - (performance.now() - started);
    if (leftMs <= 0) return fail("try-again");
    const reply = await bus.request(`svc.${service}.${operation}`, message, { timeoutMs: Math.min(timeoutMs, leftMs) });
    if (reply.ok) {
      const answer = readReply(reply.value);
      // The service's database was away: the service itself asks for another try, unless it has too much to do.
      if (answer.ok || answer.error.code !== "try-again" || answer.error.detail?.["busy"]) return answer;
    } else if (reply.error === "timeout" && !(mayRepeat() && spendRepeat(bus))) return fail("try-again");
    const pauseMs = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 1000;
    if (!mayRetry(reply.ok ? undefined : reply.error, attempt) || pauseMs > leftMs) return fail("try-again");
    await pause(pauseMs);
  }
}

/** The same with the contract's types. The reply is what the service says it is; services check theirs in tests. */
export function serviceClient<Api extends ServiceApi>(
  bus: Pick<Bus, "request">,
  service: string,
  who: { readonly practiceId: Id<"practice">; readonly actor: Actor; readonly traceId: string },
  options?: CallOptions,
) {
  return async <Name extends keyof Api & string>(
    operation: Name,
    input: z.input<Api[Name]["input"]>,
    commandId: Id<"command"> | null = null,
  ): Promise<Result<z.output<Api[Name]["output"]>, DomainError>> => {
    const reply = await callService(bus, service, operation, { ...who, commandId, input }, options);
    return reply as Result<z.output<Api[Name]["output"]>, DomainError>;
  };
}

function readReply(value: JsonValue): Result<JsonValue, DomainError> {
  const reply = replyEnvelope.safeParse(value);
  if (!reply.success) return fail("internal");
  return reply.data.ok ? ok(asJson(reply.data.value)) : { ok: false, error: reply.data.error };
}

/** Nobody there, or no answer in time: worth another try. A bus that we closed ourselves stays closed. */
function mayRetry(failure: BusFailure | undefined, attempt: number): boolean {
  return failure !== "closed" || attempt < 3;
}

function spendRepeat(bus: Pick<Bus, "request">): boolean {
  const left = repeats.get(bus) ?? REPEATS_MAX;
  if (left < 1) return false;
  repeats.set(bus, left - 1);
  return true;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
