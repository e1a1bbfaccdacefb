import { Button } from "@mantine/core";
import { ownSession, type OwnSession } from "@practicum/contracts/auth";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { authCall } from "./auth-call.ts";

const ended = z.object({ ended: z.number() });
const answer = z.object({ sessions: z.array(ownSession) });

/** Where one is signed in, and the end of what one does not know. */
export function OwnSessions() {
  return <Sessions of={null} heading="Where you are signed in" />;
}

/** Where somebody else is signed in, for who looks after accounts: a lost telephone, somebody who left in haste. */
export function PersonSessions({ staffId }: { readonly staffId: string }) {
  return <Sessions of={staffId} heading="Where the person is signed in" />;
}

/** @param of another person; null for one's own. */
function Sessions({ of, heading }: { readonly of: string | null; readonly heading: string }) {
  const { timeZone } = useSession();
  const [failed, setFailed] = useState<DomainError | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  const sessions = useQuery({
    queryKey: ["auth", "sessions", of],
    queryFn: async () => {
      const result =
        of === null
          ? await authCall("sessions", {}, answer)
          : await authCall("person-sessions", { staffId: of }, answer);
      if (!result.ok) throw new Error(result.error.code);
      return result.value.sessions;
    },
  });
  const when = (at: Instant) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  const end = async (sessionId: string | null) => {
    setFailed(null);
    setEnding(sessionId ?? "others");
    const result =
      of === null
        ? await authCall("end-session", { sessionId }, ended)
        : await authCall("end-person-sessions", { staffId: of, sessionId }, ended);
    setEnding(null);
    if (result.ok)
      say(result.value.ended === 1 ? "One session is ended." : `${result.value.ended} sessions are ended.`);
    else setFailed(result.error);
    void sessions.refetch();
  };
  const list = sessions.data ?? [];
  return (
    <section aria-label={heading} className={of === null ? undefined : "w-panel"}>
      <h2 className="a-heading">{heading}</h2>
      {sessions.isPending && <LoadingState rows={2} />}
      {sessions.isError && (
        <ErrorState
          what="The sessions"
          message="They can't be told now. Try again."
          onRetry={() => void sessions.refetch()}
        />
      )}
      {failed && (
        <Notice tone="danger" role="alert">
          {failed.code === "not-found" ? "That session is over already." : describeError(failed)}
        </Notice>
      )}
      <ul className="a-sessions">
        {list.map((one) => (
          <li key={one.sessionId}>
            <div>
              <b>{nameOf(one)}</b>
              <div className="a-dim">
                {one.current ? "This one. " : ""}Since {when(one.startedAt)}, last active {when(one.seenAt)}
              </div>
            </div>
            {!one.current && (
              <Button
                size="xs"
                variant="default"
                loading={ending === one.sessionId}
                aria-label={`End the session: ${nameOf(one)}, since ${when(one.startedAt)}`}
                onClick={() => void end(one.sessionId)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.filter((one) => !one.current).length > 1 && (
        <Button size="xs" variant="default" loading={ending === "others"} onClick={() => void end(null)}>
          {of === null ? "End all others" : "End all"}
        </Button>
      )}
      {of === null && list.length === 1 && <p className="a-dim">Nowhere else.</p>}
      {of !== null && sessions.isSuccess && list.length === 0 && <p className="a-dim">Nowhere.</p>}
    </section>
  );
}

function nameOf({ device }: OwnSession): string {
  return device ?? "A browser that does not say what it is";
}
