import { Button } from "@mantine/core";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { ErrorState } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { referralStateWords, referralTitle, referralWaits } from "./referral-words.ts";
import "./referrals.css";

const PAGE = 20;
const keyOf = (one: Referral) => one.referralId;

/** The referrals of a patient whose loop is open, and no others (CHT-271). */
export function useOpenReferrals(patientId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { patientId, show: "open" as const, limit: PAGE };
  return useEndless({
    queryKey: trpc.charting.referrals.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.referrals.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.referrals,
    keyOf,
  });
}

/** On the patient's first page: the referrals whose loop is open. Nothing where none is. */
export function OpenReferrals({ patientId }: { readonly patientId: string }) {
  const open = useOpenReferrals(patientId);
  if (!open.error && (open.items ?? []).length === 0) return null;
  return (
    <section className="w-panel" aria-label="Open referrals">
      <header>
        <h2>Open referrals</h2>
        <Link to={`/p/${patientId}/referrals`} className="p-anchor" aria-label="Open: Referrals">
          Open
        </Link>
      </header>
      <ReferralLines patientId={patientId} open={open} />
    </section>
  );
}

/** A line for each: to whom, what it waits for, and until when. */
export function ReferralLines(props: {
  readonly patientId: string;
  readonly open: ReturnType<typeof useOpenReferrals>;
}) {
  const { patientId, open } = props;
  if (open.error) return <ErrorState what="The referrals" message={errorText(open.error)} onRetry={open.refetch} />;
  if (!open.items || open.items.length === 0) return null;
  return (
    <>
      <ul className="rf-brief" aria-label="Open referrals">
        {open.items.map((one) => (
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
      {open.more && (
        <Button size="compact-xs" variant="default" loading={open.more.loading} onClick={open.more.load}>
          Show more open referrals
        </Button>
      )}
    </>
  );
}
