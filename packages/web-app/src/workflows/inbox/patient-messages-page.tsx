import { Button, Stack } from "@mantine/core";
import type { reminderOperations } from "@practicum/contracts/messaging/reminders";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { BookingLinks } from "../../patient/booking-links.tsx";
import { StateChip } from "../../states/state-chip.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { PatientCalls } from "./calls/patient-calls.tsx";
import { ownerText, type Thread } from "./task-model.ts";
import { useOwnerName } from "./use-owner-name.ts";
import "./inbox.css";

type Reminder = z.output<typeof reminderOperations.listReminders.output>[number];

const PAGE = 50;

/** A patient's conversations and reminders. */
export function PatientMessagesPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const session = useSession();
  const dock = useDock();
  const open = useThreads(patientId, true);
  const done = useThreads(patientId, false);
  const error = open.error ?? done.error;
  return (
    <Page
      title="Messages"
      actions={
        session.can("message.write") && (
          <Button size="xs" data-guide="conversation.new" onClick={() => dock.open("new-conversation", patientId)}>
            New conversation
          </Button>
        )
      }
    >
      {error && (
        <ErrorState
          what="The conversations"
          message={errorText(error)}
          onRetry={error === open.error ? open.refetch : done.refetch}
        />
      )}
      {(open.isPending || done.isPending) && !error && <LoadingState rows={4} />}
      <Stack gap="lg" maw={860}>
        {open.items && done.items && (
          <>
            {open.items.length + done.items.length === 0 && (
              <EmptyState title="No conversation yet">
                Questions, calls and notes about this patient stay together here.
              </EmptyState>
            )}
            {open.items.length > 0 && <Threads heading="Open" threads={open.items} more={open.more} />}
            {done.items.length > 0 && <Threads heading="Done" threads={done.items} more={done.more} />}
          </>
        )}
        <PatientCalls patientId={patientId} />
        <Reminders patientId={patientId} />
        {session.can("appointment.book") && (
          <section className="w-panel" aria-label="Booking by link">
            <header>
              <h2 className="i-heading">Booking by link</h2>
            </header>
            <BookingLinks patientId={patientId} visitType={null} source={null} />
          </section>
        )}
      </Stack>
    </Page>
  );
}

function useThreads(patientId: string, open: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { patientId, open, limit: PAGE };
  return useEndless({
    queryKey: trpc.messaging.listThreads.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listThreads.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.threads,
    keyOf: (thread) => thread.threadId,
  });
}

function Threads(props: {
  readonly heading: string;
  readonly threads: readonly Thread[];
  readonly more: ReturnType<typeof useThreads>["more"];
}) {
  const { heading, threads, more } = props;
  const dock = useDock();
  const nameOf = useOwnerName();
  const moment = useMoment();
  return (
    <section className="w-panel" aria-label={heading}>
      <header>
        <h2 className="i-heading">{heading}</h2>
      </header>
      <ul className="i-threads">
        {threads.map((thread) => (
          <li key={thread.threadId}>
            <button type="button" className="i-thread" onClick={() => dock.open("conversation", thread.threadId)}>
              <b>{thread.subject}</b>
              <span className="i-dim">
                {thread.messages.length} {thread.messages.length === 1 ? "message" : "messages"}, last{" "}
                {moment(thread.lastAt)} ·{" "}
                {thread.ownerId === null && thread.pool === null
                  ? "nobody has it yet"
                  : `with ${ownerText({ ownerName: nameOf(thread.ownerId), pool: thread.pool })}`}
              </span>
              <span className="i-last">{thread.messages.at(-1)?.body}</span>
            </button>
          </li>
        ))}
      </ul>
      {more && (
        <Button size="compact-sm" variant="default" loading={more.loading} onClick={more.load} mt="xs">
          Show more
        </Button>
      )}
    </section>
  );
}

const channelWords: { readonly [C in Reminder["channel"]]: string } = {
  sms: "text message",
  email: "e-mail",
  none: "no way known",
};

function Reminders({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const moment = useMoment();
  const reminders = useQuery(trpc.messaging.listReminders.queryOptions({ patientId }));
  return (
    <section className="w-panel" aria-label="Reminders">
      <header>
        <h2 className="i-heading">Reminders</h2>
      </header>
      {reminders.isError && (
        <ErrorState
          what="The reminders"
          message={errorText(reminders.error)}
          onRetry={() => void reminders.refetch()}
        />
      )}
      {reminders.data?.length === 0 && (
        <p className="i-dim">A reminder is planned with each visit that is booked more than a day ahead.</p>
      )}
      <ul className="i-threads">
        {reminders.data?.map((reminder) => (
          <li key={reminder.reminderId} className="i-thread">
            <b>
              <StateChip kind="reminder" state={reminder.status} /> {moment(reminder.sentAt ?? reminder.dueAt)},{" "}
              {channelWords[reminder.channel]}
            </b>
            <span>{reminder.text}</span>
            {reminder.problem && <span className="i-overdue">{reminder.problem}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useMoment(): (at: Instant) => string {
  const { timeZone } = useSession();
  return (at) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
}
