import { IconCalendarOff, IconClock, IconFileImport, IconHistory, IconSettings, IconUsers } from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** People and roles, the practice and its sites, the audit trail, what the services could not do. */
export const admin: Workflow = {
  id: "admin",
  nav: [
    {
      label: "Admin",
      icon: IconSettings,
      to: "/admin",
      permission: "staff.manage",
      order: 70,
      badge: ({ waiting }) => ({ count: waiting, words: `${waiting} wait for a second person` }),
    },
  ],
  homes: {},
  patientTabs: [],
  verbs: [
    {
      id: "people",
      label: "People and roles",
      words: ["people", "staff", "roles"],
      icon: IconUsers,
      permission: "staff.manage",
      to: "/admin/users",
      toWithPatient: null,
    },
    {
      id: "hours",
      label: "Hours of the providers",
      words: ["hours", "template"],
      icon: IconClock,
      permission: "schedule.manage",
      to: "/admin/hours",
      toWithPatient: null,
    },
    {
      id: "closures",
      label: "Closures and holidays",
      words: ["closures", "holidays", "vacation"],
      icon: IconCalendarOff,
      permission: "schedule.manage",
      to: "/admin/closures",
      toWithPatient: null,
    },
    {
      id: "import",
      label: "Import from another system",
      words: ["import", "csv", "take over"],
      icon: IconFileImport,
      permission: "import.run",
      to: "/admin/import",
      toWithPatient: null,
    },
    {
      id: "audit",
      label: "Who opened this chart",
      words: ["audit", "who"],
      icon: IconHistory,
      permission: "audit.read",
      to: "/admin/audit",
      toWithPatient: (patient) => `/admin/audit?patient=${patient.patientId}`,
    },
  ],
  docks: [
    {
      name: "resource",
      title: "Provider, room or equipment",
      permission: "schedule.manage",
      content: lazyPage(async () => (await import("./schedule/resource-dock.tsx")).ResourceDock),
    },
    {
      name: "visit-type",
      title: "Visit type",
      permission: "schedule.manage",
      content: lazyPage(async () => (await import("./schedule/visit-type-dock.tsx")).VisitTypeDock),
    },
    {
      name: "account",
      title: "Password, two-factor sign-in, passkeys",
      permission: "session.self",
      content: lazyPage(async () => (await import("./account-dock.tsx")).AccountDock),
    },
    {
      name: "account-notices",
      title: "About your account",
      permission: "session.self",
      content: lazyPage(async () => (await import("./account-notices-dock.tsx")).AccountNoticesDock),
    },
    {
      name: "sign-in-policy",
      title: "Second factor by role",
      permission: "staff.manage",
      content: lazyPage(async () => (await import("./sign-in-policy-dock.tsx")).SignInPolicyDock),
    },
    {
      name: "glass",
      title: "Restricted chart, opened",
      permission: "glass.review",
      content: lazyPage(async () => (await import("./glass-dock.tsx")).GlassDock),
    },
    {
      name: "second-person",
      title: "Second person",
      permission: "account.approve",
      content: lazyPage(async () => (await import("./second-person-dock.tsx")).SecondPersonDock),
    },
    {
      name: "person",
      title: "Person",
      permission: "staff.manage",
      content: lazyPage(async () => (await import("./person-dock.tsx")).PersonDock),
    },
    {
      name: "site",
      title: "Site",
      permission: "staff.manage",
      content: lazyPage(async () => (await import("./site-dock.tsx")).SiteDock),
    },
  ],
  keys: [],
};
