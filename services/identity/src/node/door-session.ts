import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * Begins a session for somebody who has shown a passkey: better-auth's own sessions, cookies and ends, without its password. It has no
 * address; `passkeys.ts` alone calls it (IDN-48).
 */
export function doorSession() {
  return {
    id: "practicum-door",
    endpoints: {
      beginSession: createAuthEndpoint(
        "/practicum/begin-session",
        { method: "POST", body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.userId);
          if (!user) throw ctx.error("NOT_FOUND");
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ ok: true });
        },
      ),
    },
  } as const;
}
