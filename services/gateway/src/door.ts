import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  constants,
  createSecureServer,
  Http2ServerRequest,
  Http2ServerResponse,
  type Http2SecureServer,
  type ServerHttp2Session,
} from "node:http2";
import type { Pair } from "./certificate.ts";

/** Within them a request's head and all of it have come, or its connection is closed (GTW-49). */
export interface Timeouts {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often it is looked at: what is late is late by so much at most. */
  readonly checkMs: number;
}

/** What people's browsers come to: plain, behind a proxy or on this machine; or HTTPS, with HTTP/2 and 1.1 (GTW-110). */
export interface Door {
  readonly server: Server | Http2SecureServer;
  /** For connections that come from now on; those that are open go on as they are (GTW-111). */
  change(pair: Pair): void;
  /** Takes no more, lets those who are being answered finish, and is gone after `atMostMs`. */
  close(atMostMs: number): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const HEAD_BYTES_MAX = 16_384;
const KEEP_ALIVE_MS = 65_000;
/** Requests at once over one connection of HTTP/2: what a browser asks for at most, with ten tabs. */
const STREAMS_MAX = 128;

export function openDoor(pair: Pair | undefined, timeouts: Timeouts, answer: Answer): Door {
  return pair === undefined ? plainDoor(timeouts, answer) : secureDoor(pair, timeouts, answer);
}

function plainDoor({ headersMs, requestMs, checkMs }: Timeouts, answer: Answer): Door {
  const server = createServer({
    maxHeaderSize: HEAD_BYTES_MAX,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.on("request", answer);
  return {
    server,
    change() {},
    close: (atMostMs) =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), atMostMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function secureDoor(pair: Pair, timeouts: Timeouts, answer: Answer): Door {
  const { headersMs, requestMs, checkMs } = timeouts;
  // Of those who speak HTTP/1.1. The types do not know that they are taken here too.
  const older = {
    maxHeaderSize: HEAD_BYTES_MAX,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const options = {
    ...older,
    ...pair,
    minVersion: "TLSv1.2" as const,
    handshakeTimeout: headersMs,
    allowHTTP1: true,
    settings: { maxConcurrentStreams: STREAMS_MAX, maxHeaderListSize: HEAD_BYTES_MAX },
  };
  const server = createSecureServer(options);
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    session.on("error", () => {});
    endWhenIdle(session, headersMs);
  });
  // Who does not speak TLS, or gives up half-way, is no news.
  server.on("tlsClientError", () => {});
  server.on("request", (request, response) => {
    if (isNewer(request)) likeHttp1(request, response, requestMs);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's HTTP/2 keeps to the interface of HTTP/1.1 for what is used here
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  return {
    server,
    change: (next) => server.setSecureContext({ ...next, minVersion: "TLSv1.2" }),
    close: (atMostMs) =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          for (const session of sessions) session.destroy();
          closeAll(server);
        }, atMostMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        for (const session of sessions) session.close();
      }),
  };
}

/** Node gives a server that speaks both what it gives one of HTTP/1.1; its types do not say so. */
function closeAll(server: Http2SecureServer): void {
  if ("closeAllConnections" in server && typeof server.closeAllConnections === "function") server.closeAllConnections();
}

function isNewer(request: unknown): request is Http2ServerRequest {
  return request instanceof Http2ServerRequest;
}

/** A connection that asks for nothing is let go: soon where it never asked, later where it did (GTW-115). */
function endWhenIdle(session: ServerHttp2Session, headersMs: number): void {
  let open = 0;
  const end = () => session.close();
  let timer: NodeJS.Timeout | undefined = setTimeout(end, headersMs);
  session.on("stream", (stream) => {
    open += 1;
    clearTimeout(timer);
    stream.once("close", () => {
      open -= 1;
      if (open === 0 && !session.closed) timer = setTimeout(end, KEEP_ALIVE_MS);
    });
  });
  session.once("close", () => clearTimeout(timer));
}

/** The host where every route looks for it, the time that a body may take (GTW-115), and no header that HTTP/2 does not have. */
function likeHttp1(request: Http2ServerRequest, response: Http2ServerResponse, requestMs: number): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== "connection") setHeader(name, value);
  };
  const authority = request.headers[":authority"];
  if (typeof authority === "string") request.headers.host = authority;
  const late = setTimeout(() => {
    if (!request.complete) request.stream.close(constants.NGHTTP2_CANCEL);
  }, requestMs);
  request.stream.once("close", () => clearTimeout(late));
  request.once("end", () => clearTimeout(late));
}

/**
 * Whether the answer goes by HTTP/2, where a connection goes on whatever becomes of one request: what is left of a body that nobody
 * reads is told to stop when the answer has gone.
 */
export function goesOnWithoutBody(response: ServerResponse): boolean {
  const newer: unknown = response;
  if (!(newer instanceof Http2ServerResponse)) return false;
  const { stream } = newer;
  newer.once("finish", () => stream.close(constants.NGHTTP2_NO_ERROR));
  return true;
}
