import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import type { Invitation } from "./invitation.ts";
import { PracticeField, usePractice } from "./practice-field.tsx";
import type { SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  readonly invitation: Invitation | null;
  readonly onDone: () => void;
}

/** E-mail, the code from the practice manager, and a password of one's own. */
export function SetPasswordForm({ port, invitation, onDone }: Props) {
  const { practice, remember, field } = usePractice(port);
  const [email, setEmail] = useState(invitation?.email ?? "");
  const [code, setCode] = useState(invitation?.code ?? "");
  const [newPassword, setNewPassword] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [state, setState] = useState<"typing" | "sending" | "set">("typing");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!port.setPassword) return;
    setState("sending");
    setError(null);
    const result = await port.setPassword({ practice, email: email.trim(), code, newPassword });
    if (result.ok) remember();
    else setError(result.error);
    setState(result.ok ? "set" : "typing");
  };
  if (state === "set") {
    return (
      <Stack gap="sm">
        <Notice tone="ok" role="status">
          The password is set. The code is used up.
        </Notice>
        <Button onClick={onDone}>Sign in</Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Set a password">
      <Stack gap="sm">
        {error && (
          <Notice tone="danger" role="alert">
            {error.code === "bad-credentials"
              ? "The e-mail or the code is not right, or the code is used up."
              : describeError(error)}
          </Notice>
        )}
        <PracticeField field={field} />
        <TextInput
          label="E-mail"
          type="email"
          required
          autoComplete="username"
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          label="Code"
          required
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="ABCD-EFGH-JKLM"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters"
          required
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={state === "sending"}>
          Set the password
        </Button>
      </Stack>
    </form>
  );
}
