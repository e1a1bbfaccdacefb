import type { Bus } from "@practicum/bus/bus";
import { services } from "@practicum/contracts/services";
import type { CertificateHealth } from "./certificate.ts";

/** A service asks its database, the store of events and the disk; what takes longer does no work now. */
const TIMEOUT_MS = 2500;
const USE_AGAIN_MS = 2000;

export interface GatewayHealth {
  readonly status: "ok" | "degraded";
  readonly bus: boolean;
  /** By service: whether it answers and finds its database. */
  readonly services: { readonly [service: string]: "ok" | "degraded" | "away" };
  /** Where the gateway has its own: work gets done whatever its state, but browsers may not come to it. */
  readonly certificate?: CertificateHealth;
}

/** Asks every service how it is, at most every two seconds however often it is wanted to know (GTW-41). */
export function healthCheck(bus: Bus, certificate?: () => CertificateHealth): () => Promise<GatewayHealth> {
  let last: { readonly health: Promise<GatewayHealth>; readonly untilMs: number } | undefined;
  return () => {
    if (!last || last.untilMs < performance.now()) {
      last = { health: check(bus, certificate), untilMs: performance.now() + USE_AGAIN_MS };
    }
    return last.health;
  };
}

async function check(bus: Bus, certificate: (() => CertificateHealth) | undefined): Promise<GatewayHealth> {
  const names = Object.keys(services);
  const states = await Promise.all(names.map((name) => stateOf(bus, name)));
  const status = bus.connected && states.every((state) => state === "ok") ? "ok" : "degraded";
  return {
    status,
    bus: bus.connected,
    services: Object.fromEntries(names.map((name, i) => [name, states[i] ?? "away"])),
    ...(certificate === undefined ? {} : { certificate: certificate() }),
  };
}

async function stateOf(bus: Bus, service: string): Promise<"ok" | "degraded" | "away"> {
  const reply = await bus.request(`svc.${service}.opsHealth`, {}, { timeoutMs: TIMEOUT_MS });
  if (!reply.ok || typeof reply.value !== "object" || reply.value === null || !("status" in reply.value)) return "away";
  return reply.value["status"] === "ok" ? "ok" : "degraded";
}
