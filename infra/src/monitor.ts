import { createServer } from "node:http";
import type { Gauge } from "./gauges.ts";
import { renderGauges } from "./gauges.ts";

export interface MonitorOptions {
  /** Of this machine alone; 0 takes any that is free, undefined opens none. */
  readonly port?: number | undefined;
  /** Whoever collects by OTLP. */
  readonly otlpUrl?: string | undefined;
  readonly everyMs: number;
  readonly collect: () => Promise<readonly Gauge[]>;
  /** What the services count by themselves, in Prometheus' form. */
  readonly services: () => Promise<string>;
}

export interface Monitor {
  readonly port: number | undefined;
  stop(): Promise<void>;
}

/** One fixed address for all that is measured, and, where that is wanted, the same by OTLP (SVC-45). */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  let latest: readonly Gauge[] = [];
  const collect = async () => {
    // What could not be collected is not told as if it were still so.
    latest = await options.collect().catch(() => []);
    return latest;
  };
  await collect();
  const timer = setInterval(() => void collect(), options.everyMs);
  const push =
    options.otlpUrl === undefined
      ? undefined
      : (await import("./push-gauges.ts")).pushGauges(options.otlpUrl, options.everyMs, () => latest);
  const server = createServer((request, response) => {
    if (request.url !== "/metrics" || request.method !== "GET") return response.writeHead(404).end();
    const text = async () => `${renderGauges(latest)}${await options.services()}`;
    text().then(
      (body) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(body),
      () => response.writeHead(503).end(),
    );
    return undefined;
  });
  const { port } = options;
  if (port !== undefined)
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : undefined,
    async stop() {
      clearInterval(timer);
      server.closeAllConnections();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
      await push?.stop().catch(() => {});
    },
  };
}
