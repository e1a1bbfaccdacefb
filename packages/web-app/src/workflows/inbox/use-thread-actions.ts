import { describeError } from "@practicum/contracts/error";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { assignmentOf, type Thread } from "./task-model.ts";

type Route = Pick<Thread, "status" | "ownerId" | "pool" | "dueAt">;

/** Closing, opening and handing on a conversation. Sending is another thing (ux.md: done and send are separate). */
export function useThreadActions() {
  const session = useSession();
  const route = useCommand("messaging", "routeThread");

  const change = async (thread: Thread, to: Partial<Route>, version = thread.version): Promise<number | null> => {
    const { status, ownerId, pool, dueAt } = { ...thread, ...to };
    const result = await route.run({ threadId: thread.threadId, version, status, ownerId, pool, dueAt });
    if (!result.ok) sayError(describeError(result.error));
    await route.refresh();
    return result.ok ? result.value.version : null;
  };
  const close = async (thread: Thread) => {
    const version = await change(thread, { status: "done" });
    if (version !== null)
      offerUndo(`Done: ${thread.subject}`, () => void change(thread, { status: "open" }, version), {
        about: thread.patientId,
      });
    return version !== null;
  };
  return {
    close,
    open: (thread: Thread) => change(thread, { status: "open" }),
    assign: (thread: Thread, choice: string) => change(thread, assignmentOf(choice)),
    due: (thread: Thread, dueAt: string | null) => change(thread, { dueAt }),
    takeMyself: (thread: Thread) => change(thread, { ownerId: session.staff.staffId, pool: null }),
    pending: route.pending,
  };
}
