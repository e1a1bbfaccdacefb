import { Button, Stack } from "@mantine/core";
import { errorTexts } from "@practicum/contracts/error";
import { dateIn, timeIn, instant, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { z } from "zod";
import { useSession } from "../../session/session-context.ts";
import { invitationLink } from "../../session/invitation.ts";
import { authCall } from "./auth-call.ts";

const answer = z.object({ code: z.string(), expiresAt: z.string() });

/** A code by which the person sets a password: the first one, or when it was forgotten. It is shown once and kept nowhere. */
export function SignInCode({ staffId, email }: { readonly staffId: string; readonly email: string }) {
  const { timeZone } = useSession();
  const [made, setMade] = useState<{ readonly code: string; readonly expiresAt: Instant } | null>(null);
  const [state, setState] = useState<"idle" | "asking" | "waits" | "failed">("idle");
  const make = async () => {
    setState("asking");
    const result = await authCall("issue-code", { staffId }, answer);
    if (!result.ok) return setState(result.error.code === "second-person" ? "waits" : "failed");
    setMade({ code: result.value.code, expiresAt: instant(result.value.expiresAt) });
    setState("idle");
  };
  return (
    <Stack gap="xs" className="w-panel">
      <b>Sign-in code</b>
      {made === null ? (
        <>
          <span className="a-dim">
            Hand it to the person, who sets a password with it on the sign-in page. A new one replaces the last.
          </span>
          {state === "waits" && (
            <Notice tone="warn" role="status">
              {errorTexts["second-person"]} When it is agreed to, create the code here.
            </Notice>
          )}
          {state === "failed" && (
            <Notice tone="danger" role="alert">
              The code could not be made. Try again.
            </Notice>
          )}
          <Button variant="default" size="xs" w="fit-content" loading={state === "asking"} onClick={() => void make()}>
            Create sign-in code
          </Button>
        </>
      ) : (
        <>
          <output className="a-code">{made.code}</output>
          <span className="a-dim">Or send the person this link, by a way that only the person reads:</span>
          <output className="a-link">{invitationLink(location.origin, { email, code: made.code })}</output>
          <span className="a-dim">
            Works once, until {formatDate(dateIn(made.expiresAt, timeZone))}{" "}
            {formatTime(timeIn(made.expiresAt, timeZone))}. It is not shown again.
          </span>
        </>
      )}
    </Stack>
  );
}
