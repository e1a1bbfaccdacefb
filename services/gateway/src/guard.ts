import type { IncomingMessage } from "node:http";
import { PERSON_HEADER } from "@practicum/api/batch";

export interface GuardOptions {
  /** The addresses people type: "https://practice.example". Of one's own machine: all its names at the port. */
  readonly origins: ReadonlySet<string>;
  /** Proxies between the browser and here that add to X-Forwarded-For. */
  readonly trustedProxies: number;
}

/** Whether the request names one of our hosts (GTW-20): a name that an attacker made point here is refused. */
export function isOurHost({ origins }: GuardOptions, request: IncomingMessage): boolean {
  const host = request.headers.host?.toLowerCase();
  return host !== undefined && (origins.has(`http://${host}`) || origins.has(`https://${host}`));
}

/** Whether what changes something comes from our own pages (GTW-21). */
export function isFromUs({ origins }: GuardOptions, request: IncomingMessage): boolean {
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  return origin === undefined ? site === "same-origin" : origins.has(origin.toLowerCase());
}

/** Which of our addresses the page is at (GTW-103); null where the browser does not say. */
export function originOf({ origins }: GuardOptions, request: IncomingMessage): string | null {
  const origin = request.headers.origin?.toLowerCase();
  return origin !== undefined && origins.has(origin) ? origin : null;
}

/** Whether what is only read is not asked for by another site. A typed address has "none". */
export function isReadFromUs(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}

const ADDRESS = /^[0-9a-fA-F.:]{2,45}$/;

/** Where the request comes from (GTW-22): each trusted proxy has added the address it saw at the right end. */
export function addressOf({ trustedProxies }: GuardOptions, request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? "unknown";
  if (trustedProxies === 0) return direct;
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim());
  const address = forwarded.at(-trustedProxies) ?? "";
  return ADDRESS.test(address) ? address : direct;
}

/** All names of this machine at a port, for a gateway that is reached without a proxy. */
export function loopbackOrigins(port: number): string[] {
  return ["127.0.0.1", "localhost", "[::1]"].map((name) => `http://${name}:${port}`);
}

/**
 * Whether the page that asks is of the person whose session this is (GTW-51). Another window of the same browser may have signed
 * somebody else in: the cookie is that person's from then on, and what is typed in the first window is not.
 */
export function isOfPage(request: IncomingMessage, staffId: string): boolean {
  const named = request.headers[PERSON_HEADER];
  return named === undefined || named === staffId;
}
