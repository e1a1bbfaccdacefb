import { Button, Group, Stack, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { hasDraft, useDraft } from "../../shell/dock/drafts.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock, useDockPatient } from "../../shell/dock/dock-context.ts";
import { offerUndo, say } from "../../shell/undo.tsx";
import { usualReasons } from "./cancel-reasons.ts";
import { interpreterOf } from "./day-cards.ts";
import { isMovable } from "./day-model.ts";
import { wasSeen } from "./papers/coming-visits.ts";
import { SeriesPanel } from "./series/series-panel.tsx";
import { LinkedVisits } from "./together/linked-visits.tsx";
import { requestMove } from "./move-request.ts";
import { usePinboard } from "./pinboard.ts";
import { useReinstate } from "./use-reinstate.ts";
import { placeAddress } from "./wait-list/wait-words.ts";
import { useVisitPlace } from "./use-visit-place.ts";

/** One visit: what it is, and everything that can be done with it from the desk. */
export function AppointmentDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const visit = useQuery({
    ...trpc.scheduling.getAppointment.queryOptions({ appointmentId: about ?? "" }),
    enabled: about !== null,
  });
  useDockPatient(visit.data?.patientId ?? null);
  if (visit.isError)
    return <ErrorState what="This appointment" message={errorText(visit.error)} onRetry={() => void visit.refetch()} />;
  if (!visit.data) return <LoadingState rows={5} />;
  return <Visit visit={visit.data} />;
}

function Visit({ visit }: { readonly visit: Appointment }) {
  const place = useVisitPlace(visit);
  const open = visit.status === "booked";
  return (
    <Stack gap="md">
      {/* Whose it is stands in the dock's banner. */}
      <Link to={`/p/${visit.patientId}/summary`} className="p-anchor">
        Open the patient&apos;s record
      </Link>
      {open && (
        <Link to={`/p/${visit.patientId}/appointment-card`} className="p-anchor">
          Appointment card
        </Link>
      )}
      {wasSeen(visit) && (
        <Link to={`/p/${visit.patientId}/excuse/${visit.appointmentId}`} className="p-anchor">
          Work or school excuse
        </Link>
      )}
      <dl className="w-facts">
        <dt>When</dt>
        <dd>
          {formatWeekday(visit.date)} {formatMinutes(minutesOf(visit.start))}, {visit.minutes} min
        </dd>
        <dt>With</dt>
        <dd>{place.provider}</dd>
        <dt>Where</dt>
        <dd>{place.site}</dd>
        <dt>Visit</dt>
        <dd>{visit.visitTypeName}</dd>
        <dt>Reason</dt>
        <dd>{visit.reason || "—"}</dd>
        {interpreterOf(visit) && (
          <>
            <dt>Interpreter</dt>
            <dd>{interpreterOf(visit)}: one has to be arranged</dd>
          </>
        )}
        <dt>Status</dt>
        <dd>
          <StatusChip status={open && visit.confirmedAt ? "confirmed" : visit.status} />
        </dd>
        {visit.preparation && (
          <>
            <dt>Before</dt>
            <dd>{visit.preparation.en}</dd>
          </>
        )}
        {visit.overbookReason && (
          <>
            <dt>Overbooked</dt>
            <dd>{visit.overbookReason}</dd>
          </>
        )}
        {visit.cancelReason && (
          <>
            <dt>Cancelled</dt>
            <dd>{visit.cancelReason}</dd>
          </>
        )}
      </dl>
      {visit.groupId && <LinkedVisits groupId={visit.groupId} appointmentId={visit.appointmentId} />}
      {visit.series && <SeriesPanel visit={visit} series={visit.series} />}
      {open && <OpenActions visit={visit} />}
      {(visit.status === "cancelled" || visit.status === "no-show") && <Reinstate visit={visit} />}
      {visit.status === "cancelled" && <FillItsTime visit={visit} />}
    </Stack>
  );
}

