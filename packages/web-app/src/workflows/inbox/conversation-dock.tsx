import { Stack } from "@mantine/core";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText, toDomainError } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useDockPatient } from "../../shell/dock/dock-context.ts";
import { Conversation } from "./conversation.tsx";

/** A conversation beside any page. */
export function ConversationDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getThread.queryOptions({ threadId: about ?? "" }));
  const thread = query.data;
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
  if (query.isPending) return <LoadingState rows={5} />;
  if (toDomainError(query.error).code !== "not-found")
    return (
      <ErrorState what="This conversation" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  // The service does not say which of the two it is (MSG-38).
  return (
    <EmptyState title="This conversation is not open to you">
      What is with clinical staff is theirs to read, even if you started it. Or it is not of this practice.
    </EmptyState>
  );
}
