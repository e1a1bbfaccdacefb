import { Button, Group, Stack, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { VisitType } from "@practicum/contracts/scheduling/resources";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { AnotherPatient, PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDock, useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { beginningOf, readSlotAddress } from "../day-model.ts";
import { bookedBefore, isOverbookable, whyNotFree } from "../overbookable.ts";
import "../schedule.css";
import { dayOf, emptyBooking, type BookingDraft } from "./booking-draft.ts";
import { seriesAddress } from "../series/series-draft.ts";
import { BookingWarnings } from "./booking-warnings.tsx";
import { TimeChoice } from "./time-choice.tsx";
import { useBookingData } from "./use-booking-data.ts";
import { useHold } from "./use-hold.ts";

/** Booking in one column: patient, kind of visit, time, what insurance says, confirm. */
export function BookingDock({ about, at, onDone }: DockContentProps) {
  const session = useSession();
  const given = readSlotAddress(at);
  const slotGiven = given ? { providerResourceId: given.resourceId, date: given.date, start: given.start } : null;
  const blank = { ...emptyBooking(about, slotGiven, session.today), ...beginningOf(at, session.today) };
  const [draft, setDraft, clearDraft, kept] = useDraft<BookingDraft>(`booking:${about}:${at}`, blank);
  const change = (next: Partial<BookingDraft>) => setDraft((old) => ({ ...old, ...next }));
  const wrong = useDockPatient(draft.patientId);
  const data = useBookingData(draft, slotGiven === null);
  const { patient, type, slots } = data;
  const hold = useHold(draft.slot, type?.minutes ?? null);
  const mayOverbook = session.can("appointment.overbook");
  const { confirm, book, ready } = useBook(draft, {
    appointmentId: kept.recordId,
    visitTypeId: type?.visitTypeId ?? null,
    wrong,
    patient: patient.data ?? null,
    onOther: clearDraft,
    onBooked: () => {
      clearDraft();
      onDone();
    },
  });
  const refused = book.error ?? hold.refused;
  const overbooks = draft.overbookReason !== null || (mayOverbook && refused !== null && isOverbookable(refused));
  const { frame, confirmButton } = useNextFocus(draft, book.error !== null && overbooks);

  const confirmRead = () => {
    const unread = firstUnreadable(frame.current);
    if (unread) unread.focus();
    else void confirm();
  };
  const take = (index: number) => {
    const slot = slots.data?.slots[index];
    if (!slot) return false;
    return change({ slot: { providerResourceId: slot.providerResourceId, date: slot.date, start: slot.start } });
  };
  const onKeyDown = useKeys({
    "mod+Enter": confirmRead,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => take(index)])),
    d: () => frame.current?.querySelector<HTMLElement>("[data-booking-from]")?.focus(),
    o: () => (mayOverbook ? change({ overbookReason: draft.overbookReason ?? "" }) : false),
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys are shortcuts to buttons inside
    <div ref={frame} tabIndex={-1} onKeyDown={onKeyDown}>
      <Stack gap="md">
        <RestoredNotice draft={kept} />
        <Patient
          known={patient.data !== undefined && draft.patientId !== null}
          onPick={(id) => change({ patientId: id })}
        />
        <ChoiceList
          label="Visit type"
          data={data.activeTypes.map((one) => ({
            value: one.visitTypeId as string,
            label: `${one.name} · ${one.minutes} min`,
          }))}
          value={type?.visitTypeId ?? null}
          onChange={(value) => change({ visitTypeId: value, ...(slotGiven ? {} : { slot: null }) })}
          error={data.types.isError ? errorText(data.types.error) : undefined}
        />
        <TimeChoice draft={draft} given={slotGiven} data={data} onChange={change} />
        <Beforehand type={type} />
        <ToSeries draft={draft} type={type} />
        <ToTogether patientId={draft.patientId} given={slotGiven !== null} />
        <ToWaitList patientId={draft.patientId} given={slotGiven !== null} />
        {draft.patientId && <BookingWarnings patientId={draft.patientId} day={dayOf(draft)} />}
        <TextInput
          label="Reason for the visit"
          placeholder="In the patient's words"
          maxLength={200}
          value={draft.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        {refused && (
          <Notice tone={book.error ? "danger" : "warn"} role="alert">
            {refused.code === "already-recorded"
              ? bookedBefore
              : overbooks
                ? whyNotFree(refused)
                : describeError(refused)}
          </Notice>
        )}
        {overbooks && (
          <TextInput
            data-booking-overbook
            label="Reason to overbook"
            description="To put this visit over another, or outside of the provider's hours"
            maxLength={200}
            value={draft.overbookReason ?? ""}
            onChange={(event) => change({ overbookReason: event.currentTarget.value })}
          />
        )}
        <Group justify="space-between" wrap="nowrap" className="w-dock-foot">
          <HoldText secondsLeft={hold.secondsLeft} />
          <Button ref={confirmButton} disabled={!ready} loading={book.pending} onClick={confirmRead}>
            {draft.overbookReason?.trim() ? "Overbook" : "Book"}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}

/** What the patient is told while the time is agreed. */
function Beforehand({ type }: { readonly type: Pick<VisitType, "preparation"> | undefined }) {
  if (!type || type.preparation === "") return null;
  return (
    <Notice tone="info">
      <b>Tell the patient:</b> {type.preparation} The reminder says it again.
    </Notice>
  );
}

/** The visit recurs: the time and the kind that were chosen go along. */
function ToSeries({
  draft,
  type,
}: {
  readonly draft: BookingDraft;
  readonly type: { readonly visitTypeId: string } | undefined;
}) {
  const dock = useDock();
  if (draft.patientId === null) return null;
  const at = draft.slot ? seriesAddress(draft.slot, type?.visitTypeId ?? null) : undefined;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ alignSelf: "flex-start" }}
      onClick={() => dock.open("series", draft.patientId ?? undefined, at)}
    >
      Repeat: book a series
    </Button>
  );
}

