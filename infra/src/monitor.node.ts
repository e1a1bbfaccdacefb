/* The process that measures: started by the launcher where the settings name `monitor.port` or `monitor.otlpUrl`, else not at all. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { giveBackStartMemory } from "@practicum/service/start-memory";
import { collectGauges } from "./collect-gauges.ts";
import { startMonitor } from "./monitor.ts";
import { asOperator } from "./operator.ts";
import { SERVICES } from "./service-names.ts";
import { settings } from "./settings.ts";
import { paths } from "./state.ts";

const EVERY_MS = 15_000;

const monitor = await startMonitor({
  ...settings().monitor,
  everyMs: EVERY_MS,
  collect: () => asOperator((operator) => collectGauges(operator, settings(), new Date())),
  services: async () => (await Promise.all(SERVICES.map((name) => ownMetrics(name).catch(() => "")))).join(""),
});

/** Each service tells its own at a port that its launcher chose. */
async function ownMetrics(service: string): Promise<string> {
  const { http }: { readonly http: { readonly port: number } } = JSON.parse(
    await readFile(join(paths.run, `${service}.json`), "utf8"),
  );
  const response = await fetch(`http://127.0.0.1:${http.port}/metrics`, { signal: AbortSignal.timeout(5000) });
  return response.ok ? response.text() : "";
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), 10_000).unref();
  await monitor.stop();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void stop());
process.send?.({ ready: true });
giveBackStartMemory();
