import { Button } from "@mantine/core";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { ownerText } from "../task-model.ts";
import { useMoment } from "../use-moment.ts";
import { useOwnerName } from "../use-owner-name.ts";
import { standingFlags } from "./call-words.ts";

const PAGE = 20;

/** A patient's telephone calls: those that wait, then the others. */
export function PatientCalls({ patientId }: { readonly patientId: string }) {
  const open = useCalls(patientId, true);
  const done = useCalls(patientId, false);
  const dock = useDock();
  const nameOf = useOwnerName();
  const moment = useMoment();
  const error = open.error ?? done.error;
  return (
    <section className="w-panel" aria-label="Telephone calls">
      <header>
        <h2 className="i-heading">Telephone calls</h2>
      </header>
      {error && (
        <ErrorState
          what="The calls"
          message={errorText(error)}
          onRetry={error === open.error ? open.refetch : done.refetch}
        />
      )}
      {(open.isPending || done.isPending) && !error && <LoadingState rows={2} />}
      {open.items?.length === 0 && done.items?.length === 0 && (
        <p className="i-dim">No call is written down. Press F2 to take one.</p>
      )}
      <ul className="i-threads">
        {[...(open.items ?? []), ...(done.items ?? [])].map((call) => (
          <li key={call.callId}>
            <button type="button" className="i-thread" onClick={() => dock.open("call", call.callId)}>
              <b>
                {standingFlags(call)
                  .map(({ label }) => `${label}: `)
                  .join("")}
                {call.reason ?? "With clinical staff"}
              </b>
              <span className="i-dim">
                {moment(call.takenAt)} · {call.status === "done" ? "done" : `due ${moment(call.dueAt)}`}, with{" "}
                {ownerText({ ownerName: nameOf(call.ownerId), pool: call.pool })}
              </span>
              {call.message !== null && <span className="i-last">{call.message}</span>}
            </button>
          </li>
        ))}
      </ul>
      {[open, done].map(
        ({ more }, at) =>
          more && (
            <Button key={at} size="compact-sm" variant="default" loading={more.loading} onClick={more.load} mt="xs">
              {at === 0 ? "More open calls" : "More calls"}
            </Button>
          ),
      )}
    </section>
  );
}

function useCalls(patientId: string, open: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { whose: "patient" as const, patientId, open, limit: PAGE };
  return useEndless({
    queryKey: trpc.messaging.listCalls.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listCalls.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.calls,
    keyOf: (call) => call.callId,
  });
}