/** The family comes too, or another visit has to come before. */
function ToTogether({ patientId, given }: { readonly patientId: string | null; readonly given: boolean }) {
  const dock = useDock();
  if (patientId === null || given) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ alignSelf: "flex-start" }}
      onClick={() => dock.open("together", patientId)}
    >
      Several visits: family, or one before another
    </Button>
  );
}

/** Where no time suits. */
function ToWaitList({ patientId, given }: { readonly patientId: string | null; readonly given: boolean }) {
  const dock = useDock();
  if (patientId === null || given) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ alignSelf: "flex-start" }}
      onClick={() => dock.open("wait", patientId)}
    >
      No time suits: add to the wait list
    </Button>
  );
}

interface PatientProps {
  readonly known: boolean;
  readonly onPick: (patientId: string | null) => void;
}

/** For whom it is booked. Who was picked stands in the dock's banner. */
function Patient({ known, onPick }: PatientProps) {
  const session = useSession();
  const navigate = useNavigate();
  if (known) return <AnotherPatient onChange={() => onPick(null)} />;
  return (
    <>
      <PatientPicker autoFocus onPick={(picked) => onPick(picked.patientId)} />
      {session.can("patient.register") && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: "flex-start" }}
          onClick={() => void navigate({ to: "/patients/new" })}
        >
          Register a new patient
        </Button>
      )}
    </>
  );
}

function HoldText({ secondsLeft }: { readonly secondsLeft: number | null }) {
  const clock =
    secondsLeft === null ? "" : `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, "0")}`;
  return (
    <span style={{ fontSize: 12, color: "var(--p-dim)" }} role="timer" aria-live="off">
      {secondsLeft === 0 ? "No longer held; it may still be free" : secondsLeft !== null && `Held for you ${clock}`}
    </span>
  );
}

/** The next thing to do gets the focus: the slots' keys once the patient is known, then the button, then what was refused. */
function useNextFocus(draft: BookingDraft, needsReason: boolean) {
  const frame = useRef<HTMLDivElement>(null);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const slotKey = draft.slot ? `${draft.slot.date}${draft.slot.start}${draft.slot.providerResourceId}` : null;
  useEffect(() => {
    if (!draft.patientId) return;
    if (slotKey) confirmButton.current?.focus();
    else frame.current?.focus();
  }, [slotKey, draft.patientId]);
  useEffect(() => {
    if (needsReason) frame.current?.querySelector<HTMLElement>("[data-booking-overbook]")?.focus();
  }, [needsReason]);
  return { frame, confirmButton };
}

interface Named {
  readonly name: { readonly family: string; readonly given: string };
}

interface Booking {
  /** Made once and kept with the draft, so that a repeat is the same booking. */
  readonly appointmentId: string;
  readonly visitTypeId: string | null;
  readonly wrong: boolean;
  readonly patient: Named | null;
  /** The first send was booked after all: what stands here now is another booking. */
  readonly onOther: () => void;
  readonly onBooked: () => void;
}

/** Books what the draft says. */
function useBook(draft: BookingDraft, booking: Booking) {
  const { appointmentId, visitTypeId, wrong, patient, onOther, onBooked } = booking;
  const book = useCommand("scheduling", "bookAppointment");
  const cancel = useCommand("scheduling", "cancelAppointment");
  const ready = draft.patientId !== null && visitTypeId !== null && draft.slot !== null && !wrong;
  const confirm = async () => {
    const { patientId, slot } = draft;
    if (!ready || !patientId || !visitTypeId || !slot || book.pending) return;
    const overbookReason = draft.overbookReason?.trim() || null;
    const result = await book.run({
      appointmentId,
      patientId,
      visitTypeId,
      roomResourceId: null,
      ...slot,
      minutes: null,
      reason: draft.reason,
      overbookReason,
    });
    if (!result.ok) {
      if (result.error.code === "already-recorded") onOther();
      return;
    }
    onBooked();
    const { version } = result.value;
    const when = `${formatDate(slot.date)} ${formatMinutes(minutesOf(slot.start))}`;
    offerUndo(
      `${patient ? formatName(patient.name) : "The patient"} is booked for ${when}.`,
      () => {
        void cancel.run({ appointmentId, version, reason: "Booked by mistake" }).then((undone) => {
          if (!undone.ok) sayError(describeError(undone.error));
        });
      },
      { about: patientId },
    );
  };
  return { confirm, book, ready };
}
