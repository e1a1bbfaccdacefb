import { Button } from "@mantine/core";
import type { PhoneCall } from "@practicum/contracts/messaging/phone";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconAlertTriangle } from "@tabler/icons-react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { ownerText } from "../task-model.ts";
import { useMoment } from "../use-moment.ts";
import { useOwnerName } from "../use-owner-name.ts";
import { aboutText, standingFlags, urgencyWords } from "./call-words.ts";
import { useCallActions } from "./use-call-actions.ts";

const PAGE = 50;

interface Props {
  readonly everybodys: boolean;
  readonly done: boolean;
}

/** Calls that wait: those with a red flag first, then the earliest due. */
export function CallsList({ everybodys, done }: Props) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const actions = useCallActions();
  const find = useListText();
  const whose = everybodys ? ("all" as const) : ("queue" as const);
  const input = { whose, patientId: null, open: !done, text: find.text, limit: PAGE };
  const calls = useEndless({
    queryKey: trpc.messaging.listCalls.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listCalls.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.calls,
    keyOf,
  });
  const steady = useSteadyRows(calls.items, keyOf, `${whose} ${done} ${find.text} ${calls.pages} ${calls.stale}`);
  const columns = useColumns();
  if (calls.error) return <ErrorState what="The calls" message={errorText(calls.error)} onRetry={calls.refetch} />;
  if (calls.isPending) return <LoadingState />;
  return (
    <>
      <FindBox label="Find a call" by="Name or number" find={find} rows={["call", "calls"]} all={calls.first?.all} />
      {steady.waiting > 0 && (
        <Button size="compact-sm" variant="default" mb="xs" onClick={steady.accept}>
          {steady.waiting} new
        </Button>
      )}
      {steady.rows.length === 0 && steady.waiting === 0 ? (
        <EmptyState title={find.text !== "" ? "No call fits" : done ? "No call was closed yet" : "No call waits"}>
          Press F2 anywhere to take a call.
        </EmptyState>
      ) : (
        <Worklist
          label="Calls"
          landing
          items={steady.rows}
          more={calls.more}
          maxHeight="75vh"
          columns={columns}
          keyOf={keyOf}
          onOpen={(call) => dock.open("call", call.callId)}
          keys={done ? {} : { d: (call) => void actions.done(call), a: (call) => void actions.takeMyself(call) }}
        />
      )}
    </>
  );
}

function useColumns(): WorklistColumn<PhoneCall>[] {
  const session = useSession();
  const moment = useMoment();
  const nameOf = useOwnerName();
  return [
    {
      id: "due",
      header: "Due",
      width: "150px",
      cell: ({ dueAt, status }) => {
        const late = status === "open" && dueAt < session.now();
        return (
          <span className={late ? "i-overdue" : undefined}>{late ? `Overdue: ${moment(dueAt)}` : moment(dueAt)}</span>
        );
      },
    },
    { id: "about", header: "About", width: "minmax(110px, 1fr)", cell: aboutText },
    {
      id: "reason",
      header: "Reason",
      width: "minmax(160px, 3fr)",
      cell: (call) => (
        <span className="i-subject">
          {standingFlags(call).map(({ id, label }) => (
            <span key={id} className="i-high i-overdue">
              <IconAlertTriangle size={14} aria-hidden /> {label}
            </span>
          ))}
          <b>{call.reason ?? "With clinical staff"}</b>{" "}
          <span className="i-dim">
            {call.attempts > 0 && `tried ${call.attempts}× · `}
            {call.message}
          </span>
        </span>
      ),
    },
    { id: "urgency", header: "Urgency", width: "90px", cell: (call) => urgencyWords[call.urgency] },
    {
      id: "owner",
      header: "With",
      width: "minmax(110px, 1fr)",
      cell: (call) => ownerText({ ownerName: nameOf(call.ownerId), pool: call.pool }),
    },
  ];
}

function keyOf(call: PhoneCall): string {
  return call.callId;
}
