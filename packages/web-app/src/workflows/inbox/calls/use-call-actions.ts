import { describeError } from "@practicum/contracts/error";
import type { PhoneCall } from "@practicum/contracts/messaging/phone";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { assignmentOf } from "../task-model.ts";
import { aboutText } from "./call-words.ts";

type Head = Pick<PhoneCall, "callId" | "version" | "ownerId" | "pool" | "urgency" | "dueAt" | "redFlags">;

/** Handing a call on, its urgency and its end. Writing into it is another thing: neither does the other. */
export function useCallActions() {
  const session = useSession();
  const route = useCommand("messaging", "routeCall");
  const finish = useCommand("messaging", "finishCall");

  const change = async (
    call: Head,
    to: Partial<Pick<PhoneCall, "ownerId" | "pool" | "urgency">> & {
      readonly dueAt?: string | null;
      readonly ruledOut?: readonly string[];
    },
  ) => {
    const { callId, version, ownerId, pool, urgency, dueAt } = call;
    const ruledOut = call.redFlags.filter((one) => one.ruledOut).map(({ id }) => id);
    const result = await route.run({
      callId,
      version,
      ownerId,
      pool,
      urgency,
      dueAt,
      ...to,
      ruledOut: [...(to.ruledOut ?? ruledOut)],
    });
    if (!result.ok) sayError(describeError(result.error));
    await route.refresh();
  };
  const end = async (callId: string, version: number, done: boolean): Promise<number | null> => {
    const result = await finish.run({ callId, version, done });
    if (!result.ok) sayError(describeError(result.error));
    await finish.refresh();
    return result.ok ? result.value.version : null;
  };
  return {
    change,
    done: async (call: PhoneCall) => {
      const version = await end(call.callId, call.version, true);
      if (version !== null)
        offerUndo(`Done: call about ${aboutText(call)}`, () => void end(call.callId, version, false));
      return version !== null;
    },
    reopen: (call: PhoneCall) => end(call.callId, call.version, false),
    assign: (call: PhoneCall, choice: string) => change(call, assignmentOf(choice)),
    takeMyself: (call: PhoneCall) => change(call, { ownerId: session.staff.staffId, pool: null }),
    pending: route.pending || finish.pending,
  };
}
