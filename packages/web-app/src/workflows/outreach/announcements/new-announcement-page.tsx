import { useNavigate } from "@tanstack/react-router";
import { Page } from "../../../shell/page.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import { AnnouncementForm } from "./announcement-form.tsx";
import "../outreach.css";

/** Writes an announcement; whom it goes to is shown before it is sent. */
export function NewAnnouncementPage() {
  const navigate = useNavigate();
  return (
    <Page title="New announcement">
      <OutreachTabs />
      <AnnouncementForm of={null} onDone={(made) => void navigate({ to: `/outreach/announcements/${made}` })} />
    </Page>
  );
}
