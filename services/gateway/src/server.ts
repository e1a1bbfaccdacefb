import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server as NetServer } from "node:net";
import { openChangeFeed } from "@practicum/api/changes";
import type { Bus } from "@practicum/bus/bus";
import { FewAtOnce } from "@practicum/service/few-at-once";
import type { Log } from "@practicum/service/log";
import { Metrics } from "@practicum/service/metrics";
import { authRoute } from "./auth-route.ts";
import { callRoute } from "./call-route.ts";
import { CertificateKeeper, type CertificateFiles } from "./certificate.ts";
import { openDoor, type Door, type Timeouts } from "./door.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { FairGate, type GateLimits } from "./fair-gate.ts";
import { isOurHost, loopbackOrigins } from "./guard.ts";
import { healthCheck } from "./health.ts";
import { defaultLimits, Limiters, type Limits } from "./limits.ts";
import { LiveConnections } from "./live-connections.ts";
import { kioskRoute } from "./kiosk-route.ts";
import { linkRoute } from "./link-route.ts";
import { LIVE_PATH, liveRoute } from "./live-route.ts";
import { openRedirect } from "./redirect.ts";
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
  /** How much work goes on at once in front of each service; the usual, unless a test says otherwise. */
  readonly gate?: GateLimits;
  /** HTTPS by the gateway itself (GTW-110); without it a proxy does that, or nobody. */
  readonly tls?: TlsOptions;
  readonly log: Log;
  readonly metrics?: Metrics;
}

export interface TlsOptions extends CertificateFiles {
  /** A port of plain HTTP that sends people on (GTW-114). */
  readonly redirectPort?: number | undefined;
  /** A port of this machine alone that answers `/health` in clear: who asks there knows no name that the certificate is for. */
  readonly healthPort?: number | undefined;
  /** How often the files are looked at. Default five seconds. */
  readonly lookMs?: number;
}

export interface Gateway {
  readonly port: number;
  readonly url: string;
  /** Of {@link TlsOptions}. */
  readonly redirectPort?: number;
  stop(): Promise<void>;
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
    gateOf: gates(options.gate),
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
  const certificate = await keepCertificate(options, () => door);
  const health = healthCheck(bus, certificate && (() => certificate.health()));
  const route = router(context, files, health);
  const door: Door = openDoor(
    certificate?.pair,
    options.timeouts ?? usualTimeouts,
    (request, response) => void guarded(context, request, response, route),
  );
  new Sockets(options.sockets ?? defaultSockets, context.guard.trustedProxies === 0).watch(door.server);
  const port = await listen(door.server, options.host, options.port);
  if (origins.size === 0) for (const origin of loopbackOrigins(port)) origins.add(origin);
  const beside = await openBeside(options, context, health);
  log.info({ event: "started", service: "gateway" });
  return {
    port,
    url: publicOrigins[0] ?? `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${port}`,
    ...(beside.redirectPort === undefined ? {} : { redirectPort: beside.redirectPort }),
    async stop() {
      certificate?.stop();
      await beside.stop();
      live.endAll();
      await door.close(STOP_MS);
      await noted.stop();
      await feed.stop();
      log.info({ event: "stopped", service: "gateway" });
    },
  };
}

function keepCertificate(
  { tls, publicOrigins = [], log }: GatewayOptions,
  door: () => Door,
): Promise<CertificateKeeper> | undefined {
  if (tls === undefined) return undefined;
  return CertificateKeeper.start({
    files: tls,
    hosts: publicOrigins.map((origin) => new URL(origin).hostname),
    onNew(pair) {
      door().change(pair);
      log.info({ event: "certificate-taken", service: "gateway" });
    },
    // Why is for whoever reads the files: `practicum doctor` says it.
    onRefused: () => log.warn({ event: "certificate-refused", service: "gateway" }),
    ...(tls.lookMs === undefined ? {} : { lookMs: tls.lookMs }),
  });
}

/** The two plain ports beside HTTPS: the one that sends on, and this machine's own for `/health`. */
async function openBeside(
  { tls, host, publicOrigins = [] }: GatewayOptions,
  context: GatewayContext,
  health: ReturnType<typeof healthCheck>,
): Promise<{ readonly redirectPort?: number; stop(): Promise<void> }> {
  const stops: (() => Promise<void>)[] = [];
  let redirectPort: number | undefined;
  if (tls?.redirectPort !== undefined) {
    const redirect = await openRedirect({ host, port: tls.redirectPort, origins: publicOrigins });
    redirectPort = redirect.port;
    stops.push(() => redirect.stop());
  }
  if (tls?.healthPort !== undefined) {
    const server = createServer((request, response) => {
      if (request.url === "/health") void tellHealth(context, response, health);
      else refuse(response, context.headers, { code: "not-found" }, { close: true });
    });
    await listen(server, "127.0.0.1", tls.healthPort);
    stops.push(async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
  }
  return {
    ...(redirectPort === undefined ? {} : { redirectPort }),
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
  };
}

async function tellHealth(
  context: GatewayContext,
  response: ServerResponse,
  health: ReturnType<typeof healthCheck>,
): Promise<void> {
  const state = await health();
  sendAnswer(response, context.headers, {
    status: state.status === "ok" ? 200 : 503,
    body: JSON.stringify(state),
  });
}

function gates(limits?: GateLimits): (service: string) => FairGate {
  const made = new Map<string, FairGate>();
  return (service) => {
    const gate = made.get(service) ?? new FairGate(limits);
    made.set(service, gate);
    return gate;
  };
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const TRPC = "/api/trpc/";
const AUTH = "/api/auth/";
const KIOSK = "/api/kiosk/";
const BOOK = "/api/book/";

function router(context: GatewayContext, files: StaticFiles, health: ReturnType<typeof healthCheck>): Route {
  return async (request, response) => {
    const url = request.url ?? "/";
    const end = url.indexOf("?");
    const address = end < 0 ? url : url.slice(0, end);
    if (address === "/health") return tellHealth(context, response, health);
    if (!isOurHost(context.guard, request)) {
      return refuse(response, context.headers, { code: "not-found" }, { status: 421, close: true });
    }
    if (address === `${TRPC}${LIVE_PATH}`) return liveRoute(context, request, response);
    if (address.startsWith(TRPC)) {
      const target = { path: address.slice(TRPC.length), search: url.slice(address.length) };
      return callRoute(context, request, response, target);
    }
    if (address.startsWith(AUTH)) return authRoute(context, request, response, address.slice(AUTH.length));
    if (address.startsWith(KIOSK)) return kioskRoute(context, request, response, address.slice(KIOSK.length));
    if (address.startsWith(BOOK)) return linkRoute(context, request, response, address.slice(BOOK.length));
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

function listen(server: NetServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
