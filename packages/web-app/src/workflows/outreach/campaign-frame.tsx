import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { Page } from "../../shell/page.tsx";
import { TabRow, type Tab } from "../../shell/tab-row.tsx";
import type { Campaign } from "./outreach-words.ts";
import "./outreach.css";

interface Props {
  readonly actions?: (campaign: Campaign) => ReactNode;
  readonly children: (campaign: Campaign) => ReactNode;
}

/** A page of one campaign: its name and its parts above what the page shows. */
export function CampaignFrame({ actions, children }: Props) {
  const { campaignId = "" }: { campaignId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getCampaign.queryOptions({ campaignId }));
  const of = query.data;
  const at = `/outreach/${campaignId}`;
  const review = of?.progress.toReview;
  const tabs: readonly Tab[] = [
    { to: `${at}/calls`, label: "Calls", permission: "outreach.read" },
    { to: `${at}/people`, label: "People", permission: "outreach.read", ...(review ? { count: review } : {}) },
    { to: `${at}/rosters`, label: "Rosters", permission: "outreach.read" },
    { to: `${at}/rules`, label: "Script and rules", permission: "outreach.read" },
    { to: "/outreach", label: "All campaigns", permission: "outreach.read" },
  ];
  return (
    <Page title={of?.name ?? "Outreach"} actions={of && actions?.(of)}>
      <TabRow label="Campaign" tabs={tabs} />
      {query.isError && (
        <ErrorState what="The campaign" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {of && children(of)}
    </Page>
  );
}
