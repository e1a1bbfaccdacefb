import { domainError, type DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";
import { confirmation } from "../../session/confirmation.ts";
import { personHeaders } from "../../api/page-person.ts";

const refusal = z.object({ error: z.object({ data: z.object({ domain: domainError }) }) });

type Body = { readonly [field: string]: string | null | object } | null;

/** Asks one of the gateway's own endpoints about one's session; see `contracts/auth.ts`. The sandbox has none. */
export async function authCall<T extends z.ZodType>(
  name:
    | "issue-code"
    | "change-password"
    | "totp-start"
    | "totp-confirm"
    | "totp-stop"
    | "session"
    | "sessions"
    | "end-session"
    | "person-sessions"
    | "end-person-sessions"
    | "passkeys"
    | "passkey-new"
    | "passkey-add"
    | "passkey-rename"
    | "passkey-remove",
  body: Body,
  reply: T,
): Promise<Result<z.output<T>, DomainError>> {
  const first = await send(name, body, reply);
  if (first.ok || first.error.code !== "confirm-identity") return first;
  return (await confirmation.ask()) ? send(name, body, reply) : first;
}

async function send<T extends z.ZodType>(
  name: string,
  body: Body,
  reply: T,
): Promise<Result<z.output<T>, DomainError>> {
  const sent =
    body === null
      ? { method: "GET" }
      : {
          method: "POST",
          headers: { "content-type": "application/json", ...personHeaders() },
          body: JSON.stringify(body),
        };
  const response = await fetch(`/api/auth/${name}`, sent).catch(() => null);
  const value: unknown = await response?.json().catch(() => null);
  const parsed = response?.ok ? reply.safeParse(value) : undefined;
  if (parsed?.success) return ok(parsed.data);
  const refused = refusal.safeParse(value);
  if (!refused.success) return err({ code: "try-again" });
  const { code, field, detail } = refused.data.error.data.domain;
  return err({ code, ...(field === undefined ? {} : { field }), ...(detail === undefined ? {} : { detail }) });
}
