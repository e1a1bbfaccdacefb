import type { Bus } from "@practicum/bus/bus";
import type { FewAtOnce } from "@practicum/service/few-at-once";
import type { Log } from "@practicum/service/log";
import type { Metrics } from "@practicum/service/metrics";
import type { IncomingMessage } from "node:http";
import { practiceIn } from "./cookies.ts";
import type { FairGate } from "./fair-gate.ts";
import { addressOf, type GuardOptions } from "./guard.ts";
import type { Limiters } from "./limits.ts";
import type { LiveConnections } from "./live-connections.ts";
import type { FlatHeaders } from "./security-headers.ts";
import type { Sessions, Visitor } from "./sessions.ts";

/** What every route works with. */
export interface GatewayContext {
  readonly bus: Bus;
  readonly live: LiveConnections;
  readonly sessions: Sessions;
  readonly limiters: Limiters;
  /** In front of each service. */
  readonly gateOf: (service: string) => FairGate;
  /** Bodies of a file's size: each is held in memory until it is answered. */
  readonly files: FewAtOnce;
  readonly guard: GuardOptions;
  readonly https: boolean;
  /** Of every answer that is no page. */
  readonly headers: FlatHeaders;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function visitorOf(context: GatewayContext, request: IncomingMessage): Visitor {
  const { cookie = "", "user-agent": agent } = request.headers;
  return {
    cookie,
    practice: practiceIn(cookie),
    address: addressOf(context.guard, request),
    // A header's bytes are no text to be relied on: what is no plain sign is left out.
    ...(agent === undefined ? {} : { agent: agent.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 300) }),
  };
}
