import { Button } from "@mantine/core";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconFlag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { useSteadyRows } from "../../live/steady-rows.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { dueText, ownerText, type Task, type TaskView } from "./task-model.ts";
import { useTaskActions } from "./use-task-actions.ts";

const PAGE = 100;

/** Tasks by urgency. A row never moves under the cursor: what is new waits behind a button. */
export function TasksList({ view, done }: { readonly view: TaskView | undefined; readonly done: boolean }) {
  const dock = useDock();
  const actions = useTaskActions();
  const find = useListText();
  const tasks = useTasks(view, done, find.text);
  const steady = useSteadyRows(tasks.items, keyOf, `${view} ${done} ${find.text} ${tasks.pages} ${tasks.stale}`);
  const columns = useColumns(done);
  if (tasks.error) return <ErrorState what="The tasks" message={errorText(tasks.error)} onRetry={tasks.refetch} />;
  if (!tasks.items) return <LoadingState />;
  return (
    <>
      <FindBox
        label="Find a task"
        by="Words of it, patient or person"
        find={find}
        rows={["task", "tasks"]}
        all={tasks.first?.all}
      />
      {steady.waiting > 0 && (
        <Button size="compact-sm" variant="default" mb="xs" onClick={steady.accept}>
          {steady.waiting} new
        </Button>
      )}
      {steady.rows.length === 0 && steady.waiting === 0 ? (
        <EmptyState title={find.text !== "" ? "No task fits" : done ? "Nothing was done yet" : "Nothing waits"}>
          {find.text !== ""
            ? "Try fewer words, or everybody's."
            : done
              ? "What you mark as done is kept here."
              : "Tasks for you and your pools appear here by themselves."}
        </EmptyState>
      ) : (
        <Worklist
          label="Tasks"
          landing
          items={steady.rows}
          more={tasks.more}
          maxHeight="75vh"
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

/** For me: mine and my pools' as one queue (MSG-42), so that the number in the bar is the number of rows. */
function useTasks(view: TaskView | undefined, done: boolean, text: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const status = done ? ("done" as const) : ("open" as const);
  const input = { scope: view ?? ("queue" as const), patientId: null, status, text, limit: PAGE };
  return useEndless({
    queryKey: trpc.messaging.listTasks.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listTasks.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.tasks,
    keyOf,
  });
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
