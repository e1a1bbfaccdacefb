import { createRootRoute, createRoute } from "@tanstack/react-router";
import { PatientLayout } from "../patient/patient-layout.tsx";
import { readDockAddress } from "../shell/dock/dock-context.ts";
import { readFieldTarget } from "../shell/field-target.ts";
import { NotFoundPage } from "../shell/page-errors.tsx";
import { Shell } from "../shell/shell.tsx";

/** The frame around every page. */
export const rootRoute = createRootRoute({
  component: Shell,
  validateSearch: (search: Record<string, unknown>) => ({ ...readDockAddress(search), ...readFieldTarget(search) }),
  notFoundComponent: NotFoundPage,
});

/** Everything about one patient, under the banner: children are the tabs. */
export const patientRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/p/$patientId",
  component: PatientLayout,
});
