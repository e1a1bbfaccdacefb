import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { referralStateWords, referralTitle, referralWaits } from "./referral-words.ts";
import "./referrals.css";

const SHOWN = 20;

/** On the patient's first page: the referrals whose loop is open. Nothing where none is. */
export function OpenReferrals({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  // limit: the newest; where there are more, it is said, and all of them are on their own page.
  const query = useQuery(trpc.charting.referrals.queryOptions({ patientId, before: null, limit: SHOWN }));
  if (query.isError)
    return <ErrorState what="The referrals" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  const open = query.data?.referrals.filter((one) => one.waits !== null) ?? [];
  const hasMore = (query.data?.next ?? null) !== null;
  if (open.length === 0 && !hasMore) return null;
  return (
    <section className="w-panel" aria-label="Open referrals">
      <header>
        <h2>Open referrals</h2>
        <Link to={`/p/${patientId}/referrals`} className="p-anchor" aria-label="Open: Referrals">
          Open
        </Link>
      </header>
      <ul className="rf-brief">
        {open.map((one) => (
          <li key={one.referralId}>
            <Link to={`/p/${patientId}/referrals`} className="p-anchor">
              {referralTitle(one)}
            </Link>{" "}
            {one.urgency === "urgent" && <b>Urgent · </b>}
            {referralStateWords[one.state]} ·{" "}
            <span className={one.waits?.isOverdue ? "rf-overdue" : "rf-dim"}>{referralWaits(one)}</span>
          </li>
        ))}
      </ul>
      {hasMore && <p className="rf-dim">The newest {SHOWN} were looked at. Older ones stand on the referrals’ page.</p>}
    </section>
  );
}
