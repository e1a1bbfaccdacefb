import type { Permission } from "@practicum/contracts/permission";

/** A page of the administration. */
export interface AdminPage {
  readonly to: string;
  readonly label: string;
  readonly permission: Permission;
  /** What people also type for it. */
  readonly words?: readonly string[];
}

interface AdminGroup {
  readonly name: string;
  readonly pages: readonly AdminPage[];
}

/** The pages of the administration, by what they are about. */
export const adminGroups: readonly AdminGroup[] = [
  {
    name: "Staff",
    pages: [
      { to: "/admin/users", label: "People", permission: "staff.manage", words: ["staff", "users", "accounts"] },
      { to: "/admin/roles", label: "Roles", permission: "staff.manage", words: ["permissions", "rights"] },
      { to: "/admin/acts", label: "Managers' acts", permission: "owner.read", words: ["owner"] },
    ],
  },
  {
    name: "Practice",
    pages: [
      { to: "/admin/start", label: "Getting started", permission: "staff.manage", words: ["setup"] },
      { to: "/admin/practice", label: "Practice", permission: "staff.manage", words: ["NPI", "tax", "address"] },
      { to: "/admin/locations", label: "Sites", permission: "staff.manage", words: ["locations"] },
      { to: "/admin/phone", label: "Telephone", permission: "phone.manage", words: ["calls", "red flags"] },
      {
        to: "/admin/offices",
        label: "Outside offices",
        permission: "referral.work",
        words: ["directory", "specialists"],
      },
      { to: "/admin/pharmacies", label: "Pharmacies", permission: "pharmacy.work", words: ["directory"] },
    ],
  },
  {
    name: "Schedule",
    pages: [
      { to: "/admin/hours", label: "Hours", permission: "schedule.manage", words: ["templates", "providers"] },
      {
        to: "/admin/resources",
        label: "Visit types and resources",
        permission: "schedule.manage",
        words: ["rooms", "equipment"],
      },
      { to: "/admin/closures", label: "Closures", permission: "schedule.manage", words: ["holidays", "vacation"] },
    ],
  },
  {
    name: "Templates",
    pages: [
      { to: "/admin/letters", label: "Letters", permission: "letter.manage", words: ["templates", "excuse"] },
      { to: "/admin/forms", label: "Consent forms", permission: "schedule.manage", words: ["templates"] },
      { to: "/admin/note-templates", label: "Note templates", permission: "note-template.manage" },
      { to: "/admin/phrases", label: "Phrases", permission: "note-template.read", words: ["dot phrases", "macros"] },
      {
        to: "/admin/statements",
        label: "Statements on paper",
        permission: "staff.manage",
        words: ["billing", "letterhead"],
      },
    ],
  },
  {
    name: "Privacy and audit",
    pages: [
      { to: "/admin/audit", label: "Audit trail", permission: "audit.read", words: ["log"] },
      { to: "/admin/sensitive", label: "Sensitive records", permission: "sensitive.manage", words: ["42 CFR Part 2"] },
      { to: "/admin/requests", label: "Privacy requests", permission: "privacy.work", words: ["HIPAA", "amendments"] },
      { to: "/admin/accesses", label: "Accesses", permission: "glass.review", words: ["snooping"] },
      { to: "/admin/glass", label: "Restricted charts", permission: "glass.review", words: ["break the glass"] },
    ],
  },
  {
    name: "System",
    pages: [
      { to: "/admin/operations", label: "Operations", permission: "operations.read", words: ["failures", "services"] },
      { to: "/admin/import", label: "Import", permission: "import.run", words: ["CSV", "migration"] },
      { to: "/admin/downtime", label: "Downtime", permission: "downtime.make", words: ["offline", "kit"] },
    ],
  },
];

/** Whether an address is of a page, or lies below it. */
export function isOf({ to }: AdminPage, pathname: string): boolean {
  return pathname === to || pathname.startsWith(`${to}/`);
}
