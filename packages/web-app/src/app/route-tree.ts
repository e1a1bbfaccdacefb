import { createRoute } from "@tanstack/react-router";
import { HomePage } from "../shell/home-page.tsx";
import { adminRoutes } from "../workflows/admin/routes.ts";
import { encounterPatientRoutes, encounterRoutes } from "../workflows/encounter/routes.ts";
import { frontDeskPatientRoutes, frontDeskRoutes } from "../workflows/front-desk/routes.ts";
import { moneyPatientRoutes, moneyRoutes } from "../workflows/money/routes.ts";
import { inboxPatientRoutes, inboxRoutes } from "../workflows/inbox/routes.ts";
import { outreachRoutes } from "../workflows/outreach/routes.ts";
import { roomingPatientRoutes } from "../workflows/rooming/routes.ts";
import { schedulePatientRoutes, scheduleRoutes } from "../workflows/schedule/routes.ts";
import { todayRoutes } from "../workflows/today/routes.ts";
import { patientRoute, rootRoute } from "./root-route.tsx";

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: "/", component: HomePage });

export const routeTree = rootRoute.addChildren([
  homeRoute,
  patientRoute.addChildren([
    ...schedulePatientRoutes,
    ...encounterPatientRoutes,
    ...roomingPatientRoutes,
    ...frontDeskPatientRoutes,
    ...moneyPatientRoutes,
    ...inboxPatientRoutes,
  ]),
  ...scheduleRoutes,
  ...todayRoutes,
  ...encounterRoutes,
  ...frontDeskRoutes,
  ...moneyRoutes,
  ...inboxRoutes,
  ...outreachRoutes,
  ...adminRoutes,
]);
