import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { openChangeFeed } from "@practicum/api/changes";
import type { Bus } from "@practicum/bus/bus";
import { FewAtOnce } from "@practicum/service/few-at-once";
import type { Log } from "@practicum/service/log";
import { Metrics } from "@practicum/service/metrics";
import { authRoute } from "./auth-route.ts";
import { callRoute } from "./call-route.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { FairGate } from "./fair-gate.ts";
import { isOurHost, loopbackOrigins } from "./guard.ts";
import { healthCheck } from "./health.ts";
import { defaultLimits, Limiters, type Limits } from "./limits.ts";
import { LiveConnections } from "./live-connections.ts";
import { LIVE_PATH, liveRoute } from "./live-route.ts";
import { refuse, sendAnswer } from "./respond.ts";
import { apiHeaders } from "./security-headers.ts";
import { Sessions } from "./sessions.ts";
import { defaultSockets, Sockets, type SocketLimits } from "./sockets.ts";
import { StaticFiles } from "./static-files.ts";

export interface GatewayOptions {
  readonly bus: Bus;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** The built screens; none are served without it. */
  readonly staticDir?: string;
  /** The addresses people type, "https://practice.example"; without any, this machine's own names at the port. */
  readonly publicOrigins?: readonly string[];
  /** Proxies before this one whose X-Forwarded-For is believed. Default 0. */
  readonly trustedProxies?: number;
  readonly limits?: Limits;
  readonly sockets?: SocketLimits;
  readonly timeouts?: Timeouts;
  readonly log: Log;
  readonly metrics?: Metrics;
}

export interface Gateway {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Within them a request's head and all of it have come, or its connection is closed (GTW-49). */
export interface Timeouts {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often it is looked at: what is late is late by so much at most. */
  readonly checkMs: number;
}

const usualTimeouts: Timeouts = { headersMs: 10_000, requestMs: 30_000, checkMs: 1000 };

/** A practice takes in a handful of files a day by hand. */
const FILES_AT_ONCE = 3;
const STOP_MS = 10_000;

/** Starts the one door for HTTP. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { bus, log, publicOrigins = [] } = options;
  const https = publicOrigins.length > 0 && publicOrigins.every((origin) => origin.startsWith("https://"));
  const origins = new Set(publicOrigins.map((origin) => new URL(origin).origin.toLowerCase()));
  const sessions = new Sessions(bus);
  const files = new StaticFiles(https);
  if (options.staticDir !== undefined) await files.load(options.staticDir);
  const feed = await openChangeFeed(bus, {
    epoch: crypto.randomUUID(),
    nowMs: () => performance.now(),
    ...(files.screens === undefined ? {} : { screens: files.screens }),
  });
  const live = new LiveConnections(feed, sessions);
  const context: GatewayContext = {
    bus,
    live,
    sessions,
    limiters: new Limiters(options.limits ?? defaultLimits),
    gateOf: gates(),
    files: new FewAtOnce({ runningMax: FILES_AT_ONCE, waitingMax: 0 }),
    guard: { origins, trustedProxies: options.trustedProxies ?? 0 },
    https,
    headers: apiHeaders(https),
    log,
    metrics: options.metrics ?? new Metrics(),
  };
  const noted = await bus.listen((practiceId, note) => {
    if (sessions.note(practiceId, note)) live.recheck(note.keys["staffId"]);
  });
  const route = router(context, files, healthCheck(bus));
  const { headersMs, requestMs, checkMs } = options.timeouts ?? usualTimeouts;
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    keepAliveTimeout: 65_000,
  });
  new Sockets(options.sockets ?? defaultSockets, context.guard.trustedProxies === 0).watch(server);
  server.on("request", (request, response) => void guarded(context, request, response, route));
  const port = await listen(server, options.host, options.port);
  if (origins.size === 0) for (const origin of loopbackOrigins(port)) origins.add(origin);
  log.info({ event: "started", service: "gateway" });
  return {
    port,
    url: publicOrigins[0] ?? `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${port}`,
    async stop() {
      live.endAll();
      await close(server);
      await noted.stop();
      await feed.stop();
      log.info({ event: "stopped", service: "gateway" });
    },
  };
}

function gates(): (service: string) => FairGate {
  const made = new Map<string, FairGate>();
  return (service) => {
    const gate = made.get(service) ?? new FairGate();
    made.set(service, gate);
    return gate;
  };
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const TRPC = "/api/trpc/";
const AUTH = "/api/auth/";

function router(context: GatewayContext, files: StaticFiles, health: ReturnType<typeof healthCheck>): Route {
  return async (request, response) => {
    const url = request.url ?? "/";
    const end = url.indexOf("?");
    const address = end < 0 ? url : url.slice(0, end);
    if (address === "/health") {
      const state = await health();
      return sendAnswer(response, context.headers, {
        status: state.status === "ok" ? 200 : 503,
        body: JSON.stringify(state),
      });
    }
    if (!isOurHost(context.guard, request)) {
      return refuse(response, context.headers, { code: "not-found" }, { status: 421, close: true });
    }
    if (address === `${TRPC}${LIVE_PATH}`) return liveRoute(context, request, response);
    if (address.startsWith(TRPC)) {
      const target = { path: address.slice(TRPC.length), search: url.slice(address.length) };
      return callRoute(context, request, response, target);
    }
    if (address.startsWith(AUTH)) return authRoute(context, request, response, address.slice(AUTH.length));
    if (address === "/api" || address.startsWith("/api/"))
      return refuse(response, context.headers, { code: "not-found" }, { close: true });
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(response, context.headers, { code: "invalid-input" }, { status: 405, close: true });
    }
    return files.serve(request, response, address);
  };
}

/** A bug in a route ends its request and nothing else; it is logged by its kind alone (GTW-14). */
async function guarded(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<void> {
  try {
    await route(request, response);
  } catch (error) {
    const kind = error instanceof Error ? error.name : "unknown";
    context.log.error({ event: "request", service: "gateway", name: "route", code: "internal", error: kind });
    if (response.headersSent) response.destroy();
    else refuse(response, context.headers, { code: "internal" }, { close: true });
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
