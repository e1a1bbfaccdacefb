import { Button, Group, Stack } from "@mantine/core";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText, toDomainError } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useSession } from "../../session/session-context.ts";
import { useDockPatient } from "../../shell/dock/dock-context.ts";
import { OwnerSelect } from "./owner-select.tsx";
import { aboutLink, choiceOf, dueText, type Task } from "./task-model.ts";
import { useTaskActions } from "./use-task-actions.ts";

/** One task: what it is, where it leads, whose it is. */
export function TaskDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getTask.queryOptions({ taskId: about ?? "" }));
  useDockPatient(query.data?.patientId ?? null);
  if (query.data) return <TaskView task={query.data} onDone={onDone} />;
  if (query.isPending) return <LoadingState rows={4} />;
  if (toDomainError(query.error).code !== "not-found")
    return <ErrorState what="This task" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  return <EmptyState title="This task is not there">It may be an old one, or of another practice.</EmptyState>;
}

function TaskView({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) {
  const session = useSession();
  const actions = useTaskActions();
  const link = aboutLink(task);
  const mayWrite = session.can("task.write");
  const moment = (at: Instant) =>
    `${formatDate(dateIn(at, session.timeZone))} ${formatTime(timeIn(at, session.timeZone))}`;
  return (
    <Stack gap="md">
      <h2 className="i-title">{task.title}</h2>
      {task.detail && <p className="i-detail">{task.detail}</p>}
      <dl className="w-facts">
        {task.patientId && task.patientName && (
          <>
            <dt>Patient</dt>
            <dd>
              <Link to={`/p/${task.patientId}/summary`} className="p-anchor">
                {formatName(task.patientName)}
              </Link>
            </dd>
          </>
        )}
        <dt>Due</dt>
        <dd className={dueText(task.dueOn, session.today).overdue && task.status === "open" ? "i-overdue" : undefined}>
          {dueText(task.dueOn, session.today).text}
        </dd>
        <dt>Priority</dt>
        <dd>{task.priority === "high" ? "High" : "Normal"}</dd>
        <dt>Made</dt>
        <dd>
          {task.createdBy}, {moment(task.createdAt)}
        </dd>
        {task.doneAt && (
          <>
            <dt>Done</dt>
            <dd>
              {task.doneBy}, {moment(task.doneAt)}
            </dd>
          </>
        )}
      </dl>
      {link && (
        <Link to={link.href} className="p-anchor">
          {link.label}
        </Link>
      )}
      {mayWrite && task.status === "open" && (
        <>
          <OwnerSelect
            value={choiceOf(task)}
            disabled={actions.pending}
            onChange={(choice) => void actions.assign(task, choice)}
          />
          <Group>
            <Button loading={actions.pending} onClick={() => void actions.done(task).then((ok) => ok && onDone())}>
              Done
            </Button>
          </Group>
        </>
      )}
      {mayWrite && task.status === "done" && (
        <Group>
          <Button variant="default" loading={actions.pending} onClick={() => void actions.reopen(task)}>
            Reopen
          </Button>
        </Group>
      )}
    </Stack>
  );
}
