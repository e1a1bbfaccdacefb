import type { StaffMember } from "@practicum/contracts/identity/staff";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";

interface Props {
  readonly patientId: string;
  /** Of the chosen time. */
  readonly provider: StaffMember | null;
}

/** What insurance has to say about this booking. It warns; it never blocks. */
export function BookingWarnings({ patientId, provider }: Props) {
  const trpc = useTRPC();
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  if (coverages.isError)
    return <Notice tone="warn">Insurance could not be looked up. {errorText(coverages.error)}</Notice>;
  if (!coverages.data) return <LoadingState rows={1} />;
  const first = coverages.data.find((coverage) => coverage.priority === 1);
  if (!first)
    return <Notice tone="warn">No insurance on file. The visit would be self-pay; ask when you confirm.</Notice>;
  const { eligibility } = first;
  return (
    <>
      {first.payerKind === "hmo" && provider?.npi && first.pcpNpi !== null && first.pcpNpi !== provider.npi && (
        <Notice tone="warn">
          {first.payerName} HMO: the assigned PCP is {eligibility?.pcpName ?? "someone else"}, not {provider.given}{" "}
          {provider.family}. The plan may ask for a referral or a change of PCP.
        </Notice>
      )}
      {eligibility?.status === "inactive" && (
        <Notice tone="danger">
          {first.payerName} says the coverage is not active on {formatDate(eligibility.serviceDate)}.
        </Notice>
      )}
      {eligibility?.status === "wrong-pcp" && (
        <Notice tone="warn">{eligibility.findings.join(" ") || `${first.payerName} names another PCP.`}</Notice>
      )}
      {(!eligibility || eligibility.status === "unknown" || eligibility.status === "pending") && (
        <Notice tone="info">{first.payerName}: eligibility not known yet. This does not stop the booking.</Notice>
      )}
      {eligibility?.status === "active" && (
        <Notice tone="ok">
          {first.payerName}: active on {formatDate(eligibility.serviceDate)}
          {eligibility.copay !== null ? `, copay ${formatCents(eligibility.copay)}` : ""}.
        </Notice>
      )}
    </>
  );
}
