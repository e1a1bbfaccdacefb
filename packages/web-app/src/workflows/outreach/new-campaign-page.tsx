import { useNavigate } from "@tanstack/react-router";
import { Page } from "../../shell/page.tsx";
import { CampaignForm } from "./campaign-form.tsx";

/** Makes a campaign; its list of people comes next. */
export function NewCampaignPage() {
  const navigate = useNavigate();
  return (
    <Page title="New campaign">
      <CampaignForm of={null} onDone={(campaignId) => void navigate({ to: `/outreach/${campaignId}/rosters` })} />
    </Page>
  );
}
