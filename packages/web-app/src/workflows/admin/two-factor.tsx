import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { authCall } from "./auth-call.ts";
import { QrCode } from "../../session/qr-code.tsx";

const sessionReply = z.object({ session: z.object({ twoFactor: z.boolean(), authenticator: z.boolean() }).nullable() });
const started = z.object({ uri: z.string(), backupCodes: z.array(z.string()) });

/** Whether the person's sign-in has a second step. */
export function useTwoFactorState() {
  const { mode } = useSession();
  return useQuery({
    queryKey: ["auth", "session"],
    enabled: mode === "clinic",
    queryFn: async () => {
      const result = await authCall("session", null, sessionReply);
      if (!result.ok) throw new Error(result.error.code);
      return result.value.session;
    },
  });
}

/** The second step of sign-in, by an authenticator on the telephone: on or off. */
export function TwoFactor() {
  const session = useTwoFactorState();
  const again = () => void session.refetch();
  return (
    <section aria-label="Two-factor sign-in">
      <h2 className="a-heading">Two-factor sign-in</h2>
      {session.isError && <Notice tone="warn">It can't be told now whether it is on. Try again later.</Notice>}
      {session.isPending && <LoadingState rows={2} />}
      {session.data?.authenticator === true && <TurnOff onDone={again} />}
      {session.data?.authenticator === false && <TurnOn onDone={again} />}
    </section>
  );
}

function TurnOn({ onDone }: { readonly onDone: () => void }) {
  const [setup, setSetup] = useState<z.output<typeof started> | null>(null);
  const start = async (password: string) => {
    const result = await authCall("totp-start", { password }, started);
    if (result.ok) setSetup(result.value);
    return result.ok ? null : result.error;
  };
  if (setup) return <Confirm setup={setup} onDone={onDone} />;
  return (
    <>
      <p className="a-dim">There is no authenticator. With one, a stolen password alone opens nothing.</p>
      <WithPassword label="Turn it on" onSubmit={start} />
    </>
  );
}

function TurnOff({ onDone }: { readonly onDone: () => void }) {
  const stop = async (password: string) => {
    const result = await authCall("totp-stop", { password }, z.object({}));
    if (!result.ok) return result.error;
    say("Two-factor sign-in is off.");
    onDone();
    return null;
  };
  return (
    <>
      <p className="a-dim">It is on: sign-in asks for the code of your authenticator.</p>
      <WithPassword label="Turn it off" onSubmit={stop} />
    </>
  );
}

function WithPassword({
  label,
  onSubmit,
}: {
  readonly label: string;
  readonly onSubmit: (password: string) => Promise<DomainError | null>;
}) {
  const [password, setPassword] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(await onSubmit(password));
    setPending(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={label}>
      <Stack gap="sm">
        {error && (
          <Notice tone="danger" role="alert">
            {error.code === "bad-credentials" ? "The password is not right." : describeError(error)}
          </Notice>
        )}
        <PasswordInput
          label="Your password"
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" w="fit-content" loading={pending}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}

/** The authenticator gets the key, and shows that it has it; until then nothing is changed. */
function Confirm({ setup, onDone }: { readonly setup: z.output<typeof started>; readonly onDone: () => void }) {
  const [code, setCode] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  const key = new URL(setup.uri).searchParams.get("secret") ?? "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const result = await authCall("totp-confirm", { code }, z.object({}));
    setPending(false);
    if (!result.ok) return setError(result.error);
    say("Two-factor sign-in is on.");
    onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Confirm two-factor sign-in">
      <Stack gap="sm">
        <p className="a-dim">Scan this with your authenticator:</p>
        <QrCode text={setup.uri} label="Setup key as a QR code" />
        <p className="a-dim">
          Or choose “enter a setup key” there, or open <a href={setup.uri}>this link</a> on the telephone itself. The
          key is:
        </p>
        <output className="a-code a-key">{key.match(/.{1,4}/g)?.join(" ")}</output>
        <p className="a-dim">If the telephone is lost, each of these opens once. Keep them on paper:</p>
        <output className="a-code a-codes">{setup.backupCodes.join("\n")}</output>
        {error && (
          <Notice tone="danger" role="alert">
            {describeError(error)}
          </Notice>
        )}
        <TextInput
          label="Code that the authenticator shows"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" loading={pending}>
          Turn it on
        </Button>
      </Stack>
    </form>
  );
}
