import { createServer, type Server, type ServerResponse } from "node:http";
import type { Bus } from "@practicum/bus/bus";
import type { Metrics } from "./metrics.ts";
import type { Storage } from "./storage.ts";

export interface Health {
  readonly service: string;
  readonly status: "ok" | "degraded";
  readonly bus: boolean;
  readonly database: boolean;
  /** Whether an event that is published now is stored and comes back. */
  readonly events: boolean;
  /** Whether the disk takes a write. */
  readonly writes: boolean;
  /** Full: reading goes on, nothing is saved. */
  readonly disk: Storage["state"];
  readonly uptimeSeconds: number;
}

export interface HealthSource {
  readonly service: string;
  readonly bus: Bus;
  readonly metrics: Metrics;
  readonly storage: Storage;
  /** Whether every practice's database answers. */
  databaseAnswers(): Promise<boolean>;
  diskTakesWrite(): Promise<boolean>;
}

export async function healthOf(source: HealthSource): Promise<Health> {
  const bus = source.bus.connected;
  const [database, events, writes] = await Promise.all([
    source.databaseAnswers(),
    bus ? source.bus.pulse() : false,
    source.diskTakesWrite(),
  ]);
  const disk = source.storage.state;
  return {
    service: source.service,
    status: bus && database && events && writes && disk !== "full" ? "ok" : "degraded",
    bus,
    database,
    events,
    writes,
    disk,
    uptimeSeconds: Math.floor(process.uptime()),
  };
}

/** GET /health (503 when degraded) and GET /metrics, on the loopback interface. */
export async function serveHealth(source: HealthSource, at: { host: string; port: number }): Promise<Server> {
  const server = createServer((request, response) => void respond(source, request.url ?? "/", response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, resolve);
  });
  server.unref();
  return server;
}

async function respond(source: HealthSource, url: string, response: ServerResponse): Promise<void> {
  const { status, type, body } = await answerTo(source, url);
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function answerTo(source: HealthSource, url: string): Promise<{ status: number; type: string; body: string }> {
  if (url === "/health") {
    const health = await healthOf(source);
    return { status: health.status === "ok" ? 200 : 503, type: "application/json", body: JSON.stringify(health) };
  }
  if (url === "/metrics") {
    return { status: 200, type: "text/plain; version=0.0.4", body: source.metrics.render(source.service) };
  }
  return { status: 404, type: "text/plain", body: "not found\n" };
}
