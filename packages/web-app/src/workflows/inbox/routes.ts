import { createRoute, redirect } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute, rootRoute } from "../../app/root-route.tsx";
import type { InboxSearch } from "./inbox-search.ts";

const inboxHome = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inbox",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/tasks" });
  },
});

const queue = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inbox/$queue",
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    view: search["view"] === "pool" || search["view"] === "all" ? search["view"] : undefined,
    done: search["done"] === true ? true : undefined,
  }),
  component: lazyPage(async () => (await import("./inbox-page.tsx")).InboxPage),
});

const messages = createRoute({
  getParentRoute: () => patientRoute,
  path: "messages",
  component: lazyPage(async () => (await import("./patient-messages-page.tsx")).PatientMessagesPage),
});

export const inboxRoutes = [inboxHome, queue];
export const inboxPatientRoutes = [messages];
