import type { authBodies } from "@practicum/contracts/auth";
import type { DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { doorCall } from "../../api/door-call.ts";

type Name = keyof typeof authBodies & `found-${string}`;

/** The other services begin while the first person chooses a password: what asks too early asks again. */
const TRIES = 20;
const AGAIN_MS = 500;

/** Asks the gateway for a step of the founding; see `contracts/auth.ts`. */
export async function foundingCall<N extends Name, T extends z.ZodType>(
  name: N,
  body: z.input<(typeof authBodies)[N]>,
  reply: T,
): Promise<Result<z.output<T>, DomainError>> {
  for (let tries = 1; ; tries += 1) {
    const result = await doorCall(`auth/${name}`, body, reply);
    if (result.ok || result.error.code !== "try-again" || tries === TRIES) return result;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Whether all that a practice needs is up. */
export async function untilServicesAnswer(): Promise<boolean> {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await fetch("/health").catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return false;
}
