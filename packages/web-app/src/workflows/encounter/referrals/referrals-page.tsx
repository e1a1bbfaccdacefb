import { Button } from "@mantine/core";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import "../../../chart/referrals/referrals.css";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { OrderReferral } from "./order-referral.tsx";
import { ReferralCard } from "./referral-card.tsx";

const PAGE = 20;
const keyOf = (one: Referral) => one.referralId;

/** A patient's referrals to others, the newest first, and ordering one. */
export function ReferralsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const { can } = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [ordering, setOrdering] = useState(() => hasFormDraft(`referral:${patientId}`));
  const input = { patientId, show: "all" as const, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.referrals.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.referrals.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.referrals,
    keyOf,
  });
  return (
    <Page
      title="Referrals"
      actions={
        can("order.write") &&
        !ordering && (
          <Button size="xs" onClick={() => setOrdering(true)}>
            Order a referral
          </Button>
        )
      }
    >
      {ordering && can("order.write") && (
        <div style={{ marginBottom: 10 }}>
          <OrderReferral patientId={patientId} />
        </div>
      )}
      {list.error && <ErrorState what="The referrals" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={6} />}
      {list.items?.length === 0 && (
        <EmptyState title="No referrals">Referrals of this patient to others appear here.</EmptyState>
      )}
      <div className="rf-cards">
        {list.items?.map((referral) => (
          <ReferralCard key={referral.referralId} referral={referral} />
        ))}
      </div>
      {list.more && (
        <Button size="xs" variant="default" loading={list.more.loading} onClick={list.more.load}>
          Show more
        </Button>
      )}
    </Page>
  );
}
