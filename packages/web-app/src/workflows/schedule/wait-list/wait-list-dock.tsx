import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName, formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { ChangeWaitEntry } from "./wait-form.tsx";
import { dayPartWords, type WaitEntry } from "./wait-words.ts";
import "../schedule.css";

/** Who waits for a time, the most urgent first. */
export function WaitListDock() {
  const [waiting, setWaiting] = useState(true);
  const session = useSession();
  const dock = useDock();
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label="Show"
          data={[
            { value: "yes", label: "Waiting" },
            { value: "no", label: "No longer" },
          ]}
          value={waiting ? "yes" : "no"}
          onChange={(value) => setWaiting(value === "yes")}
        />
        {session.can("appointment.book") && (
          <Button size="xs" onClick={() => dock.open("wait")}>
            Add a patient
          </Button>
        )}
      </Group>
      <Entries key={String(waiting)} waiting={waiting} />
    </Stack>
  );
}

function Entries({ waiting }: { readonly waiting: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const ask = { waiting, locationId: null, limit: 50 };
  const list = useEndless({
    queryKey: trpc.scheduling.waitList.queryKey({ ...ask, before: null }),
    page: (before, signal) => client.scheduling.waitList.query({ ...ask, before }, { signal }),
    itemsOf: (page) => page.entries,
    keyOf: (one) => one.entryId,
  });
  if (list.error) return <ErrorState what="The wait list" message={errorText(list.error)} onRetry={list.refetch} />;
  if (!list.items) return <LoadingState rows={5} />;
  if (list.items.length === 0)
    return (
      <EmptyState title={waiting ? "Nobody waits" : "Nobody has left the list yet"}>
        {waiting && "Who finds no time that suits is put here, and is offered one that comes free."}
      </EmptyState>
    );
  return (
    <>
      {list.first?.all && <p className="s-dim">{formatCount(list.first.all.count, "entry", "entries")}</p>}
      <ul className="s-wait" aria-label="Wait list">
        {list.items.map((one) => (
          <Entry key={one.entryId} entry={one} />
        ))}
      </ul>
      {list.more && (
        <Button size="xs" variant="default" loading={list.more.loading} onClick={list.more.load}>
          Show more
        </Button>
      )}
    </>
  );
}

/** What somebody waits for, in one line. */
function wishWords(entry: WaitEntry): string {
  return [
    entry.visitTypeName,
    entry.providerName ?? "any provider",
    dayPartWords[entry.dayPart].toLowerCase(),
    `${formatDate(entry.from)} to ${formatDate(entry.until)}`,
  ].join(" · ");
}

function Entry({ entry }: { readonly entry: WaitEntry }) {
  const session = useSession();
  const [changing, setChanging] = useState(() => hasDraft(`wait-entry:${entry.entryId}`));
  const [removing, setRemoving] = useState(() => hasDraft(removeDraft(entry.entryId)));
  const open = entry.state === "waiting" || entry.state === "over";
  return (
    <li className="w-panel">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Link to={`/p/${entry.patientId}/appointments`} className="p-anchor">
            <b>{formatName(entry.patientName)}</b>
          </Link>{" "}
          <span className="s-dim">
            {formatDate(entry.birthDate)}
            {entry.phone && ` · ${formatPhone(entry.phone)}`}
          </span>
        </div>
        {entry.state === "waiting" ? (
          <StateChip kind="waitPriority" state={entry.priority} />
        ) : (
          <StateChip kind="wait" state={entry.state} />
        )}
      </Group>
      <p className="s-wait-wish">{wishWords(entry)}</p>
      <p className="s-dim">
        {entry.appointment && `Has a visit on ${formatDate(entry.appointment.date)}, would come sooner. `}
        {entry.note && `${entry.note}. `}
        {entry.because && `${entry.because}.`}
      </p>
      {session.can("appointment.book") && open && !changing && !removing && (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setRemoving(true)}>
            Remove…
          </Button>
        </Group>
      )}
      {session.can("appointment.book") && entry.state === "removed" && <PutBack entry={entry} />}
      {changing && <ChangeWaitEntry entry={entry} onDone={() => setChanging(false)} />}
      {removing && <Remove entry={entry} onDone={() => setRemoving(false)} />}
    </li>
  );
}

const removeDraft = (entryId: string) => `wait-remove:${entryId}`;
const usualReasons = ["No longer needed", "Could not be reached", "Went elsewhere"] as const;

function usePutBack() {
  const putBack = useCommand("scheduling", "putBackOnWaitList");
  const run = async (seen: { readonly entryId: string; readonly version: number }) => {
    const result = await putBack.run(seen);
    if (!result.ok) sayError(describeError(result.error));
  };
  return { run, pending: putBack.pending };
}

function PutBack({ entry }: { readonly entry: WaitEntry }) {
  const { run, pending } = usePutBack();
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={pending}
      onClick={() => void run({ entryId: entry.entryId, version: entry.version })}
    >
      Put back
    </Button>
  );
}

function Remove({ entry, onDone }: { readonly entry: WaitEntry; readonly onDone: () => void }) {
  const [reason, setReason, clear] = useDraft(removeDraft(entry.entryId), "");
  const remove = useCommand("scheduling", "removeFromWaitList");
  const { run: putBack } = usePutBack();
  const run = async (because: string) => {
    const { entryId, version } = entry;
    const result = await remove.run({ entryId, version, because });
    if (!result.ok) return;
    clear();
    onDone();
    offerUndo(
      `${formatName(entry.patientName)} is off the wait list.`,
      () => void putBack({ entryId, version: result.value.version }),
      { about: entry.patientId },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) void run(reason.trim());
      }}
    >
      <Group gap={6} mb={6}>
        {usualReasons.map((text) => (
          <Button
            key={text}
            size="compact-xs"
            variant="default"
            disabled={remove.pending}
            onClick={() => void run(text)}
          >
            {text}
          </Button>
        ))}
      </Group>
      {remove.error && <Notice tone="danger">{describeError(remove.error)}</Notice>}
      <TextInput
        size="xs"
        label="Other reason"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap={6} mt={6}>
        <Button size="compact-xs" type="submit" loading={remove.pending} disabled={!reason.trim()}>
          Remove
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            clear();
            onDone();
          }}
        >
          Keep
        </Button>
      </Group>
    </form>
  );
}
