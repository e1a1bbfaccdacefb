import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { useMoment } from "../use-moment.ts";
import { ownerText } from "../task-model.ts";
import { useOwnerName } from "../use-owner-name.ts";

const SHOWN_MAX = 5;

/** Calls about the patient that are open already: who calls about one of them again is added to it. */
export function OpenCalls({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const dock = useDock();
  const nameOf = useOwnerName();
  const moment = useMoment();
  // limit: who calls about an older one is rare; the patient's Messages have all of them.
  const asked = { whose: "patient" as const, patientId, open: true, limit: SHOWN_MAX };
  const open = useQuery(trpc.messaging.listCalls.queryOptions(asked));
  const calls = open.data?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <section className="w-panel" aria-label="Open calls">
      <ul className="i-threads">
        {calls.map((call) => (
          <li key={call.callId}>
            <button type="button" className="i-thread" onClick={() => dock.open("call", call.callId)}>
              <b>Open call: {call.reason ?? "with clinical staff"}</b>
              <span className="i-dim">
                {moment(call.takenAt)} · with {ownerText({ ownerName: nameOf(call.ownerId), pool: call.pool })}, due{" "}
                {moment(call.dueAt)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
