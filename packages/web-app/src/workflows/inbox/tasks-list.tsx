import { Button } from "@mantine/core";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconFlag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSteadyRows } from "../../live/steady-rows.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { dueText, oneQueue, ownerText, type Task, type TaskView } from "./task-model.ts";
import { useTaskActions } from "./use-task-actions.ts";

/** Tasks by urgency. A row never moves under the cursor: what is new waits behind a button. */
export function TasksList({ view, done }: { readonly view: TaskView | undefined; readonly done: boolean }) {
  const dock = useDock();
  const actions = useTaskActions();
  const tasks = useTasks(view, done);
  const steady = useSteadyRows(tasks.rows, keyOf, `${view} ${done}`);
  const columns = useColumns(done);
  if (tasks.error) return <ErrorState what="The tasks" message={errorText(tasks.error)} onRetry={tasks.retry} />;
  if (!tasks.rows) return <LoadingState />;
  return (
    <>
      {steady.waiting > 0 && (
        <Button size="compact-sm" variant="default" mb="xs" onClick={steady.accept}>
          {steady.waiting} new
        </Button>
      )}
      {steady.rows.length === 0 && steady.waiting === 0 ? (
        <EmptyState title={done ? "Nothing was done yet" : "Nothing waits"}>
          {done ? "What you mark as done is kept here." : "Tasks for you and your pools appear here by themselves."}
        </EmptyState>
      ) : (
        <Worklist
          label="Tasks"
          landing
          items={steady.rows}
          columns={columns}
          keyOf={keyOf}
          onOpen={(task) => dock.open("task", task.taskId)}
          keys={done ? {} : { d: (task) => void actions.done(task), a: (task) => void actions.takeMyself(task) }}
        />
      )}
    </>
  );
}

function keyOf(task: Task): string {
  return task.taskId;
}

/** For me: mine and my pools', so that the number in the bar is the number of rows. */
function useTasks(view: TaskView | undefined, done: boolean) {
  const trpc = useTRPC();
  const status = done ? ("done" as const) : ("open" as const);
  const ask = (scope: "mine" | "pool" | "all") =>
    trpc.messaging.listTasks.queryOptions({ scope, patientId: null, status });
  const first = useQuery(ask(view ?? "mine"));
  const second = useQuery({ ...ask("pool"), enabled: view === undefined });
  const both =
    view === undefined ? (first.data && second.data ? oneQueue(first.data, second.data) : undefined) : first.data;
  const retry = () => {
    void first.refetch();
    if (view === undefined) void second.refetch();
  };
  return { rows: both, error: first.error ?? (view === undefined ? second.error : null), retry };
}

function useColumns(done: boolean): WorklistColumn<Task>[] {
  const session = useSession();
  return [
    {
      id: "due",
      header: done ? "Done" : "Due",
      width: "165px",
      cell: (task) => (done ? <DoneCell task={task} /> : <DueCell task={task} />),
    },
    {
      id: "title",
      header: "Task",
      width: "minmax(180px, 3fr)",
      cell: (task) => (
        <>
          {task.priority === "high" && (
            <span className="i-high">
              <IconFlag size={14} aria-hidden /> High
            </span>
          )}
          {task.title}
        </>
      ),
    },
    {
      id: "patient",
      header: "Patient",
      width: "minmax(120px, 1fr)",
      cell: (task) =>
        task.patientId && task.patientName ? (
          <Link to={`/p/${task.patientId}/summary`} className="p-anchor">
            {formatName(task.patientName)}
          </Link>
        ) : (
          "—"
        ),
    },
    { id: "owner", header: "With", width: "minmax(110px, 1fr)", cell: (task) => ownerText(task) },
    {
      id: "from",
      header: "From",
      width: "minmax(90px, 130px)",
      cell: (task) => <span title={formatDate(dateIn(task.createdAt, session.timeZone))}>{task.createdBy}</span>,
    },
  ];
}

function DueCell({ task }: { readonly task: Task }) {
  const { today } = useSession();
  const due = dueText(task.dueOn, today);
  return <span className={due.overdue ? "i-overdue" : undefined}>{due.text}</span>;
}

function DoneCell({ task }: { readonly task: Task }) {
  const { timeZone } = useSession();
  return <>{task.doneAt ? formatDate(dateIn(task.doneAt, timeZone)) : "—"}</>;
}
