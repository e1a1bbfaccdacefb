import { Button, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { operations } from "@practicum/contracts/operations";
import { services, type ServiceName } from "@practicum/contracts/services";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import { useState } from "react";
import type { z } from "zod";
import { newId } from "../../api/command-id.ts";
import { errorText, toDomainError } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { say, sayError } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { partNames, stateWords, stepName } from "./operations-words.ts";

const names = Object.keys(services).filter((name): name is ServiceName => name in services);

const PAGE = 50;

type DeadLetter = z.output<typeof operations.opsDeadLetters.output>[number];

/** What the parts of the system still have to do, and what they could not do: a person looks at it and lets it be tried again. */
export function OperationsPage() {
  return (
    <Page title="Operations">
      <AdminTabs />
      <Stack gap="md" maw={1000}>
        <p className="a-dim" style={{ margin: 0 }}>
          What one part of the system hands on to another: a signed note becomes charges, a booked visit a question to
          the payer. What fails is tried again by itself; what still fails waits here for you.
        </p>
        {names.map((name) => (
          <ServicePanel key={name} service={name} />
        ))}
      </Stack>
    </Page>
  );
}

function ServicePanel({ service }: { readonly service: ServiceName }) {
  const trpc = useTRPC();
  const api = trpc[service];
  const status = useQuery(api.opsStatus.queryOptions({}));
  const letters = useDeadLetters(service);
  const refresh = () => {
    void status.refetch();
    letters.refetch();
  };
  return (
    <section className="w-panel" aria-label={partNames[service]}>
      <header>
        <h2 style={{ fontSize: 15, margin: 0 }}>{partNames[service]}</h2>
        <Button size="compact-sm" variant="default" loading={status.isFetching} onClick={refresh}>
          Refresh
        </Button>
      </header>
      {status.isError && (
        <ErrorState what={`The state of "${partNames[service]}"`} message={errorText(status.error)} onRetry={refresh} />
      )}
      {status.isPending && <LoadingState rows={1} />}
      {status.data && (
        <p className="a-dim" style={{ margin: 0 }}>
          {stateWords(status.data)}
        </p>
      )}
      {letters.error && <ErrorState what="What failed" message={errorText(letters.error)} onRetry={refresh} />}
      {letters.items && letters.items.length > 0 && (
        <DeadLetters service={service} letters={letters.items} onDone={refresh} />
      )}
      {letters.more && (
        <Button
          size="compact-sm"
          variant="default"
          loading={letters.more.loading}
          onClick={letters.more.load}
          aria-label={`Show more that failed in ${partNames[service]}`}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

/** Operators' queries belong to every service alike, so they go by name. */
function useDeadLetters(service: ServiceName) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { open: true, limit: PAGE };
  return useEndless({
    queryKey: trpc[service].opsDeadLetters.queryKey(input),
    page: async (after, signal) => {
      const asked = { ...input, after };
      const rows = (await getUntypedClient(client).query(`${service}.opsDeadLetters`, asked, {
        signal,
      })) as DeadLetter[];
      return { rows, next: rows.length < PAGE ? null : (rows.at(-1)?.deadLetterId ?? null) };
    },
    itemsOf: (page) => page.rows,
    keyOf: (one) => one.deadLetterId,
  });
}

function DeadLetters({
  service,
  letters,
  onDone,
}: {
  readonly service: ServiceName;
  readonly letters: readonly DeadLetter[];
  readonly onDone: () => void;
}) {
  const { timeZone } = useSession();
  const replay = useReplay(service, onDone);
  return (
    <>
      <Notice tone="warn">
        These were tried until it made no more sense. Correct the cause, or ask whoever looks after the system to, then
        try each again: nothing is done twice.
      </Notice>
      <table className="a-table" aria-label={`Failed in ${partNames[service]}`}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What could not be done</th>
            <th scope="col">Why, in the system&apos;s words</th>
            <th scope="col">Tries</th>
            <th scope="col">
              <span className="p-visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.deadLetterId}>
              <td style={{ whiteSpace: "nowrap" }}>
                {formatDate(dateIn(letter.diedAt, timeZone))} {formatTime(timeIn(letter.diedAt, timeZone))}
              </td>
              <td>
                {stepName(service, letter.handler)}
                <div className="a-dim" style={{ fontSize: 12 }}>
                  For support: {letter.handler}, {letter.subject}
                </div>
              </td>
              <td>{letter.reason}</td>
              <td>{letter.attempts}</td>
              <td>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={replay.running === letter.deadLetterId}
                  onClick={() => void replay.run(letter.deadLetterId)}
                >
                  Try again
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Operators' commands belong to every service alike, so they go by name. */
function useReplay(service: ServiceName, onDone: () => void) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState<string | null>(null);
  const run = async (deadLetterId: string) => {
    setRunning(deadLetterId);
    try {
      await getUntypedClient(client).mutation(
        `${service}.opsReplayDeadLetter`,
        { deadLetterId },
        { context: { commandId: newId<"command">() } },
      );
      say("It was done this time.");
    } catch (failure) {
      sayError(describeError(toDomainError(failure)));
    }
    setRunning(null);
    await queryClient.invalidateQueries();
    onDone();
  };
  return { run, running };
}
