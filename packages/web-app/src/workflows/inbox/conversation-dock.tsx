import { Stack } from "@mantine/core";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useDockPatient } from "../../shell/dock/dock-context.ts";
import { Conversation } from "./conversation.tsx";

/** A conversation beside any page. */
export function ConversationDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const { patientId: pagePatient }: { patientId?: string } = useParams({ strict: false });
  const patientId = pagePatient ?? null;
  const open = useQuery(trpc.messaging.listThreads.queryOptions({ patientId, open: true }));
  const done = useQuery(trpc.messaging.listThreads.queryOptions({ patientId, open: false }));
  const thread = [...(open.data ?? []), ...(done.data ?? [])].find((each) => each.threadId === about);
  const wrongPatient = useDockPatient(thread?.patientId ?? null);
  if (thread) {
    return (
      <Stack gap="sm">
        <div>
          {thread.patientName && (
            <Link to={`/p/${thread.patientId}/messages`} className="p-anchor">
              {formatName(thread.patientName)}
            </Link>
          )}
          <h2 className="i-title">{thread.subject}</h2>
        </div>
        <Conversation key={thread.threadId} thread={thread} disabled={wrongPatient} />
      </Stack>
    );
  }
  const error = open.error ?? done.error;
  if (error)
    return <ErrorState what="This conversation" message={errorText(error)} onRetry={() => void open.refetch()} />;
  if (open.isPending || done.isPending) return <LoadingState rows={5} />;
  return (
    <EmptyState title="This conversation is not in your queue">
      Open it in the patient's record, under Messages.
    </EmptyState>
  );
}
