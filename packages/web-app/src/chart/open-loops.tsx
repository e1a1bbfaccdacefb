import { LoadingState } from "@practicum/ui/states.tsx";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { OpenLoop } from "./chart-digest.ts";
import "./chart.css";
import { ReferralLines, useOpenReferrals } from "./referrals/open-referrals.tsx";

/**
 * What waits for somebody, referrals too (CHT-271). Where nothing does, it says so: an empty card could as well be one that failed, and as long as
 * the referrals are not known nothing is said of them.
 */
export function OpenLoops({ patientId, loops }: { readonly patientId: string; readonly loops: readonly OpenLoop[] }) {
  const referrals = useOpenReferrals(patientId);
  const hasNone = loops.length === 0 && referrals.items?.length === 0;
  return (
    <section className="w-panel" aria-label="Open loops">
      <header>
        <h2>Open loops</h2>
        <Link to={`/p/${patientId}/referrals`} className="p-anchor" aria-label="Open: Referrals">
          Referrals
        </Link>
      </header>
      {hasNone && !referrals.error && (
        <div className="c-dim">No unsigned note, critical value, open referral or list that nobody went through.</div>
      )}
      {referrals.isPending && loops.length === 0 && <LoadingState rows={1} label="Loading the referrals" />}
      {loops.length > 0 && (
        <ul className="c-list c-brief">
          {loops.map(({ key, text, tab, urgent }) => (
            <li key={key}>
              {urgent && <IconAlertTriangle size={14} color="var(--p-danger)" aria-label="Urgent" />}
              <Link to={`/p/${patientId}/${tab}`} className="p-anchor">
                {text}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ReferralLines patientId={patientId} open={referrals} />
    </section>
  );
}
