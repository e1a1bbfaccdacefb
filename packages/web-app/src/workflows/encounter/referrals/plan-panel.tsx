import { Button } from "@mantine/core";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { authorizationWords } from "../../../chart/referrals/referral-words.ts";
import { firstInForce } from "../../../patient/first-in-force.ts";
import { useSession } from "../../../session/session-context.ts";
import { sayError } from "../../../shell/undo.tsx";

/**
 * What the plan allows: a number that is on record with the insurance, or the word that it asks for none. An HMO usually asks for one
 * before the visit; that warns, and stops nothing.
 */
export function PlanPanel({ referral, open }: { readonly referral: Referral; readonly open: boolean }) {
  const { authorization, patientId, referralId } = referral;
  const trpc = useTRPC();
  const { today } = useSession();
  const wanted = authorization === null && open;
  const permits = useQuery({ ...trpc.billing.listPermits.queryOptions({ patientId, day: today }), enabled: wanted });
  const coverages = useQuery({ ...trpc.billing.listCoverages.queryOptions({ patientId }), enabled: wanted });
  const record = useCommand("charting", "recordReferralStep");
  if (authorization !== null) return <div className="rf-dim">{authorizationWords(authorization)}</div>;
  if (!open) return null;
  if (permits.isError || coverages.isError)
    return (
      <Notice tone="warn">The insurance could not be looked up. {errorText(permits.error ?? coverages.error)}</Notice>
    );
  if (!permits.data || !coverages.data) return null;
  const first = firstInForce(coverages.data, today);
  const isHmo = first !== null && first.pcpNpi !== null;
  const usable = permits.data.filter((one) => one.status === "approved" && one.number !== null && one.until >= today);
  const say = async (permitId: string | null, number: string, period: { from: string; until: string } | null) => {
    const step = { kind: "authorization" as const, permitId, number, period };
    const result = await record.run({ referralId, patientId, stepId: newId<"referral-step">(), step });
    if (!result.ok) sayError(describeError(result.error));
  };
  return (
    <div>
      {isHmo && (
        <Notice tone="warn">
          {first.payerName} assigns a primary care provider, as HMOs do. It usually wants its referral number before the
          visit.
        </Notice>
      )}
      <div className="rf-row" role="group" aria-label="What the plan allows">
        <span className="rf-dim">Nobody has said yet what the plan asks for.</span>
        {usable.map((one) => (
          <Button
            key={one.permitId}
            size="compact-xs"
            variant="default"
            loading={record.pending}
            onClick={() => void say(one.permitId, one.number ?? "", { from: one.from, until: one.until })}
          >
            Use {one.number}, to {formatDate(one.until)}
          </Button>
        ))}
        <Button size="compact-xs" variant="default" loading={record.pending} onClick={() => void say(null, "", null)}>
          The plan asks for none
        </Button>
      </div>
    </div>
  );
}
