import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { healthOf, serveHealth, type HealthSource } from "./health.ts";
import { Metrics } from "./metrics.ts";

function source(
  more: {
    connected?: boolean;
    pulse?: boolean;
    database?: boolean;
    writes?: boolean;
    disk?: "ok" | "low" | "full";
  } = {},
) {
  const { connected = true, pulse = true, database = true, writes = true, disk = "ok" } = more;
  return {
    service: "billing",
    bus: { connected, pulse: async () => pulse },
    metrics: new Metrics(),
    storage: { state: disk },
    databaseAnswers: async () => database,
    diskTakesWrite: async () => writes,
  } as unknown as HealthSource;
}

test.each([
  ["all is well", {}, { status: "ok", bus: true, database: true, events: true, writes: true, disk: "ok" }],
  ["a disk that is low is well", { disk: "low" }, { status: "ok", disk: "low" }],
  ["a full disk is not", { disk: "full" }, { status: "degraded", disk: "full" }],
  [
    "nor a bus that is away, of which no events are asked",
    { connected: false },
    { status: "degraded", bus: false, events: false },
  ],
  ["nor events that do not come back", { pulse: false }, { status: "degraded", bus: true, events: false }],
  ["nor a database", { database: false }, { status: "degraded", database: false }],
  ["nor a disk that takes no write", { writes: false }, { status: "degraded", writes: false }],
] as const)("GTW-70 %s", async (_, more, expected) => {
  const health = await healthOf(source(more));
  expect(health).toMatchObject({ service: "billing", ...expected });
  expect(health.uptimeSeconds).toBe(Math.floor(health.uptimeSeconds));
  expect(health.uptimeSeconds).toBeLessThanOrEqual(process.uptime());
});

async function get(of: HealthSource, path: string) {
  const server = await serveHealth(of, { host: "127.0.0.1", port: 0 });
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; type: string | undefined; cache: string | undefined; body: string }>(
    (resolve, reject) => {
      request({ host: "127.0.0.1", port, path }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.on("end", () => {
          server.close();
          const { "content-type": type, "cache-control": cache } = response.headers;
          resolve({ status: response.statusCode, type, cache, body });
        });
      })
        .on("error", reject)
        .end();
    },
  );
}

test("GTW-70 health and metrics are told, nothing else is", async () => {
  const well = source();
  well.metrics.record("request", "a", "ok", 1);
  const health = await get(well, "/health");
  expect(health).toMatchObject({ status: 200, type: "application/json", cache: "no-store" });
  expect(JSON.parse(health.body)).toMatchObject({ status: "ok", service: "billing" });
  expect(await get(source({ database: false }), "/health")).toMatchObject({ status: 503 });
  const metrics = await get(well, "/metrics");
  expect(metrics).toMatchObject({ status: 200, type: "text/plain; version=0.0.4" });
  expect(metrics.body).toContain('practicum_work_ms_count{service="billing",kind="request",name="a",outcome="ok"} 1');
  expect(await get(well, "/")).toMatchObject({ status: 404, type: "text/plain", body: "not found\n" });
});
