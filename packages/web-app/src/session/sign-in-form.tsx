import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  readonly onSignedIn: () => void;
  /** At the lock screen: who was here. */
  readonly email?: string;
}

const practiceKey = "practicum.practice";

/** E-mail and password, then the code of the authenticator where one is set up. */
export function SignInForm({ port, onSignedIn, email: knownEmail }: Props) {
  const practices = useQuery({ queryKey: ["practices"], queryFn: () => port.practices(), staleTime: Infinity });
  const [typed, setPractice] = useState(localStorage.getItem(practiceKey) ?? "");
  const choices = practices.data ?? [];
  const practice =
    choices.length > 0 && !choices.some((p) => p.slug === typed)
      ? (choices[0]?.slug ?? "")
      : typed.trim().toLowerCase();
  const [email, setEmail] = useState(knownEmail ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
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
    localStorage.setItem(practiceKey, practice);
    if (result.value === "code-needed") return setStep("code");
    onSignedIn();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
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
            {choices.length > 1 && (
              <ChoiceList
                label="Practice"
                data={choices.map((p) => ({ value: p.slug, label: p.name }))}
                value={practice}
                onChange={(value) => setPractice(value ?? "")}
              />
            )}
            {choices.length === 0 && !practices.isPending && (
              <TextInput
                label="Practice"
                required
                autoCapitalize="none"
                spellCheck={false}
                value={typed}
                onChange={(e) => setPractice(e.currentTarget.value)}
              />
            )}
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
        <Button type="submit" loading={pending}>
          {step === "password" ? "Sign in" : "Verify"}
        </Button>
      </Stack>
    </form>
  );
}
