import { Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { callUrgency, type CallUrgency } from "@practicum/contracts/messaging/phone";
import { addMinutes, atLocal } from "@practicum/kernel/instant";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText, toDomainError } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { OwnerSelect } from "../owner-select.tsx";
import { choiceOf, ownerText } from "../task-model.ts";
import { useMoment } from "../use-moment.ts";
import { useOwnerName } from "../use-owner-name.ts";
import { CallEntries } from "./call-entries.tsx";
import { CallEntryForm } from "./call-entry-form.tsx";
import { LeaveNoMessage } from "../../../patient/phones.tsx";
import { aboutText, callerText, urgencyWords, type Call } from "./call-words.ts";
import { ChartCall } from "./chart-call.tsx";
import { LinkCall } from "./link-call.tsx";
import { RedFlagNotice } from "./red-flag-notice.tsx";
import { useCallActions } from "./use-call-actions.ts";
import { usePhoneSettings } from "./use-phone-settings.ts";
import "../inbox.css";

/** One call beside any page: what is asked, what was tried and said since, whose it is. */
export function CallDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getCall.queryOptions({ callId: about ?? "" }));
  const wrongPatient = useDockPatient(query.data?.patientId ?? null);
  if (query.data) return <CallView call={query.data} disabled={wrongPatient} onDone={onDone} />;
  if (query.isPending) return <LoadingState rows={5} />;
  if (toDomainError(query.error).code !== "not-found")
    return <ErrorState what="This call" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  return (
    <EmptyState title="This call is not open to you">
      What is with clinical staff is theirs to read. Or it is not of this practice.
    </EmptyState>
  );
}

interface ViewProps {
  readonly call: Call;
  readonly disabled: boolean;
  readonly onDone: () => void;
}

function CallView({ call, disabled, onDone }: ViewProps) {
  const session = useSession();
  const actions = useCallActions();
  const settings = usePhoneSettings().data?.settings;
  const mayWrite = session.can("message.write");
  const isOpen = call.status === "open";
  const script = call.redFlags.map((flag) => ({
    ...flag,
    say: settings?.redFlags.find((one) => one.id === flag.id)?.say ?? "",
  }));
  return (
    <Stack gap="md">
      <div>
        {call.patientId === null ? (
          <b>{aboutText(call)}</b>
        ) : (
          <Link to={`/p/${call.patientId}/messages`} className="p-anchor">
            {aboutText(call)}
          </Link>
        )}
        {call.stranger?.birthDate && <span className="i-dim"> · born {formatDate(call.stranger.birthDate)}</span>}
        <h2 className="i-title">{call.reason ?? "Telephone call"}</h2>
      </div>
      {call.open && (
        <RedFlagNotice
          flags={script}
          ruledOut={call.redFlags.filter((one) => one.ruledOut).map(({ id }) => id)}
          disabled={!isOpen || disabled || actions.pending}
          onRuledOut={(ruledOut) => void actions.change(call, { ruledOut })}
        />
      )}
      {call.message !== null && <p className="i-detail">{call.message}</p>}
      <Facts call={call} />
      {!call.open && <Notice tone="info">It is with clinical staff: what they answer is theirs to read.</Notice>}
      {call.open && <CallEntries entries={call.entries} />}
      {mayWrite && <CallEntryForm call={call} disabled={disabled} />}
      {mayWrite && call.open && (
        <>
          {call.patientId === null && <LinkCall call={call} />}
          {call.patientId !== null && <ChartCall call={call} patientId={call.patientId} disabled={disabled} />}
          {isOpen && <CallHandling call={call} disabled={disabled || actions.pending} />}
          <Group>
            {isOpen ? (
              <Button
                variant="default"
                disabled={disabled}
                loading={actions.pending}
                onClick={() => void actions.done(call).then((ok) => ok && onDone())}
              >
                Done
              </Button>
            ) : (
              <Button
                variant="default"
                disabled={disabled}
                loading={actions.pending}
                onClick={() => void actions.reopen(call)}
              >
                Reopen
              </Button>
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}

/** Whose it is, how urgent, until when. */
function CallHandling({ call, disabled }: { readonly call: Call; readonly disabled: boolean }) {
  const moment = useMoment();
  const session = useSession();
  const actions = useCallActions();
  const later = [
    ["1 hour", addMinutes(session.now(), 60)],
    ["4 hours", addMinutes(session.now(), 240)],
    ["Tomorrow 9 AM", atLocal(addDays(session.today, 1), "09:00", session.timeZone)],
  ] as const;
  return (
    <>
      <OwnerSelect
        label="With"
        value={choiceOf(call)}
        disabled={disabled}
        onChange={(choice) => choice !== "" && void actions.assign(call, choice)}
      />
      <SegmentedControl
        aria-label="Urgency"
        size="xs"
        disabled={disabled || call.redFlags.some((one) => !one.ruledOut)}
        data={callUrgency.options.map((one) => ({ value: one, label: urgencyWords[one] }))}
        value={call.urgency}
        onChange={(one) => void actions.change(call, { urgency: one as CallUrgency, dueAt: null })}
      />
      <Group gap="xs" role="group" aria-label="Put off">
        <span className="i-dim">Due {moment(call.dueAt)}. Put off:</span>
        {later.map(([label, dueAt]) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            disabled={disabled}
            onClick={() => void actions.change(call, { dueAt })}
          >
            {label}
          </Button>
        ))}
      </Group>
    </>
  );
}

function Facts({ call }: { readonly call: Call }) {
  const moment = useMoment();
  const nameOf = useOwnerName();
  const session = useSession();
  const late = call.status === "open" && call.dueAt < session.now();
  return (
    <dl className="w-facts">
      <dt>Caller</dt>
      <dd>{callerText(call)}</dd>
      <dt>Call back at</dt>
      <dd>
        <a
          className="p-anchor"
          href={call.callback.startsWith("+") ? `tel:${call.callback}` : `tel:+1${call.callback}`}
        >
          {formatPhone(call.callback)}
        </a>
        {call.status === "open" && call.patientId !== null && (
          <LeaveNoMessage patientId={call.patientId} number={call.callback} />
        )}
      </dd>
      <dt>Urgency</dt>
      <dd>{urgencyWords[call.urgency]}</dd>
      <dt>With</dt>
      <dd>
        {ownerText({ ownerName: nameOf(call.ownerId), pool: call.pool })}
        {call.escalatedTo !== null && `, and ${ownerText({ ownerName: null, pool: call.escalatedTo })}: overdue`}
      </dd>
      <dt>Due</dt>
      <dd className={late ? "i-overdue" : undefined}>{late ? `Overdue: ${moment(call.dueAt)}` : moment(call.dueAt)}</dd>
      <dt>Taken</dt>
      <dd>
        {call.takenBy}, {moment(call.takenAt)}
      </dd>
      {call.doneAt && (
        <>
          <dt>Done</dt>
          <dd>
            {call.doneBy}, {moment(call.doneAt)}
          </dd>
        </>
      )}
    </dl>
  );
}
