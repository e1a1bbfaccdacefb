import { connectNats } from "@practicum/bus/nats";
import { must } from "@practicum/kernel/assert";
import { loadConfig } from "@practicum/service/load-config";
import { pinoLog } from "@practicum/service/pino-log";
import { giveBackStartMemory } from "@practicum/service/start-memory";
import { z } from "zod";
import { startGateway } from "./server.ts";

const settings = z.object({
  /** What people type: "https://practice.example". Without any, this machine's own names. */
  publicOrigins: z.array(z.url()).default([]),
  trustedProxies: z.int().min(0).max(5).default(0),
  /** HTTPS of its own: see `TlsOptions`. */
  tls: z
    .strictObject({
      certificateFile: z.string().min(1),
      keyFile: z.string().min(1),
      redirectPort: z.int().min(0).max(65_535).optional(),
      healthPort: z.int().min(0).max(65_535).optional(),
    })
    .optional(),
});

const STOP_MS = 15_000;

const config = await loadConfig();
const { publicOrigins, trustedProxies, tls } = settings.parse(config.settings);
const log = pinoLog(config.logLevel);
const bus = await connectNats({
  ...config.nats,
  name: "gateway",
  onProblem: (problem) => log.warn({ event: "bus-problem", service: "gateway", error: problem }),
});
const { host, port, staticDir } = must(config.http, "the gateway's configuration names no address");
const gateway = await startGateway({
  bus,
  host,
  port,
  ...(staticDir === undefined ? {} : { staticDir }),
  publicOrigins,
  trustedProxies,
  ...(tls === undefined ? {} : { tls }),
  log,
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await gateway.stop();
  await bus.close();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void stop());
process.send?.({ ready: true, url: gateway.url });
giveBackStartMemory();
