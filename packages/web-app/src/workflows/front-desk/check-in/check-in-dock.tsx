import { Button, Chip, Group, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate, minutesOf, type LocalDate } from "@practicum/kernel/local-date";
import { formatMinutes, formatName, formatPhone } from "@practicum/ui/format.ts";
import { focusIsFree } from "@practicum/ui/landing.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { cardPcpElsewhere, describeEligibility, isCleanFor } from "../../../patient/eligibility-text.ts";
import { usePracticeNpis } from "../../../patient/use-practice-npis.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { KioskPanel } from "../kiosk/kiosk-panel.tsx";
import { useVisitKiosk, type VisitKiosk } from "../kiosk/use-visit-kiosk.ts";
import { CoverageDifferences } from "../insurance/coverage-differences.tsx";
import { missingForCheckIn } from "./check-in-missing.ts";
import { CheckItem } from "./check-item.tsx";
import { openCheck, type CheckState } from "./check-state.ts";
import { emptyCopay, type CopayDraft } from "./copay-row.tsx";
import { PaymentItem, useDue } from "./payment-item.tsx";
import { PriorBalance } from "./prior-balance.tsx";

type Identifier = "name" | "birth-date" | "address" | "phone" | "photo-id";

interface CheckInDraft {
  readonly identifiers: readonly Identifier[];
  /** Null: not touched, so the payer's answer decides. */
  readonly coverage: CheckState | null;
  /** Null: not touched, so what was signed at the tablet decides. */
  readonly consent: CheckState | null;
  readonly copay: CheckState | null;
  readonly payment: CopayDraft | null;
}
const untouched: CheckInDraft = { identifiers: [], coverage: null, consent: null, copay: null, payment: null };

/** Receives a patient: identity, insurance, consents, copay; each row done, mended, or skipped with a reason. */
export function CheckInDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const visit = useQuery({
    ...trpc.scheduling.getAppointment.queryOptions({ appointmentId: about ?? "" }),
    enabled: about !== null,
  });
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: visit.data?.patientId ?? "" }),
    enabled: visit.data !== undefined,
  });
  if (visit.isError)
    return <ErrorState what="This appointment" message={errorText(visit.error)} onRetry={() => void visit.refetch()} />;
  if (patient.isError)
    return <ErrorState what="This patient" message={errorText(patient.error)} onRetry={() => void patient.refetch()} />;
  if (!visit.data || !patient.data) return <LoadingState rows={6} />;
  return <CheckIn visit={visit.data} patient={patient.data} onDone={onDone} />;
}

interface Props {
  readonly visit: Appointment;
  readonly patient: Patient;
  readonly onDone: () => void;
}

