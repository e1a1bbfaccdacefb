import { Button } from "@mantine/core";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { authorizationWords } from "../../../chart/referrals/referral-words.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { firstInForce } from "../../../patient/first-in-force.ts";
import { useSession } from "../../../session/session-context.ts";
import { sayError } from "../../../shell/undo.tsx";
import { AuthorizationForm, authorizationDraft } from "./authorization-form.tsx";

/**
 * What the plan allows: the number that it gave, one that is on record with the insurance, or the word that it asks for none. An HMO usually asks for one
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
  const [isTyping, setTyping] = useState(() => hasFormDraft(authorizationDraft(referral)));
  if (isTyping && open) return <AuthorizationForm referral={referral} onLeave={() => setTyping(false)} />;
  const another = (label: string) => (
    <Button size="compact-xs" variant="default" data-guide="referral.number" onClick={() => setTyping(true)}>
      {label}
    </Button>
  );
  if (authorization !== null)
    return (
      <div>
        <div className="rf-row">
          <span className="rf-dim">{authorizationWords(authorization)}</span>
          {open && another("Another number…")}
        </div>
        <OutsidePeriod referral={referral} />
      </div>
    );
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
        {another("The plan gave a number…")}
        <Button size="compact-xs" variant="default" loading={record.pending} onClick={() => void say(null, "", null)}>
          The plan asks for none
        </Button>
      </div>
    </div>
  );
}

/** CHT-280: the plan pays for visits within the period of its number. */
function OutsidePeriod({ referral: { authorization, appointmentOn: day } }: { readonly referral: Referral }) {
  const period = authorization?.period ?? null;
  if (period === null || day === null || (day >= period.from && day <= period.until)) return null;
  return (
    <Notice tone="warn">
      The appointment is on {formatDate(day)}: the number is good from {formatDate(period.from)} to{" "}
      {formatDate(period.until)}. Ask the plan for a longer one, or the office for another day.
    </Notice>
  );
}
