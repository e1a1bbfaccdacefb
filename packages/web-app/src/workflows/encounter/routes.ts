import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute, rootRoute } from "../../app/root-route.tsx";

function resultsSearch(search: Record<string, unknown>): { show?: string; order?: string } {
  return {
    ...(typeof search["show"] === "string" ? { show: search["show"] } : {}),
    ...(typeof search["order"] === "string" ? { order: search["order"] } : {}),
  };
}

const visitsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "visit",
  component: lazyPage(async () => (await import("./visits-page.tsx")).VisitsPage),
});
const visitRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "visit/$visitId",
  component: lazyPage(async () => (await import("./visit-page.tsx")).VisitPage),
});
const summaryRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "visit/$visitId/summary",
  component: lazyPage(async () => (await import("./summary/summary-page.tsx")).SummaryPage),
});
const prescriptionsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "visit/$visitId/prescriptions",
  validateSearch: (search: Record<string, unknown>): { order?: string } =>
    typeof search["order"] === "string" ? { order: search["order"] } : {},
  component: lazyPage(async () => (await import("./prescriptions/prescriptions-page.tsx")).PrescriptionsPage),
});
const accessRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "access",
  component: lazyPage(async () => (await import("./access/access-page.tsx")).AccessPage),
});
const chartRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "chart",
  component: lazyPage(async () => (await import("./chart-page.tsx")).ChartPage),
});
const medsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "meds",
  component: lazyPage(async () => (await import("./meds-page.tsx")).MedsPage),
});
const resultsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "results",
  component: lazyPage(async () => (await import("./results-page.tsx")).ResultsPage),
});

const growthRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "growth",
  component: lazyPage(async () => (await import("./growth/growth-page.tsx")).GrowthPage),
});
const documentsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "documents",
  component: lazyPage(async () => (await import("./documents/documents-page.tsx")).DocumentsPage),
});
const documentRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "documents/$documentId",
  component: lazyPage(async () => (await import("./documents/document-page.tsx")).DocumentPage),
});
const lettersRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "letters",
  validateSearch: (search: Record<string, unknown>): { visit?: string } =>
    typeof search["visit"] === "string" ? { visit: search["visit"] } : {},
  component: lazyPage(async () => (await import("./letters/letters-page.tsx")).LettersPage),
});
const letterRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "letters/$letterId",
  validateSearch: (search: Record<string, unknown>): { template?: string; visit?: string } => ({
    ...(typeof search["template"] === "string" ? { template: search["template"] } : {}),
    ...(typeof search["visit"] === "string" ? { visit: search["visit"] } : {}),
  }),
  component: lazyPage(async () => (await import("./letters/letter-page.tsx")).LetterPage),
});
const proceduresRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "procedures",
  component: lazyPage(async () => (await import("./procedures/procedures-page.tsx")).ProceduresPage),
});
const specimensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/specimens",
  component: lazyPage(async () => (await import("./procedures/specimens-page.tsx")).SpecimensPage),
});

const testsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "tests",
  component: lazyPage(async () => (await import("./tests/tests-page.tsx")).TestsPage),
});
const requisitionRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "requisition/$visitId",
  component: lazyPage(async () => (await import("./tests/requisition-page.tsx")).RequisitionPage),
});
const resultsRouteOfAll = createRoute({
  getParentRoute: () => rootRoute,
  path: "/results",
  validateSearch: resultsSearch,
  component: lazyPage(async () => (await import("./tests/results-page.tsx")).ResultsInboxPage),
});

const refillsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inbox/refills",
  validateSearch: (search: Record<string, unknown>): { show?: string; request?: string } => ({
    ...(typeof search["show"] === "string" ? { show: search["show"] } : {}),
    ...(typeof search["request"] === "string" ? { request: search["request"] } : {}),
  }),
  component: lazyPage(async () => (await import("./refills/refills-page.tsx")).RefillsPage),
});

const referralsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "referrals",
  component: lazyPage(async () => (await import("./referrals/referrals-page.tsx")).ReferralsPage),
});
const referralWorkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/referrals",
  validateSearch: (search: Record<string, unknown>): { show?: string } =>
    typeof search["show"] === "string" ? { show: search["show"] } : {},
  component: lazyPage(async () => (await import("./referrals/referral-work-page.tsx")).ReferralWorkPage),
});

const contradictionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contradictions",
  validateSearch: (search: Record<string, unknown>): { show?: string } =>
    typeof search["show"] === "string" ? { show: search["show"] } : {},
  component: lazyPage(async () => (await import("./contradictions/contradictions-page.tsx")).ContradictionsPage),
});

const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/alerts",
  component: lazyPage(async () => (await import("./alerts/alerts-page.tsx")).AlertsPage),
});

export const encounterRoutes = [
  alertsRoute,
  resultsRouteOfAll,
  refillsRoute,
  specimensRoute,
  referralWorkRoute,
  contradictionsRoute,
];

export const encounterPatientRoutes = [
  visitsRoute,
  visitRoute,
  summaryRoute,
  prescriptionsRoute,
  accessRoute,
  chartRoute,
  medsRoute,
  resultsRoute,
  growthRoute,
  documentsRoute,
  documentRoute,
  proceduresRoute,
  testsRoute,
  requisitionRoute,
  referralsRoute,
  lettersRoute,
  letterRoute,
];
