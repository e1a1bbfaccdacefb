import type { LocalDate } from "@practicum/kernel/local-date";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { cardPcpElsewhere, describeEligibility } from "../../../patient/eligibility-text.ts";
import { firstInForce } from "../../../patient/first-in-force.ts";
import { usePracticeNpis } from "../../../patient/use-practice-npis.ts";
import { useSession } from "../../../session/session-context.ts";

interface Props {
  readonly patientId: string;
  /** Of the visit, as far as it is chosen. */
  readonly day: LocalDate;
}

/** What insurance has to say about this booking: one notice of the payer's answer. It warns; it never blocks. */
export function BookingWarnings({ patientId, day }: Props) {
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
    <Notice tone={elsewhere ? "warn" : text.tone}>
      <strong>
        {first.payerName}: {elsewhere ? "PCP elsewhere" : text.word}.
      </strong>{" "}
      {[...(elsewhere ?? []), ...text.sentences].join(" ")}
    </Notice>
  );
}
