import { describeError } from "@practicum/contracts/error";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { assignmentOf, type Task } from "./task-model.ts";

/** What can be done with a task from a list or its dock; each can be taken back. */
export function useTaskActions() {
  const session = useSession();
  const complete = useCommand("messaging", "completeTask");
  const reopen = useCommand("messaging", "reopenTask");
  const assign = useCommand("messaging", "assignTask");

  const take = async (task: Task, choice: string) => {
    const result = await assign.run({ taskId: task.taskId, version: task.version, ...assignmentOf(choice) });
    if (!result.ok) sayError(describeError(result.error));
    await assign.refresh();
    return result.ok;
  };
  const takeBack = async (task: Task, version: number) => {
    const result = await reopen.run({ taskId: task.taskId, version });
    if (!result.ok) sayError(describeError(result.error));
    await reopen.refresh();
  };
  const done = async (task: Task) => {
    const result = await complete.run({ taskId: task.taskId, version: task.version });
    if (result.ok)
      offerUndo(`Done: ${task.title}`, () => void takeBack(task, result.value.version), { about: task.patientId });
    else sayError(describeError(result.error));
    await complete.refresh();
    return result.ok;
  };
  return {
    done,
    reopen: (task: Task) => takeBack(task, task.version),
    assign: take,
    takeMyself: (task: Task) => take(task, `staff:${session.staff.staffId}`),
    pending: complete.pending || assign.pending || reopen.pending,
  };
}