function CheckIn({ visit, patient, onDone }: Props) {
  const trpc = useTRPC();
  const wrong = useDockPatient(patient.patientId);
  const [draft, setDraft, clearDraft, kept] = useDraft<CheckInDraft>(`check-in:${visit.appointmentId}`, untouched);
  const change = (next: Partial<CheckInDraft>) => setDraft((old) => ({ ...old, ...next }));
  const coverages = useQuery(
    trpc.billing.listCoverages.queryOptions({ patientId: patient.patientId, day: visit.date }),
  );
  const kiosk = useVisitKiosk(visit.appointmentId);
  const consent = draft.consent ?? signedAtTablet(kiosk.data);
  const checkIn = useCommand("scheduling", "checkIn");
  const [paymentId] = useState(() => newId<"payment">());
  const due = useDue(visit, coverages.data);
  const clean = isCleanFor(due.first?.eligibility ?? null, visit.date);
  const coverage = draft.coverage ?? { done: clean, skippedBecause: null };
  const payment = draft.payment ?? emptyCopay(due.amount, paymentId);
  const copay = draft.copay ?? { done: payment.receipt !== null || due.nothing, skippedBecause: null };
  const { today } = useSession();
  const open = visit.status === "booked" && visit.date === today;
  const rows = {
    identifiers: draft.identifiers.length,
    coverage,
    consent,
    copay,
    isSelfPay: due.isSelfPay,
  };
  const missing = missingForCheckIn(rows);
  const ready = open && !wrong && missing.length === 0;

  const submit = async () => {
    if (!ready || checkIn.pending) return;
    const result = await checkIn.run({
      appointmentId: visit.appointmentId,
      version: visit.version,
      identifiers: [...draft.identifiers],
      coverageReview: toItem(coverage),
      consent: toItem(consent),
      copay: toItem(copay),
    });
    if (!result.ok) return;
    clearDraft();
    say(`${formatName(patient.name)} is checked in.`);
    onDone();
  };
  const frame = useRef<HTMLDivElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);
  useEffect(() => frame.current?.focus(), []);
  useEffect(() => {
    // The button that took the payment is gone, and the focus with it.
    if (payment.receipt !== null && focusIsFree()) (ready ? submitButton : frame).current?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when the payment is taken, and at no other time
  }, [payment.receipt]);
  const onKeyDown = useKeys({
    "mod+Enter": submit,
    y: () => change({ identifiers: ["name", "birth-date"] }),
    p: () => frame.current?.querySelector<HTMLElement>("[data-copay-pay]")?.click(),
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys are shortcuts to buttons inside
    <div ref={frame} tabIndex={-1} onKeyDown={onKeyDown}>
      <Stack gap="sm">
        <div style={{ fontSize: 13 }}>
          {formatMinutes(minutesOf(visit.start))} · {visit.visitTypeName} · <StatusChip status={visit.status} />
        </div>
        {visit.status !== "booked" && <Notice tone="info">This visit is already past check-in.</Notice>}
        {visit.date !== today && <Notice tone="info">This visit is on {formatDate(visit.date)}, not today.</Notice>}
        <RestoredNotice draft={kept} />
        <KioskPanel appointmentId={visit.appointmentId} kiosk={kiosk} open={open} />
        <Identity patient={patient} chosen={draft.identifiers} onChange={(identifiers) => change({ identifiers })} />
        <CheckItem
          title="Insurance"
          state={coverage}
          onChange={(state) => change({ coverage: state })}
          doneLabel="Card matches"
          fix={<FixLink to={`/p/${patient.patientId}/insurance`} />}
        >
          <InsuranceText
            coverage={due.first}
            day={visit.date}
            failed={coverages.isError ? errorText(coverages.error) : null}
            loading={coverages.isPending}
          />
        </CheckItem>
        <CheckItem title="Consents" state={consent} onChange={(state) => change({ consent: state })} doneLabel="Signed">
          <SignedText kiosk={kiosk.data} patientId={patient.patientId} />
        </CheckItem>
        <PriorBalance patientId={patient.patientId} />
        <PaymentItem
          visit={visit}
          due={due}
          state={copay}
          payment={payment}
          disabled={wrong}
          onState={(state) => change({ copay: state })}
          onPayment={(next) =>
            change({ payment: next, ...(next.receipt ? { copay: { done: true, skippedBecause: null } } : {}) })
          }
        />
        {checkIn.error && (
          <Notice tone="danger" role="alert">
            {describeError(checkIn.error)}
          </Notice>
        )}
        <div className="w-dock-foot">
          {open && missing.length > 0 && (
            <div id="check-in-missing" style={{ fontSize: 13, marginBottom: 6 }}>
              Still open: {missing.join(", ")}.
            </div>
          )}
          <Button
            ref={submitButton}
            data-guide="check-in.done"
            fullWidth
            disabled={!ready}
            aria-describedby={open && missing.length > 0 ? "check-in-missing" : undefined}
            loading={checkIn.pending}
            onClick={() => void submit()}
          >
            Check in
          </Button>
        </div>
      </Stack>
    </div>
  );
}

/** Done where all that was due was signed at the tablet; else nobody has said yet. */
function signedAtTablet(kiosk: VisitKiosk | undefined): CheckState {
  const done = kiosk !== undefined && kiosk.signed.length > 0 && kiosk.formsDue.length === 0;
  return done ? { done: true, skippedBecause: null } : openCheck;
}

