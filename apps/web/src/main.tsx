import { start } from "./start.tsx";

// No await at the top level: what these pages share with the application lies in one file with this, and would wait for itself.
void begin();

async function begin(): Promise<void> {
  // Older browsers have no Temporal; the kernel's instants need it.
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  if (location.pathname === "/kiosk") return (await import("./start-kiosk.tsx")).startKiosk();
  if (location.pathname === "/book") return (await import("./start-book.tsx")).startBook();
  start();
}
