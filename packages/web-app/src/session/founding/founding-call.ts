import type { authBodies } from "@practicum/contracts/auth";
import { domainError, type DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";

const refusal = z.object({ error: z.object({ data: z.object({ domain: domainError }) }) });

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
    const result = await send(name, body, reply);
    if (result.ok || result.error.code !== "try-again" || tries === TRIES) return result;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function send<T extends z.ZodType>(
  name: string,
  body: object,
  reply: T,
): Promise<Result<z.output<T>, DomainError>> {
  const response = await fetch(`/api/auth/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const value: unknown = await response?.json().catch(() => null);
  const parsed = response?.ok ? reply.safeParse(value) : undefined;
  if (parsed?.success) return ok(parsed.data);
  const refused = refusal.safeParse(value);
  if (!refused.success) return err({ code: "try-again" });
  const { code, field, fields } = refused.data.error.data.domain;
  return err({ code, ...(field === undefined ? {} : { field }), ...(fields === undefined ? {} : { fields }) });
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
