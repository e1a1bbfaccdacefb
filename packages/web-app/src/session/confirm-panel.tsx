import { Button, FocusTrap, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useEffect, useRef, useState, useSyncExternalStore, type FormEvent } from "react";
import { confirmation } from "./confirmation.ts";
import { hasPasskeys } from "./passkey.ts";
import type { SessionPort } from "./session-port.ts";

/** Stands over the page while something waits for its person to show who it is. What is under it stays as it was. */
export function ConfirmPanel({ port }: { readonly port: SessionPort }) {
  const isAsked = useSyncExternalStore(confirmation.listen, confirmation.isAsked);
  const { confirm } = port;
  useEffect(() => {
    // Nobody here has anything to show: then what asked for it is refused in words.
    if (isAsked && !confirm) confirmation.answer(false);
  }, [isAsked, confirm]);
  if (!isAsked || !confirm) return null;
  return (
    <div className="w-confirm">
      <Panel confirm={confirm} />
    </div>
  );
}

function Panel({ confirm }: { readonly confirm: NonNullable<SessionPort["confirm"]> }) {
  const [by, setBy] = useState<"password" | "code">("password");
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useFocusBack();
  useEffect(() => input.current?.focus(), [by, error]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    await show(by === "password" ? { password: typed } : { code: typed.trim() });
  };
  const show = async (shown: Parameters<typeof confirm>[0]) => {
    setPending(true);
    const result = await confirm(shown);
    setPending(false);
    if (result.ok) return confirmation.answer(true);
    setTyped("");
    setError(result.error);
  };
  const field = {
    ref: input,
    required: true,
    value: typed,
    onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
  };
  return (
    <FocusTrap>
      <Paper
        withBorder
        shadow="md"
        p="md"
        role="dialog"
        aria-modal
        aria-label="Show that it is you"
        onKeyDown={(event) => {
          // The page's keys are not for what stands over it; Tab is the trap's own, which listens further out.
          if (event.key !== "Tab") event.stopPropagation();
          if (event.key === "Escape") confirmation.answer(false);
        }}
      >
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="xs">
            <Title order={2} size="h4">
              Show that it is you
            </Title>
            <Text size="sm">This step asks for it again after ten minutes. Then it goes on by itself.</Text>
            {error && (
              <Notice tone="danger" role="alert">
                {wordsOf(error)}
              </Notice>
            )}
            {by === "password" ? (
              <PasswordInput key="password" label="Your password" autoComplete="current-password" {...field} />
            ) : (
              <TextInput
                key="code"
                label="Code of your authenticator"
                inputMode="numeric"
                autoComplete="one-time-code"
                {...field}
              />
            )}
            <Group gap="xs">
              <Button type="submit" size="sm" loading={pending}>
                Go on
              </Button>
              <Button variant="default" size="sm" onClick={() => confirmation.answer(false)}>
                Not now
              </Button>
              <Button
                variant="subtle"
                size="sm"
                onClick={() => {
                  setBy(by === "password" ? "code" : "password");
                  setTyped("");
                  setError(null);
                }}
              >
                {by === "password" ? "By code instead" : "By password instead"}
              </Button>
              {hasPasskeys() && (
                <Button variant="subtle" size="sm" disabled={pending} onClick={() => void show({ passkey: true })}>
                  By passkey
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      </Paper>
    </FocusTrap>
  );
}

function wordsOf(error: DomainError): string {
  if (error.code === "bad-credentials") return "The password is not right.";
  if (error.code === "invalid-input") return "Two-factor sign-in is off: use your password.";
  return describeError(error);
}

/** Where one was when it came is where one is when it goes. */
function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
