import { TabRow, type Tab } from "../../shell/tab-row.tsx";
import "./admin.css";

const tabs: readonly Tab[] = [
  { to: "/admin/start", label: "Getting started", permission: "staff.manage" },
  { to: "/admin/users", label: "People", permission: "staff.manage" },
  { to: "/admin/roles", label: "Roles", permission: "staff.manage" },
  { to: "/admin/practice", label: "Practice", permission: "staff.manage" },
  { to: "/admin/locations", label: "Sites", permission: "staff.manage" },
  { to: "/admin/hours", label: "Hours", permission: "schedule.manage" },
  { to: "/admin/resources", label: "Visit types and resources", permission: "schedule.manage" },
  { to: "/admin/closures", label: "Closures", permission: "schedule.manage" },
  { to: "/admin/letters", label: "Letters", permission: "letter.manage" },
  { to: "/admin/sensitive", label: "Sensitive records", permission: "sensitive.manage" },
  { to: "/admin/forms", label: "Consent forms", permission: "schedule.manage" },
  { to: "/admin/offices", label: "Outside offices", permission: "referral.work" },
  { to: "/admin/audit", label: "Audit trail", permission: "audit.read" },
  { to: "/admin/note-templates", label: "Note templates", permission: "note-template.manage" },
  { to: "/admin/statements", label: "Statements on paper", permission: "staff.manage" },
  { to: "/admin/pharmacies", label: "Pharmacies", permission: "pharmacy.work" },
  { to: "/admin/phone", label: "Telephone", permission: "phone.manage" },
  { to: "/admin/phrases", label: "Phrases", permission: "note-template.read" },
  { to: "/admin/acts", label: "Managers' acts", permission: "owner.read" },
  { to: "/admin/requests", label: "Privacy requests", permission: "privacy.work" },
  { to: "/admin/accesses", label: "Accesses", permission: "glass.review" },
  { to: "/admin/glass", label: "Restricted charts", permission: "glass.review" },
  { to: "/admin/operations", label: "Operations", permission: "operations.read" },
  { to: "/admin/import", label: "Import", permission: "import.run" },
  { to: "/admin/downtime", label: "Downtime", permission: "downtime.make" },
];

/** The parts of the administration. */
export function AdminTabs() {
  return <TabRow label="Administration" tabs={tabs} />;
}
