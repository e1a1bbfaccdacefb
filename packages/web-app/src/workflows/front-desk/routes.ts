import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute, rootRoute } from "../../app/root-route.tsx";

const flowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/flow",
  component: lazyPage(async () => (await import("./flow/flow-page.tsx")).FlowPage),
});
const askedBackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk/asked-back",
  validateSearch: (search: Record<string, unknown>): { show?: string; visit?: string } => ({
    ...(typeof search["show"] === "string" ? { show: search["show"] } : {}),
    // A visit's id: no name.
    ...(typeof search["visit"] === "string" ? { visit: search["visit"] } : {}),
  }),
  component: lazyPage(async () => (await import("./asked-back/asked-back-page.tsx")).AskedBackPage),
});
const patientsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/patients",
  component: lazyPage(async () => (await import("./registration/patients-page.tsx")).PatientsPage),
});
const newPatientRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/patients/new",
  // Beside which member of a family somebody is registered: an id, no name.
  validateSearch: (search: Record<string, unknown>): { beside?: string } =>
    typeof search["beside"] === "string" ? { beside: search["beside"] } : {},
  component: lazyPage(async () => (await import("./registration/new-patient-page.tsx")).NewPatientPage),
});
const duplicatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/patients/duplicates",
  component: lazyPage(async () => (await import("./duplicates/duplicates-page.tsx")).DuplicatesPage),
});
const twoPeopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/patients/duplicates/two-people",
  component: lazyPage(async () => (await import("./duplicates/duplicates-page.tsx")).TwoPeoplePage),
});
const mergedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/patients/duplicates/merged",
  component: lazyPage(async () => (await import("./duplicates/merged-page.tsx")).MergedPage),
});
const summaryRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "summary",
  component: lazyPage(async () => (await import("./registration/summary-page.tsx")).SummaryPage),
});
const insuranceRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "insurance",
  component: lazyPage(async () => (await import("./insurance/insurance-page.tsx")).InsurancePage),
});
const faceSheetRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "face-sheet",
  component: lazyPage(async () => (await import("./face-sheet/face-sheet-page.tsx")).FaceSheetPage),
});

const consentsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "consents",
  component: lazyPage(async () => (await import("./consents/consents-page.tsx")).ConsentsPage),
});
const signedConsentRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "consents/$consentId",
  component: lazyPage(async () => (await import("./consents/signed-consent-page.tsx")).SignedConsentPage),
});

export const frontDeskRoutes = [
  flowRoute,
  askedBackRoute,
  patientsRoute,
  newPatientRoute,
  duplicatesRoute,
  twoPeopleRoute,
  mergedRoute,
];
export const frontDeskPatientRoutes = [summaryRoute, insuranceRoute, faceSheetRoute, consentsRoute, signedConsentRoute];
