import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { interpretedIn } from "../../../patient/about-words.ts";
import { cardPcpElsewhere, describeEligibility } from "../../../patient/eligibility-text.ts";
import { firstInForce } from "../../../patient/first-in-force.ts";
import { usePracticeNpis } from "../../../patient/use-practice-npis.ts";
import { useSession } from "../../../session/session-context.ts";

interface Props {
  readonly patientId: string;
  /** Of the visit, as far as it is chosen. */
  readonly day: LocalDate;
  /** Where what the plan has allowed is counted for a whole series beside it, only what is missing is said here. */
  readonly counted?: boolean;
}

/** What the desk has to see to for this booking. It warns; it never blocks. */
export function BookingWarnings(props: Props) {
  return (
    <>
      <InterpreterNeeded patientId={props.patientId} />
      <InsuranceWarnings {...props} />
    </>
  );
}

/** Somebody who interprets has to be arranged (SCH-302). */
function InterpreterNeeded({ patientId }: Pick<Props, "patientId">) {
  const trpc = useTRPC();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  if (patient.isError)
    return (
      <Notice tone="warn">Whether an interpreter is needed could not be looked up. {errorText(patient.error)}</Notice>
    );
  const language = patient.data ? interpretedIn(patient.data.about?.interpreter, patient.data.language) : null;
  if (language === null) return null;
  return (
    <Notice tone="warn">
      <strong>Interpreter needed: {language}.</strong> Arrange one for this visit.
    </Notice>
  );
}

/** What insurance has to say about it: one notice of the payer's answer. */
function InsuranceWarnings({ patientId, day, counted = false }: Props) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const npis = usePracticeNpis();
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId, day }));
  if (coverages.isError)
    return <Notice tone="warn">Insurance could not be looked up. {errorText(coverages.error)}</Notice>;
  if (!coverages.data) return <LoadingState rows={1} />;
  const first = firstInForce(coverages.data, day);
  if (!first)
    return (
      <Notice tone="warn">
        No insurance in force that day: a self-pay visit. Ask for a card; without one, give a good-faith estimate.
      </Notice>
    );
  const text = describeEligibility(first.eligibility, first.payerName, timeZone, day);
  const elsewhere = cardPcpElsewhere(first, npis);
  return (
    <>
      <Notice tone={elsewhere ? "warn" : text.tone}>
        <strong>
          {first.payerName}: {elsewhere ? "PCP elsewhere" : text.word}.
        </strong>{" "}
        {[...(elsewhere ?? []), ...text.sentences].join(" ")}
      </Notice>
      <PermitWarning
        patientId={patientId}
        day={day}
        counted={counted}
        coverageId={first.coverageId}
        payerName={first.payerName}
        needed={elsewhere !== null || first.eligibility?.status === "wrong-pcp"}
      />
    </>
  );
}

interface PermitWarningProps extends Props {
  readonly coverageId: string;
  readonly payerName: string;
  /** The plan's own PCP is elsewhere: it pays this visit with a referral alone. */
  readonly needed: boolean;
}

/** Whether a referral or an authorization covers the visit; nothing where none is on file and none is needed. */
function PermitWarning({ patientId, day, counted = false, coverageId, payerName, needed }: PermitWarningProps) {
  const trpc = useTRPC();
  const permits = useQuery(trpc.billing.listPermits.queryOptions({ patientId, day }));
  if (permits.isError) return <Notice tone="warn">Referrals could not be looked up. {errorText(permits.error)}</Notice>;
  if (!permits.data) return null;
  const own = permits.data.filter((one) => one.coverageId === coverageId && one.status !== "void");
  const covering = own.filter((one) => one.against.length === 0);
  const referred = covering.some((one) => one.kind === "referral");
  const shown = counted ? [] : covering;
  return (
    <>
      {shown.map((one) => (
        <Notice key={one.permitId} tone="ok">
          {permitWords[one.kind]} {one.number} covers this visit: {one.units - one.used} of {one.units} left, until{" "}
          {formatDate(one.until)}.
        </Notice>
      ))}
      {needed && !referred && (
        <Notice tone="warn">
          <strong>No referral on file covers this visit.</strong> {payerName} pays it only with one from the plan&apos;s
          own PCP. Ask for it before the visit and record it under Insurance.
        </Notice>
      )}
      {!counted &&
        covering.length === 0 &&
        own.map((one) => (
          <Notice key={one.permitId} tone="warn">
            {permitWords[one.kind]} {one.number ?? "without a number"} does not cover it: {one.against.join("; ")}.
          </Notice>
        ))}
    </>
  );
}

const permitWords = { referral: "Referral", authorization: "Authorization" } as const;
