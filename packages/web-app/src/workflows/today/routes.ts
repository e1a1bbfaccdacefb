import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { rootRoute } from "../../app/root-route.tsx";

const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/today",
  component: lazyPage(async () => (await import("./today-page.tsx")).TodayPage),
});

export const todayRoutes = [todayRoute];
