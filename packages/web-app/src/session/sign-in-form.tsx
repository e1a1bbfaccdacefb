import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import { Enrolment } from "./enrolment.tsx";
import { PracticeField, usePractice } from "./practice-field.tsx";
import { hasPasskeys } from "./passkey.ts";
import type { SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  readonly onSignedIn: () => void;
  /** At the lock screen: who was here. */
  readonly email?: string;
}

/** E-mail and password, then the code of the authenticator or the passkey, where there is one; or the passkey alone. */
export function SignInForm({ port, onSignedIn, email: knownEmail }: Props) {
  const { practice, remember, field } = usePractice(port);
  const [email, setEmail] = useState(knownEmail ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code" | "passkey" | "enrol">("password");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);

  const submit = async () => {
    setPending(true);
    setError(null);
    const result =
      step === "password"
        ? await port.signIn({ practice, email: email.trim(), password })
        : await port.verifyCode(code.trim());
    setPending(false);
    if (!result.ok) return setError(result.error);
    remember();
    if (result.value === "code-needed") return setStep("code");
    if (result.value === "passkey-needed") return setStep("passkey");
    if (result.value === "enrol-needed") return setStep("enrol");
    onSignedIn();
  };
  const byPasskey = async () => {
    setPending(true);
    setError(null);
    const result = await port.signInByPasskey?.(step === "password" ? "sign-in" : "second-step", practice);
    setPending(false);
    if (!result?.ok) return setError(result?.error ?? { code: "try-again" });
    remember();
    onSignedIn();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void (step === "passkey" ? byPasskey() : submit());
  };
  const offersPasskey = port.signInByPasskey !== undefined && hasPasskeys();
  if (step === "enrol") return <Enrolment port={port} password={password} onSignedIn={onSignedIn} />;
  return (
    <form onSubmit={onSubmit} aria-label="Sign in">
      <Stack gap="sm">
        {error && (
          <Notice tone="danger" role="alert">
            {describeError(error)}
          </Notice>
        )}
        {step === "password" ? (
          <>
            <PracticeField field={field} />
            <TextInput
              label="E-mail"
              type="email"
              required
              autoComplete="username"
              autoFocus={knownEmail === undefined}
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              required
              autoComplete="current-password"
              autoFocus={knownEmail !== undefined}
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
          </>
        ) : step === "passkey" ? (
          <p>
            Your password is right. Now show your passkey: your device asks for your finger, your face, its screen code
            or your key.
          </p>
        ) : (
          <TextInput
            label="Code from your authenticator"
            description="Six digits; a new one every 30 seconds"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
        )}
        <Button type="submit" loading={pending} autoFocus={step === "passkey"}>
          {step === "password" ? "Sign in" : step === "code" ? "Verify" : "Show the passkey"}
        </Button>
        {offersPasskey && step !== "passkey" && (
          <Button variant="default" disabled={pending} onClick={() => void byPasskey()}>
            {step === "password" ? "Sign in with a passkey" : "Show a passkey instead"}
          </Button>
        )}
      </Stack>
    </form>
  );
}
