import { createRoute, redirect } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { rootRoute } from "../../app/root-route.tsx";
import type { AuditSearch } from "./audit-search.ts";
import { periods } from "./audit-sentence.ts";
import { ownRoleSearch } from "./own-role-search.ts";

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin",
  beforeLoad: () => {
    throw redirect({ to: "/admin/users" });
  },
});
const start = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/start",
  component: lazyPage(async () => (await import("./start/start-page.tsx")).StartPage),
});
const users = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/users",
  component: lazyPage(async () => (await import("./people-page.tsx")).PeoplePage),
});
const roles = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/roles",
  component: lazyPage(async () => (await import("./roles-page.tsx")).RolesPage),
});
const ownRole = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/roles/own",
  validateSearch: ownRoleSearch,
  component: lazyPage(async () => (await import("./own-role-page.tsx")).OwnRolePage),
});
const unused = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/roles/unused",
  component: lazyPage(async () => (await import("./unused-page.tsx")).UnusedPage),
});
const practice = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/practice",
  component: lazyPage(async () => (await import("./practice-page.tsx")).PracticePage),
});
const billingPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/statements",
  component: lazyPage(async () => (await import("./billing-paper/billing-paper-page.tsx")).BillingPaperPage),
});
const locations = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/locations",
  component: lazyPage(async () => (await import("./sites-page.tsx")).SitesPage),
});
const hours = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/hours",
  component: lazyPage(async () => (await import("./schedule/hours-page.tsx")).HoursPage),
});
const resources = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/resources",
  component: lazyPage(async () => (await import("./schedule/resources-page.tsx")).ResourcesPage),
});
const closures = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/closures",
  component: lazyPage(async () => (await import("./schedule/closures-page.tsx")).ClosuresPage),
});
const noteTemplates = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/note-templates",
  component: lazyPage(async () => (await import("./note-templates/note-templates-page.tsx")).NoteTemplatesPage),
});
const phrases = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/phrases",
  component: lazyPage(async () => (await import("./phrases/phrases-page.tsx")).PhrasesPage),
});
const letters = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/letters",
  component: lazyPage(async () => (await import("./letter-templates-page.tsx")).LetterTemplatesPage),
});
const sensitive = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/sensitive",
  component: lazyPage(async () => (await import("./sensitive-page.tsx")).SensitivePage),
});
const forms = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/forms",
  component: lazyPage(async () => (await import("./consent-forms-page.tsx")).ConsentFormsPage),
});
const offices = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/offices",
  validateSearch: (search: Record<string, unknown>): { show?: string } =>
    search["show"] === "retired" ? { show: "retired" } : {},
  component: lazyPage(async () => (await import("./offices-page.tsx")).OfficesPage),
});
const pharmacies = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/pharmacies",
  component: lazyPage(async () => (await import("./pharmacies-page.tsx")).PharmaciesPage),
});
const audit = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/audit",
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    patient: typeof search["patient"] === "string" ? search["patient"] : undefined,
    by: typeof search["by"] === "string" ? search["by"] : undefined,
    when: periods.find((period) => period === search["when"]),
  }),
  component: lazyPage(async () => (await import("./audit-page.tsx")).AuditPage),
});
const acts = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/acts",
  component: lazyPage(async () => (await import("./owner-acts-page.tsx")).OwnerActsPage),
});
const requests = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/requests",
  component: lazyPage(async () => (await import("./privacy-page.tsx")).PrivacyPage),
});
const requestAnswer = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/requests/answer",
  validateSearch: (search: Record<string, unknown>): { request?: string | undefined } => ({
    request: typeof search["request"] === "string" ? search["request"] : undefined,
  }),
  component: lazyPage(async () => (await import("./privacy-answer-page.tsx")).PrivacyAnswerPage),
});
const accesses = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/accesses",
  component: lazyPage(async () => (await import("./snooping-page.tsx")).SnoopingPage),
});
const glass = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/glass",
  component: lazyPage(async () => (await import("./glass-page.tsx")).GlassPage),
});
const phone = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/phone",
  component: lazyPage(async () => (await import("./phone/phone-settings-page.tsx")).PhoneSettingsPage),
});
const operations = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/operations",
  component: lazyPage(async () => (await import("./operations-page.tsx")).OperationsPage),
});
const downtime = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/downtime",
  component: lazyPage(async () => (await import("./downtime/downtime-page.tsx")).DowntimePage),
});
const importFiles = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/import",
  component: lazyPage(async () => (await import("./import/import-page.tsx")).ImportPage),
});

export const adminRoutes = [
  home,
  start,
  users,
  roles,
  ownRole,
  unused,
  practice,
  billingPaper,
  locations,
  hours,
  resources,
  closures,
  noteTemplates,
  phrases,
  phone,
  letters,
  sensitive,
  forms,
  offices,
  pharmacies,
  audit,
  acts,
  requests,
  requestAnswer,
  accesses,
  glass,
  operations,
  downtime,
  importFiles,
];
