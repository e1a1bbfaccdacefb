import { Button, Group, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { AccountRequest } from "@practicum/contracts/identity/second-person";
import { roleLabels } from "@practicum/contracts/permission";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { people } from "./own-role-words.ts";
import { wordsOf } from "./permission-words.ts";
import "./admin.css";

/** What one person alone does not do: a manager or a physician who did not ask agrees, or refuses. */
export function SecondPersonDock() {
  const trpc = useTRPC();
  const requests = useQuery(trpc.identity.listAccountRequests.queryOptions({}));
  if (requests.isError)
    return (
      <ErrorState
        what="What waits for a second person"
        message={errorText(requests.error)}
        onRetry={() => void requests.refetch()}
      />
    );
  if (!requests.data) return <LoadingState rows={3} />;
  const open = requests.data.filter((one) => one.status === "open");
  const decided = requests.data.filter((one) => one.status !== "open");
  return (
    <Stack gap="lg">
      <p className="a-dim">
        One person alone opens neither the charts nor the accounts to anybody, and makes sign-in no weaker. Ask the one
        who wants it, by voice or by telephone, before you agree.
      </p>
      <section aria-label="Waiting">
        <h2 className="a-heading">Waiting</h2>
        {open.length === 0 && <p className="a-dim">Nothing waits.</p>}
        <ul className="a-requests">
          {open.map((one) => (
            <Waiting key={one.requestId} request={one} />
          ))}
        </ul>
      </section>
      {decided.length > 0 && (
        <section aria-label="Decided in the last week">
          <h2 className="a-heading">Decided in the last week</h2>
          <ul className="a-requests">
            {decided.map((one) => (
              <Decided key={one.requestId} request={one} />
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

function Waiting({ request }: { readonly request: AccountRequest }) {
  const decide = useCommand("identity", "decideAccountRequest");
  const [problem, setProblem] = useState<string | null>(null);
  const when = useWhen();
  const give = async (approve: boolean) => {
    setProblem(null);
    const result = await decide.run({ requestId: request.requestId, approve });
    if (result.ok) say(approve ? "Agreed." : "Refused.");
    else setProblem(describeError(result.error));
    await decide.refresh();
  };
  const sentence = sentenceOf(request);
  return (
    <li>
      <div>{sentence}</div>
      <div className="a-dim">Asked {when(request.askedAt)}</div>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {request.own ? (
        <div className="a-dim">You asked for this: another manager or a physician decides.</div>
      ) : (
        <Group gap="xs" mt={6}>
          <Button size="xs" loading={decide.pending} aria-label={`Agree: ${sentence}`} onClick={() => void give(true)}>
            Agree
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={decide.pending}
            aria-label={`Refuse: ${sentence}`}
            onClick={() => void give(false)}
          >
            Refuse
          </Button>
        </Group>
      )}
    </li>
  );
}

function Decided({ request }: { readonly request: AccountRequest }) {
  const when = useWhen();
  return (
    <li>
      <div>{sentenceOf(request)}</div>
      <div className="a-dim">
        {request.status === "refused" ? "Refused" : "Agreed"} by {request.decidedBy}
        {request.decidedAt === null ? "" : `, ${when(request.decidedAt)}`}
        {request.status === "approved" ? ". The code is not made yet." : ""}
      </div>
    </li>
  );
}

function useWhen() {
  const { timeZone } = useSession();
  return (at: Instant) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
}

function sentenceOf({ kind, askedBy, staffName, roles, ownRoles, opens, graceDays }: AccountRequest): string {
  switch (kind) {
    case "roles":
      return `${askedBy} wants ${staffName} to be: ${[...roles.map((one) => roleLabels[one]), ...ownRoles].join(", ")}.`;
    case "own-role":
      return `${askedBy} wants the role “${ownRoles.join(", ")}” to open: ${opens
        .map((one) => `${wordsOf(one.permission)} (to ${people(one.people)})`)
        .join("; ")}.`;
    case "sign-in-code":
      return `${askedBy} wants to make a sign-in code for ${staffName}.`;
    case "second-factor":
      return `${askedBy} wants to end the lost authenticator or passkeys of ${staffName}.`;
    case "sign-in-policy": {
      const who = roles.map((one) => roleLabels[one]).join(", ") || "nobody";
      return `${askedBy} wants less at sign-in: a second factor for ${who}, with ${graceDays} ${graceDays === 1 ? "day" : "days"} of grace.`;
    }
  }
}
