import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute } from "../../app/root-route.tsx";

const roomingRoute = createRoute({
  getParentRoute: () => patientRoute,
  path: "rooming",
  component: lazyPage(async () => (await import("./rooming-page.tsx")).RoomingPage),
});

export const roomingPatientRoutes = [roomingRoute];
