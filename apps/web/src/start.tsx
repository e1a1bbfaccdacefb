import { must } from "@practicum/kernel/assert";
import { instantFromMs } from "@practicum/kernel/instant";
import { clinicLinks } from "@practicum/web-app/api/clinic-links.ts";
import { createApp } from "@practicum/web-app/app/create-app.tsx";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { gatewaySession } from "./gateway-session.ts";

/** Mounts the staff app on the gateway that served this page. */
export function start(): void {
  const app = createApp({
    links: clinicLinks("/api/trpc"),
    mode: "clinic",
    session: gatewaySession(),
    clock: { now: () => instantFromMs(Date.now()) },
  });
  createRoot(must(document.getElementById("root"))).render(<StrictMode>{app.element}</StrictMode>);
}
