import { Button, Group, Modal, Stack } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconAlertTriangle, IconHandStop, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useChartRefresh } from "../../../chart/chart-queries.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

interface Props {
  readonly encounter: Encounter;
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
  const trpc = useTRPC();
  const session = useSession();
  const refresh = useChartRefresh();
  const { encounterId } = encounter;
  const gate = useQuery({
    ...trpc.charting.signGate.queryOptions({ encounterId }),
    staleTime: 0,
    enabled: unsaved === null,
  });
  const sign = useCommand("charting", "signEncounter");
  const [chosen, setChosen] = useState<string | null>(null);
  const supervisorId = gate.data?.needsSupervisor ? (chosen ?? gate.data.supervisors[0]?.staffId ?? null) : null;
  const stops = gate.data?.items.filter((item) => item.severity === "stop").length ?? 0;
  const own = encounter.providerId === session.staff.staffId;
  const ready =
    own &&
    unsaved === null &&
    gate.isSuccess &&
    !gate.isFetching &&
    stops === 0 &&
    (!gate.data.needsSupervisor || supervisorId !== null);
  const me = `${session.staff.family}${session.staff.credential ? `, ${session.staff.credential}` : ""}`;
  const submit = async () => {
    if (!ready || sign.pending) return;
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const result = await sign.run({ encounterId, patientId, supervisorId });
    refresh();
    if (!result.ok) return void gate.refetch();
    say(result.value.status === "awaiting-cosign" ? "Signed. It waits for the co-signature." : "Signed and sealed.");
    onClose();
  };
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  const list = useRef<HTMLUListElement>(null);
  const checked = gate.isSuccess && !gate.isFetching;
  useEffect(() => {
    // Enter signs; where something stands in the way, Enter leads to the first of it.
    if (ready) button.current?.focus();
    else if (checked) list.current?.querySelector("button")?.focus();
  }, [ready, checked]);
  useEffect(() => {
    // Before the page's own Ctrl+Enter, which opens this dialog, wherever the focus is.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void latest.current();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, []);
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
        {gate.data?.items.length === 0 && <Notice tone="ok">Nothing stands in the way.</Notice>}
        {gate.data && gate.data.items.length > 0 && (
          <ul ref={list} className="e-gate" aria-label="Before signing">
            {gate.data.items.map((item) => {
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
          <Button ref={button} disabled={!ready} loading={sign.pending} onClick={() => void submit()}>
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
