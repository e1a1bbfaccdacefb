import { must } from "@practicum/kernel/assert";
import { KioskApp } from "@practicum/web-app/kiosk/kiosk-app.tsx";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** Mounts the tablet of check-in: no staff app, no session of staff. */
export function startKiosk(): void {
  createRoot(must(document.getElementById("root"))).render(
    <StrictMode>
      <KioskApp />
    </StrictMode>,
  );
}
