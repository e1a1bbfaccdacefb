import { worker } from "./boot-worker.ts";
import { start } from "./start.tsx";
import "./styles.css";

// Older browsers have no Temporal; the kernel's instants need it.
if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
start(worker);
