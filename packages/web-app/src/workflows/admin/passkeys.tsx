import { Button, Group, Stack, TextInput } from "@mantine/core";
import { ownPasskey, type OwnPasskey } from "@practicum/contracts/auth";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { dateIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { createPasskey, hasPasskeys } from "../../session/passkey.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { authCall } from "./auth-call.ts";

const listed = z.object({ passkeys: z.array(ownPasskey), here: z.string().nullable() });
const toMake = z.object({ options: z.unknown() });

/** The person's own passkeys: add, name, remove. */
export function Passkeys({ onChanged }: { readonly onChanged: () => void }) {
  const query = useQuery({
    queryKey: ["auth", "passkeys"],
    queryFn: async () => {
      const result = await authCall("passkeys", {}, listed);
      if (!result.ok) throw new Error(result.error.code);
      return result.value;
    },
  });
  const again = () => {
    void query.refetch();
    onChanged();
  };
  const own = query.data?.passkeys ?? [];
  return (
    <section aria-label="Passkeys">
      <h2 className="a-heading">Passkeys</h2>
      <p className="a-dim">
        A passkey signs you in with the fingerprint, face or screen code of your own device, or with a security key, and
        cannot be typed into a false page. With one, the password alone does not sign in.
      </p>
      {query.isPending && <LoadingState rows={2} />}
      {query.isError && (
        <ErrorState
          what="The passkeys"
          message="They can't be told now. Try again."
          onRetry={() => void query.refetch()}
        />
      )}
      {own.length > 0 && (
        <ul className="a-sessions">
          {own.map((one) => (
            <Passkey key={one.passkeyId} passkey={one} here={query.data?.here ?? null} onChanged={again} />
          ))}
        </ul>
      )}
      {query.data && <Add here={query.data.here} onAdded={again} />}
    </section>
  );
}

function Add({ here, onAdded }: { readonly here: string | null; readonly onAdded: () => void }) {
  const [name, setName] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  if (here === null) return <p className="a-dim">{describeError({ code: "no-passkeys-here" })}</p>;
  if (!hasPasskeys()) return <p className="a-dim">This browser knows no passkeys.</p>;
  const add = async (): Promise<DomainError | null> => {
    const asked = await authCall("passkey-new", {}, toMake);
    if (!asked.ok) return asked.error;
    const created = await createPasskey(asked.value.options);
    if (!created.ok) return created.error;
    const added = await authCall("passkey-add", { name: name.trim(), created: created.value }, z.object({}));
    return added.ok ? null : added.error;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const failed = await add();
    setPending(false);
    if (failed) return setError(failed);
    setName("");
    say("The passkey is added.");
    onAdded();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Add a passkey">
      <Stack gap="sm">
        {error && (
          <Notice tone="danger" role="alert">
            {describeError(error)}
          </Notice>
        )}
        <TextInput
          label="Name of a new passkey"
          description={`By which you know it again. It opens ${here}.`}
          placeholder="Laptop, blue key"
          required
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" w="fit-content" loading={pending}>
          Add a passkey
        </Button>
      </Stack>
    </form>
  );
}

function Passkey({
  passkey,
  here,
  onChanged,
}: {
  readonly passkey: OwnPasskey;
  readonly here: string | null;
  readonly onChanged: () => void;
}) {
  const { timeZone } = useSession();
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const { passkeyId } = passkey;
  const day = (at: Instant) => formatDate(dateIn(at, timeZone));
  const send = async (call: Promise<{ readonly ok: boolean; readonly error?: DomainError }>, told: string) => {
    setError(null);
    const result = await call;
    if (!result.ok) return setError(result.error ?? { code: "try-again" });
    setName(null);
    say(told);
    onChanged();
  };
  const rename = (event: FormEvent) => {
    event.preventDefault();
    const body = { passkeyId, name: (name ?? "").trim() };
    void send(authCall("passkey-rename", body, z.object({})), "The passkey is renamed.");
  };
  const remove = () => void send(authCall("passkey-remove", { passkeyId }, z.object({})), "The passkey is removed.");
  return (
    <li>
      <div>
        {name === null ? (
          <b>{passkey.name}</b>
        ) : (
          <form onSubmit={rename} aria-label={`Rename ${passkey.name}`}>
            <Group gap="xs" align="end">
              <TextInput
                label="Name"
                size="xs"
                required
                autoFocus
                maxLength={60}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Escape") return;
                  event.stopPropagation();
                  setName(null);
                }}
              />
              <Button type="submit" size="xs">
                Save
              </Button>
            </Group>
          </form>
        )}
        <div className="a-dim">
          Added {day(passkey.addedAt)}, {passkey.usedAt === null ? "not used yet" : `last used ${day(passkey.usedAt)}`}
          {passkey.synced ? "; copied to your other devices" : ""}
          {passkey.host === here ? "" : `; it opens ${passkey.host}`}
        </div>
        {error && (
          <Notice tone="danger" role="alert">
            {describeError(error)}
          </Notice>
        )}
      </div>
      {name === null && (
        <Group gap="xs" wrap="nowrap">
          <Button
            size="xs"
            variant="default"
            aria-label={`Rename ${passkey.name}`}
            onClick={() => setName(passkey.name)}
          >
            Rename
          </Button>
          <Button size="xs" variant="default" aria-label={`Remove ${passkey.name}`} onClick={remove}>
            Remove
          </Button>
        </Group>
      )}
    </li>
  );
}
