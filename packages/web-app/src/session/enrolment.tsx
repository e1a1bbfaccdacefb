import { Button, Stack, Text, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useEffect, useState, type FormEvent } from "react";
import { hasPasskeys } from "./passkey.ts";
import { QrCode } from "./qr-code.tsx";
import type { FactorSetup, SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  /** That was just given, and right. */
  readonly password: string;
  readonly onSignedIn: () => void;
}

/** The practice asks for a second factor, and there is none yet: it is set up here, and then one is signed in. */
export function Enrolment({ port, password, onSignedIn }: Props) {
  const [setup, setSetup] = useState<FactorSetup | null>(null);
  const [code, setCode] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    let gone = false;
    void port.enrol?.(password).then((started) => {
      if (gone) return;
      if (started.ok) setSetup(started.value);
      else setError(started.error);
    });
    return () => void (gone = true);
  }, [port, password]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const done = await port.confirmEnrolment?.(code.trim());
    setPending(false);
    if (done?.ok === true) return onSignedIn();
    setError(done?.error ?? { code: "try-again" });
  };
  const enrolByPasskey = async () => {
    setPending(true);
    setError(null);
    const done = await port.enrolPasskey?.("My first passkey");
    setPending(false);
    if (done?.ok === true) return onSignedIn();
    setError(done?.error ?? { code: "try-again" });
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Set up a second factor">
      <Stack gap="sm">
        <Notice tone="info" role="status">
          Your practice asks for a second factor. Set up an authenticator on your telephone now, or a passkey on this
          device; it takes a minute.
        </Notice>
        {error && (
          <Notice tone="danger" role="alert">
            {describeError(error)}
          </Notice>
        )}
        {!setup && !error && <LoadingState rows={3} />}
        {setup && <Setup setup={setup} />}
        {setup && (
          <>
            <TextInput
              label="Code that the authenticator shows"
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Button type="submit" loading={pending}>
              Turn it on and sign in
            </Button>
            {port.enrolPasskey && hasPasskeys() && (
              <Button variant="default" disabled={pending} onClick={() => void enrolByPasskey()}>
                Use a passkey instead
              </Button>
            )}
          </>
        )}
      </Stack>
    </form>
  );
}

function Setup({ setup }: { readonly setup: FactorSetup }) {
  const key = new URL(setup.uri).searchParams.get("secret") ?? "";
  return (
    <>
      <Text size="sm">Scan this with the authenticator, or open it on the telephone itself:</Text>
      <a href={setup.uri} aria-label="Open in an authenticator on this device">
        <QrCode text={setup.uri} label="Setup key as a QR code" />
      </a>
      <Text size="sm">Or enter this setup key there:</Text>
      <Text component="output" ff="monospace" style={{ overflowWrap: "anywhere" }}>
        {key.match(/.{1,4}/g)?.join(" ")}
      </Text>
      <Text size="sm">If the telephone is lost, each of these opens once. Keep them on paper:</Text>
      <Text component="output" ff="monospace" size="sm" style={{ display: "block", columns: 2, whiteSpace: "pre" }}>
        {setup.backupCodes.join("\n")}
      </Text>
    </>
  );
}
