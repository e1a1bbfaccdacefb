import { isLocalDate } from "@practicum/kernel/local-date";
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute, rootRoute } from "../../app/root-route.tsx";
import type { DeskSearch } from "./desk-search.ts";
import type { WeekSearch } from "./week/week-model.ts";

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  validateSearch: (search: Record<string, unknown>): DeskSearch => ({
    date: typeof search["date"] === "string" && isLocalDate(search["date"]) ? search["date"] : undefined,
    site: typeof search["site"] === "string" ? search["site"] : undefined,
    rooms: search["rooms"] === true ? true : undefined,
    all: search["all"] === true ? true : undefined,
  }),
  component: lazyPage(async () => (await import("./desk-page.tsx")).DeskPage),
});

const appointmentsRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "appointments",
  component: lazyPage(async () => (await import("./patient-appointments-page.tsx")).PatientAppointmentsPage),
});

const cardRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "appointment-card",
  component: lazyPage(async () => (await import("./papers/appointment-card-page.tsx")).AppointmentCardPage),
});
const excuseRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "excuse/$appointmentId",
  component: lazyPage(async () => (await import("./papers/excuse-page.tsx")).ExcusePage),
});

const weekRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/week",
  validateSearch: (search: Record<string, unknown>): WeekSearch => ({
    date: typeof search["date"] === "string" && isLocalDate(search["date"]) ? search["date"] : undefined,
    staff: typeof search["staff"] === "string" ? search["staff"] : undefined,
  }),
  component: lazyPage(async () => (await import("./week/week-page.tsx")).WeekPage),
});

const aheadRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk/insurance",
  validateSearch: (search: Record<string, unknown>): { show?: string; visit?: string } => ({
    ...(typeof search["show"] === "string" ? { show: search["show"] } : {}),
    // A visit's id: no name.
    ...(typeof search["visit"] === "string" ? { visit: search["visit"] } : {}),
  }),
  component: lazyPage(async () => (await import("./ahead/ahead-page.tsx")).AheadPage),
});

export const scheduleRoutes = [deskRoute, weekRoute, aheadRoute];
export const schedulePatientRoutes = [appointmentsRoute, cardRoute, excuseRoute];
