import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { OutreachTabs } from "./outreach-tabs.tsx";
import { ProgressPicture } from "./progress-picture.tsx";
import "./outreach.css";

const PAGE = 20;

/** All campaigns, the newest first, with how far each is. */
export function CampaignsPage() {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useEndless({
    queryKey: trpc.messaging.listCampaigns.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => client.messaging.listCampaigns.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.campaigns,
    keyOf: (one) => one.campaignId,
  });
  const make = session.can("outreach.manage") && (
    <Button size="xs" component={Link} to="/outreach/new">
      New campaign
    </Button>
  );
  return (
    <Page title="Outreach" actions={make}>
      <OutreachTabs />
      {list.error && <ErrorState what="The campaigns" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState />}
      {list.items?.length === 0 && (
        <EmptyState title="No campaign yet">
          {session.can("outreach.manage")
            ? "A campaign has a list of people, the words of the call and rules. Callers get one card after the other."
            : "Your practice manager makes campaigns. You call their people here."}
        </EmptyState>
      )}
      <ul className="or-campaigns" aria-label="Campaigns">
        {list.items?.map((one) => (
          <li key={one.campaignId} className="w-panel">
            <h2>
              <Link to={`/outreach/${one.campaignId}/calls`} className="p-anchor">
                {one.name}
              </Link>
            </h2>
            <p className="or-dim">
              {one.plan && `${one.plan} · `}
              {one.open ? `since ${formatDate(one.from)}` : "over"}
              {one.open && one.until && `, until ${formatDate(one.until)}`}
            </p>
            <ProgressPicture progress={one.progress} goal={one.goal} />
          </li>
        ))}
      </ul>
      {list.more && (
        <Button mt="md" size="xs" variant="default" loading={list.more.loading} onClick={list.more.load}>
          Earlier campaigns
        </Button>
      )}
    </Page>
  );
}
