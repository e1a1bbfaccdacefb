import { Button } from "@mantine/core";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { openPalette } from "../../shell/palette/palette-store.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { useSteadyRows } from "../../live/steady-rows.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { ownerText, type Thread } from "./task-model.ts";
import { useMoment } from "./use-moment.ts";
import { useOwnerName } from "./use-owner-name.ts";
import { useThreadActions } from "./use-thread-actions.ts";

const PAGE = 50;

/** Conversations that wait for me, my pools or anybody; the earliest due first. */
export function ConversationsList({ done }: { readonly done: boolean }) {
  const trpc = useTRPC();
  const dock = useDock();
  const session = useSession();
  const actions = useThreadActions();
  const nameOf = useOwnerName();
  const client = useTRPCClient();
  const find = useListText();
  const input = { patientId: null, open: !done, text: find.text, limit: PAGE };
  const threads = useEndless({
    queryKey: trpc.messaging.listThreads.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listThreads.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.threads,
    keyOf,
  });
  const steady = useSteadyRows(threads.items, keyOf, `${done} ${find.text} ${threads.pages} ${threads.stale}`);
  const now = session.now();
  const moment = useMoment();
  const columns: WorklistColumn<Thread>[] = [
    {
      id: "due",
      header: "Due",
      width: "180px",
      cell: ({ dueAt, status }) => {
        if (dueAt === null) return "—";
        const late = status === "open" && dueAt < now;
        return (
          <span className={late ? "i-overdue" : undefined}>{late ? `Overdue: ${moment(dueAt)}` : moment(dueAt)}</span>
        );
      },
    },
    {
      id: "patient",
      header: "Patient",
      width: "minmax(120px, 1fr)",
      cell: (thread) => (thread.patientName ? formatName(thread.patientName) : "—"),
    },
    {
      id: "subject",
      header: "About",
      width: "minmax(180px, 3fr)",
      cell: (thread) => (
        <span className="i-subject">
          <b>{thread.subject}</b> <span className="i-dim">{thread.messages.at(-1)?.body}</span>
        </span>
      ),
    },
    {
      id: "owner",
      header: "With",
      width: "minmax(110px, 1fr)",
      cell: (thread) => ownerText({ ownerName: nameOf(thread.ownerId), pool: thread.pool }),
    },
    { id: "last", header: "Last message", width: "minmax(90px, 150px)", cell: (thread) => moment(thread.lastAt) },
  ];
  if (threads.error)
    return <ErrorState what="The messages" message={errorText(threads.error)} onRetry={threads.refetch} />;
  if (threads.isPending) return <LoadingState />;
  return (
    <>
      <FindBox
        label="Find a conversation"
        by="Words of the subject, or patient"
        find={find}
        rows={["conversation", "conversations"]}
        all={threads.first?.all}
      />
      {steady.waiting > 0 && (
        <Button size="compact-sm" variant="default" mb="xs" onClick={steady.accept}>
          {steady.waiting} new
        </Button>
      )}
      {steady.rows.length === 0 && steady.waiting === 0 ? (
        <EmptyState
          title={find.text !== "" ? "No conversation fits" : done ? "No conversation was closed yet" : "Nothing waits"}
          action={
            <Button variant="default" onClick={openPalette}>
              Find a patient
            </Button>
          }
        >
          A conversation begins in the patient's record: open it, then Messages.
        </EmptyState>
      ) : (
        <Worklist
          label="Messages"
          items={steady.rows}
          more={threads.more}
          maxHeight="75vh"
          columns={columns}
          keyOf={keyOf}
          onOpen={(thread) => dock.open("conversation", thread.threadId)}
          keys={
            done ? {} : { d: (thread) => void actions.close(thread), a: (thread) => void actions.takeMyself(thread) }
          }
        />
      )}
    </>
  );
}

function keyOf(thread: Thread): string {
  return thread.threadId;
}
