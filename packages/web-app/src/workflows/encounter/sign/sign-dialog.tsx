import { Button, Group, Modal, Stack } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { gateItem } from "@practicum/contracts/charting/signing";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconAlertTriangle, IconHandStop, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { OthersEntries } from "./others-entries.tsx";

interface Props {
  readonly encounter: Pick<Encounter, "encounterId" | "providerId" | "providerName" | "patientName" | "birthDate">;
  /** The patient of the page: the service compares it with the note's. */
  readonly patientId: string;
  /** What is typed and not stored yet, in words; null when all is stored. */
  readonly unsaved: string | null;
  readonly onJump: (target: string) => void;
  readonly onClose: () => void;
}

const icons = { stop: IconHandStop, fix: IconAlertTriangle, note: IconInfoCircle } as const;
const words = { stop: "Stop", fix: "Fix", note: "Note" } as const;

/** What stands between the note and the signature, each a jump to its place; the last line says who signs for whom. */
export function SignDialog({ encounter, patientId, unsaved, onJump, onClose }: Props) {
  const session = useSession();
  const { encounterId } = encounter;
  const sign = useCommand("charting", "signEncounter");
  // By what was read: an entry that somebody changes while the list is open is asked about again.
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const own = encounter.providerId === session.staff.staffId;
  const stored = unsaved === null;
  const { gate, supervisorId, asked, taken, clear } = useGate(encounterId, stored, chosen, accepted);
  const checked = gate.isSuccess && !gate.isFetching;
  const ready = own && stored && checked && clear;
  const told = JSON.stringify(gate.data);
  // What was told when the button was pressed while the note was checked anew, as after each save: the press waits, and counts if the same is told then.
  const [pressed, setPressed] = useState<string | null>(null);
  const me = `${session.staff.family}${session.staff.credential ? `, ${session.staff.credential}` : ""}`;
  const submit = async () => {
    if (sign.pending) return;
    if (!ready) return own && stored && clear ? setPressed(told) : undefined;
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const result = await sign.run({ encounterId, patientId, supervisorId, acceptedEntries: [...accepted] });
    if (!result.ok) return void gate.refetch();
    say(result.value.status === "awaiting-cosign" ? "Signed. It waits for the co-signature." : "Signed and sealed.");
    onClose();
  };
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const afterCheck = useEffectEvent(() => {
    if (pressed === null) return;
    setPressed(null);
    if (ready && pressed === told) void submit();
  });
  useEffect(() => {
    if (!gate.isFetching) afterCheck();
  }, [gate.isFetching]);
  useEffect(() => {
    // Enter signs; where something stands in the way, Enter leads to the first of it.
    if (ready) button.current?.focus();
    else if (checked) list.current?.querySelector("button")?.focus();
  }, [ready, checked]);
  // Before the page's own Ctrl+Enter, which opens this dialog, wherever the focus is.
  useWindowKeys({ "mod+Enter": submit }, { capture: true });
  return (
    <Modal opened onClose={onClose} title="Sign the note" size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="sm" ref={frame}>
        {unsaved && <Notice tone="warn">{unsaved}</Notice>}
        {gate.isError && (
          <ErrorState
            what="The check before signing"
            message={errorText(gate.error)}
            onRetry={() => void gate.refetch()}
          />
        )}
        {gate.isPending && unsaved === null && <LoadingState rows={3} label="Checking the note" />}
        {gate.data && <GateList items={gate.data.items} listRef={list} onJump={onJump} />}
        {gate.data && gate.data.others.length > 0 && (
          <OthersEntries
            entries={gate.data.others}
            taken={taken}
            onTake={(take) => setAccepted(new Set(take ? asked.map((one) => one.key) : []))}
            onJump={onJump}
          />
        )}
        {gate.data?.needsSupervisor && (
          <ChoiceList
            label="Supervising physician, who will co-sign"
            required
            data={gate.data.supervisors.map((one) => ({ value: one.staffId as string, label: one.name }))}
            value={supervisorId}
            onChange={setChosen}
          />
        )}
        {!own && <Notice tone="info">Only {encounter.providerName} signs this note.</Notice>}
        {sign.error && (
          <Notice tone="danger" role="alert">
            {describeError(sign.error)}
          </Notice>
        )}
        <Group justify="space-between" gap="sm">
          <Button
            ref={button}
            disabled={!own || !stored || !clear}
            aria-busy={pressed !== null}
            loading={sign.pending}
            onClick={() => void submit()}
          >
            Sign as {me} – {formatName(encounter.patientName)} {formatDate(encounter.birthDate)}
          </Button>
          <Button variant="default" onClick={onClose}>
            Back to the note
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The check before the signature, and what follows from it with what was chosen and taken over. */
function useGate(encounterId: string, stored: boolean, chosen: string | null, accepted: ReadonlySet<string>) {
  const trpc = useTRPC();
  const gate = useQuery({
    ...trpc.charting.signGate.queryOptions({ encounterId }),
    staleTime: 0,
    enabled: stored,
  });
  const { items = [], others = [], needsSupervisor = false, supervisors = [] } = gate.data ?? {};
  const supervisorId = needsSupervisor ? (chosen ?? supervisors[0]?.staffId ?? null) : null;
  const asked = others.filter((one) => one.asks);
  const taken = asked.every((one) => accepted.has(one.key));
  const stopped = items.some((item) => item.severity === "stop");
  const clear = gate.isSuccess && !stopped && taken && (!needsSupervisor || supervisorId !== null);
  return { gate, supervisorId, asked, taken, clear };
}

interface ListProps {
  readonly items: readonly z.output<typeof gateItem>[];
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly onJump: (target: string) => void;
}

function GateList({ items, listRef, onJump }: ListProps) {
  if (items.length === 0) return <Notice tone="ok">Nothing stands in the way.</Notice>;
  return (
    <ul ref={listRef} className="e-gate" aria-label="Before signing">
      {items.map((item) => {
        const Glyph = icons[item.severity];
        return (
          <li key={`${item.code} ${item.target} ${item.message}`} data-severity={item.severity}>
            <button type="button" onClick={() => onJump(item.target)}>
              <Glyph size={18} aria-hidden />
              <b>{words[item.severity]}</b>
              <span style={{ flex: 1 }}>{item.message}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
