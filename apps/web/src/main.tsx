import { start } from "./start.tsx";

// Older browsers have no Temporal; the kernel's instants need it.
if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
if (location.pathname === "/kiosk") (await import("./start-kiosk.tsx")).startKiosk();
else if (location.pathname === "/book") (await import("./start-book.tsx")).startBook();
else start();