function OpenActions({ visit }: { readonly visit: Appointment }) {
  const session = useSession();
  const dock = useDock();
  const pinboard = usePinboard();
  const noShow = useCommand("scheduling", "markNoShow");
  const confirm = useCommand("scheduling", "confirmAppointment");
  const navigate = useNavigate();
  const { reinstate } = useReinstate();
  const [cancelling, setCancelling] = useState(() => hasDraft(cancelDraft(visit.appointmentId)));
  const started = visit.startsAt <= session.now();
  // Both lead to the day sheet, where the visit is placed; the dock makes room for it.
  const move = () => {
    requestMove(visit);
    void navigate({ to: "/desk", search: { date: visit.date } });
  };
  const pin = () => {
    pinboard.pin(visit);
    say(`${formatName(visit.patientName)} is on the pinboard of the day sheet.`);
    void navigate({ to: "/desk", search: { date: visit.date } });
  };
  const setConfirmed = async (version: number, confirmed: boolean): Promise<void> => {
    const result = await confirm.run({ appointmentId: visit.appointmentId, version, confirmed });
    await confirm.refresh();
    if (!result.ok) return;
    const said = confirmed ? "has confirmed the visit" : "has not confirmed the visit";
    const undo = () => void setConfirmed(result.value.version, !confirmed);
    offerUndo(`${formatName(visit.patientName)} ${said}.`, undo, { about: visit.patientId });
  };
  const markNoShow = async () => {
    const result = await noShow.run({ appointmentId: visit.appointmentId, version: visit.version });
    await noShow.refresh();
    if (!result.ok) return;
    const marked = { appointmentId: visit.appointmentId, version: result.value.version };
    offerUndo(`${formatName(visit.patientName)} marked as no-show.`, () => void reinstate(marked), {
      about: visit.patientId,
    });
  };
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {session.can("visit.check-in") && visit.date === session.today && (
          <Button size="sm" data-guide="visit.check-in" onClick={() => dock.open("check-in", visit.appointmentId)}>
            Check in
          </Button>
        )}
        {session.can("appointment.book") && isMovable(visit.status) && (
          <>
            <Button
              size="sm"
              variant="default"
              data-guide="visit.confirm"
              loading={confirm.pending}
              onClick={() => void setConfirmed(visit.version, visit.confirmedAt === null)}
            >
              {visit.confirmedAt === null ? "Confirm" : "Not confirmed"}
            </Button>
            <Button size="sm" variant="default" onClick={move}>
              Move
            </Button>
            <Button size="sm" variant="default" onClick={pin}>
              Add to pinboard
            </Button>
            {!started && (
              <Button
                size="sm"
                variant="default"
                onClick={() => dock.open("wait", visit.patientId, visit.appointmentId)}
              >
                Wait for a sooner time
              </Button>
            )}
          </>
        )}
      </Group>
      {session.can("appointment.cancel") && (
        <Group gap="xs">
          <Button size="sm" variant="default" onClick={() => setCancelling(!cancelling)} aria-expanded={cancelling}>
            Cancel appointment
          </Button>
          {started && (
            <Button size="sm" variant="default" loading={noShow.pending} onClick={() => void markNoShow()}>
              No-show
            </Button>
          )}
        </Group>
      )}
      {confirm.error && <Notice tone="danger">{describeError(confirm.error)}</Notice>}
      {noShow.error && <Notice tone="danger">{describeError(noShow.error)}</Notice>}
      {cancelling && <CancelForm visit={visit} onDone={() => setCancelling(false)} />}
    </Stack>
  );
}

const cancelDraft = (appointmentId: string) => `cancel:${appointmentId}`;

function CancelForm({ visit, onDone }: { readonly visit: Appointment; readonly onDone: () => void }) {
  const [reason, setReason, clear, kept] = useDraft(cancelDraft(visit.appointmentId), "");
  const cancel = useCommand("scheduling", "cancelAppointment");
  const { reinstate } = useReinstate();
  const run = async (because: string) => {
    const result = await cancel.run({ appointmentId: visit.appointmentId, version: visit.version, reason: because });
    if (!result.ok) return;
    clear();
    await cancel.refresh();
    onDone();
    const cancelled = { appointmentId: visit.appointmentId, version: result.value.version };
    offerUndo(`The visit of ${formatName(visit.patientName)} is cancelled.`, () => void reinstate(cancelled), {
      about: visit.patientId,
    });
  };
  return (
    <form
      className="w-panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) void run(reason.trim());
      }}
    >
      <Group gap={6} mb="xs">
        {usualReasons.map((text) => (
          <Button
            key={text}
            size="compact-sm"
            variant="default"
            onClick={() => void run(text)}
            disabled={cancel.pending}
          >
            {text}
          </Button>
        ))}
      </Group>
      <RestoredNotice small draft={kept} />
      <TextInput
        label="Other reason"
        maxLength={200}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      {cancel.error && <Notice tone="danger">{describeError(cancel.error)}</Notice>}
      <Button type="submit" size="sm" mt="xs" color="red" loading={cancel.pending} disabled={!reason.trim()}>
        Cancel appointment
      </Button>
    </form>
  );
}

/** A cancelled visit's time, for who waits. */
function FillItsTime({ visit }: { readonly visit: Appointment }) {
  const session = useSession();
  const dock = useDock();
  if (!session.can("appointment.book") || visit.startsAt <= session.now()) return null;
  return (
    <div>
      <Button size="sm" onClick={() => dock.open("fill-slot", undefined, placeAddress(visit))}>
        Fill this time
      </Button>
    </div>
  );
}

function Reinstate({ visit }: { readonly visit: Appointment }) {
  const session = useSession();
  const { reinstate, pending } = useReinstate();
  if (!session.can("appointment.cancel")) return null;
  return (
    <div>
      <Button size="sm" variant="default" loading={pending} onClick={() => void reinstate(visit)}>
        Reinstate
      </Button>
    </div>
  );
}
