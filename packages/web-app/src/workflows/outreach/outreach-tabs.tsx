import { TabRow, type Tab } from "../../shell/tab-row.tsx";

const tabs: readonly Tab[] = [
  { to: "/outreach", label: "Campaigns", permission: "outreach.read" },
  { to: "/outreach/recalls", label: "Recalls", permission: "outreach.read" },
  { to: "/outreach/recalls/rules", label: "Recall rules", permission: "outreach.read" },
  { to: "/outreach/announcements", label: "Announcements", permission: "outreach.read" },
];

/** The parts of outreach. */
export function OutreachTabs() {
  return <TabRow label="Outreach" tabs={tabs} />;
}