/** What was signed at the tablet, and what is not signed in its newest version. */
function SignedText({ kiosk, patientId }: { readonly kiosk: VisitKiosk | undefined; readonly patientId: string }) {
  if (kiosk === undefined) return null;
  const due = kiosk.formsDue.map((one) => one.title).join(", ");
  if (kiosk.signed.length === 0)
    return (
      <span style={{ fontSize: 13 }}>
        {due === "" ? "Every form is signed and on file." : `To sign, on paper or at the tablet: ${due}.`}
      </span>
    );
  return (
    <div style={{ fontSize: 13 }}>
      Signed at the tablet:{" "}
      {kiosk.signed.map((one, index) => (
        <span key={one.consentId}>
          {index > 0 && ", "}
          <Link className="p-anchor" to={`/p/${patientId}/consents/${one.consentId}`}>
            {one.title}
          </Link>
        </span>
      ))}
      .{due !== "" && ` Not signed: ${due}.`}
    </div>
  );
}

function toItem(check: CheckState) {
  return { done: check.done, skippedBecause: check.done ? null : (check.skippedBecause?.trim() ?? null) };
}

function FixLink({ to }: { readonly to: string }) {
  return (
    <Button component={Link} to={to} size="compact-sm" variant="default">
      Fix
    </Button>
  );
}

function Identity({
  patient,
  chosen,
  onChange,
}: {
  readonly patient: Patient;
  readonly chosen: readonly Identifier[];
  readonly onChange: (chosen: readonly Identifier[]) => void;
}) {
  const facts: { readonly id: Identifier; readonly label: string }[] = [
    { id: "name", label: formatName(patient.name) },
    { id: "birth-date", label: formatDate(patient.birthDate) },
    ...(patient.phone ? [{ id: "phone" as const, label: formatPhone(patient.phone) }] : []),
    ...(patient.address
      ? [{ id: "address" as const, label: `${patient.address.line1}, ${patient.address.city}` }]
      : []),
    { id: "photo-id", label: "Photo ID seen" },
  ];
  const done = chosen.length >= 2;
  return (
    <section className="w-panel" aria-label={`Identity: ${done ? "done" : "open"}`}>
      <header>
        <strong>Identity</strong>
        <Button
          size="compact-sm"
          variant={done ? "default" : "light"}
          onClick={() => onChange(done ? [] : ["name", "birth-date"])}
        >
          {done ? "Undo" : "Name and birth date match"}
        </Button>
      </header>
      <div style={{ fontSize: 13, marginBottom: 6 }}>Mark the two that the patient told you.</div>
      <Chip.Group
        multiple
        value={[...chosen]}
        onChange={(values) => onChange(facts.filter((fact) => values.includes(fact.id)).map((fact) => fact.id))}
      >
        <Group gap={6}>
          {facts.map((fact) => (
            <Chip key={fact.id} value={fact.id} size="sm">
              {fact.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </section>
  );
}

type CoverageShown = Parameters<typeof CoverageDifferences>[0]["coverage"];

function InsuranceText({
  coverage,
  day,
  failed,
  loading,
}: {
  readonly coverage: CoverageShown | null;
  readonly day: LocalDate;
  readonly failed: string | null;
  readonly loading: boolean;
}) {
  const { timeZone } = useSession();
  const npis = usePracticeNpis();
  if (failed) return <Notice tone="warn">Insurance could not be looked up. {failed}</Notice>;
  if (loading) return <LoadingState rows={1} />;
  if (!coverage)
    return <Notice tone="warn">No insurance in force today: self-pay. Ask whether there is a card.</Notice>;
  const text = describeEligibility(coverage.eligibility, coverage.payerName, timeZone, day);
  const elsewhere = cardPcpElsewhere(coverage, npis);
  return (
    <>
      <Notice tone={elsewhere ? "warn" : text.tone}>
        <strong>{text.word}</strong> · {coverage.payerName}, member {coverage.memberId}
        <br />
        {[...(elsewhere ?? []), ...text.sentences].join(" ")}
      </Notice>
      <CoverageDifferences coverage={coverage} />
    </>
  );
}
