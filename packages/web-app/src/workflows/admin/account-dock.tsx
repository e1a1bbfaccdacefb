import { Button, PasswordInput, Stack } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { authCall } from "./auth-call.ts";
import { OwnSessions } from "./own-sessions.tsx";
import { Passkeys } from "./passkeys.tsx";
import { TwoFactor } from "./two-factor.tsx";
import "./admin.css";

/** How one signs in oneself. */
export function AccountDock() {
  const { mode } = useSession();
  const client = useQueryClient();
  if (mode === "sandbox")
    return (
      <Notice tone="info" role="status">
        In the sandbox nobody signs in: there is no password, no authenticator and no passkey to set up. In a clinic
        they are here.
      </Notice>
    );
  return (
    <Stack gap="xl">
      <ChangePassword />
      <TwoFactor />
      <Passkeys onChanged={() => void client.invalidateQueries({ queryKey: ["auth", "session"] })} />
      <OwnSessions />
    </Stack>
  );
}

function ChangePassword() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const result = await authCall("change-password", { currentPassword, newPassword }, z.object({}));
    setPending(false);
    if (!result.ok) return setError(result.error);
    setCurrent("");
    setNew("");
    say("The password is changed. You were signed out everywhere else.");
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Change the password">
      <Stack gap="sm">
        <h2 className="a-heading">Password</h2>
        {error && (
          <Notice tone="danger" role="alert">
            {error.code === "bad-credentials" ? "The current password is not right." : describeError(error)}
          </Notice>
        )}
        <PasswordInput
          label="Current password"
          required
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters; three or four words that have nothing to do with each other are best"
          required
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setNew(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" loading={pending}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
