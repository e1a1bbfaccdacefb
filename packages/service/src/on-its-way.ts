import { fail } from "@practicum/contracts/error";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { ReplyEnvelope } from "@practicum/contracts/request";
import type { PracticeRuntime } from "./runtime.ts";

/**
 * A record of another service that this one has not heard of yet: its event may still be on its way. The attempt is rolled
 * back and made again when the event may have come.
 */
export class StillOnItsWay extends Error {
  override readonly name = "StillOnItsWay";
}

/** An event comes within milliseconds. The first looks are close together, so that nobody notices. */
const PAUSES_MS: readonly number[] = [20, 40, 80, 160, 250];
/** So long the event may be on the way to the broker: before that, a consumer with nothing to do proves nothing. A host may know better. */
const PUBLISHED_AFTER_MS = 1000;
/** Below a caller's time-out (5 s), so that it hears "try again" from us and sends the same command id again. */
const PATIENCE_MS = 3000;

/**
 * Makes an attempt again while it throws {@link StillOnItsWay}: until the record is here, or it is certain that no event will
 * bring it. So nothing that a person does next fails because an event is still on its way, and a record that does not exist
 * is said not to exist.
 *
 * @param attempt throws only while it may wait; without that it gives the refusal itself.
 * @returns its reply; "try-again" where events are late for longer than a caller waits.
 */
export async function answerWhenHere<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  attempt: (mayWait: boolean) => Promise<ReplyEnvelope>,
): Promise<ReplyEnvelope> {
  const { bus, background = true, publishedAfterMs = PUBLISHED_AFTER_MS } = runtime.service;
  // Where `settle` alone moves events, all have arrived before the next request, and none comes while this one waits.
  if (!background) return attempt(false);
  const startedMs = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(true);
    } catch (thrown) {
      if (!(thrown instanceof StillOnItsWay)) throw thrown;
    }
    const waitedMs = performance.now() - startedMs;
    // Whether all is handled is asked first and the record looked for after it, in this order: then nothing slips between.
    if (waitedMs >= publishedAfterMs && (await allHandled(bus))) return attempt(false);
    if (waitedMs >= PATIENCE_MS) return fail("try-again");
    await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0);
  }
}

/** A broker that can't say is one that holds events back. */
async function allHandled(bus: { drained(): Promise<boolean> }): Promise<boolean> {
  try {
    return await bus.drained();
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
