import { MemoryBus } from "@practicum/bus/memory";
import type { JsonValue } from "@practicum/bus/bus";
import { startGateway, type Gateway, type GatewayOptions } from "../server.ts";
import { noLimits } from "./gateway-kit.ts";

/** For tests of the door alone: the gateway on a bus where identity knows made-up people and the services are the test's. */
export interface StubGateway {
  readonly gateway: Gateway;
  readonly bus: MemoryBus;
  readonly logged: string[];
  /** The cookie of one of practice n's people. */
  cookieOf(practice: number, person: number): string;
  staffIdOf(practice: number, person: number): string;
  stop(): Promise<void>;
}

const id = (kind: number, n: number) =>
  `00000000-0000-7000-8000-${String(kind).padStart(4, "0")}${String(n).padStart(8, "0")}`;
const staffIdOf = (practice: number, person: number) => id(2, practice * 1000 + person);

export async function stubGateway(
  options: Partial<
    Pick<GatewayOptions, "limits" | "sockets" | "timeouts" | "gate" | "port" | "publicOrigins" | "tls">
  > = {},
): Promise<StubGateway> {
  const bus = new MemoryBus();
  const logged: string[] = [];
  const keep = (entry: object) => void logged.push(JSON.stringify(entry));
  await bus.serve("svc.identity.auth-resolve", async (message) => {
    const { cookie } = message as { cookie: string };
    const [practice = 0, person = 0] = (/session_token=(\d+)-(\d+)/.exec(cookie) ?? []).slice(1).map(Number);
    return practice === 0 ? { session: null, actor: null } : sessionOf(practice, person);
  });
  await bus.serve("svc.identity.auth-activity", async () => ({}));
  const gateway = await startGateway({
    bus,
    host: "127.0.0.1",
    port: 0,
    limits: noLimits,
    log: { info: keep, warn: keep, error: keep },
    ...options,
  });
  return {
    gateway,
    bus,
    logged,
    cookieOf: (practice, person) => `practicum.practice=p${practice}; practicum.session_token=${practice}-${person}.x`,
    staffIdOf,
    async stop() {
      await gateway.stop();
      await bus.close();
    },
  };
}

function sessionOf(practice: number, person: number): JsonValue {
  const staffId = staffIdOf(practice, person);
  const sessionId = `session-${practice}-${person}`;
  return {
    session: {
      sessionId,
      practice: { id: id(1, practice), slug: `p${practice}`, name: `Practice ${practice}` },
      staff: {
        staffId,
        email: `p${person}@p${practice}.test`,
        family: "Chen",
        given: "Ana",
        credential: "",
        roles: ["biller"],
        npi: null,
        taxonomy: null,
        supervisorId: null,
        active: true,
        version: 1,
      },
      permissions: [],
      expiresAt: "2026-11-23T17:00:00.000Z",
      idleMinutes: 15,
      twoFactor: false,
      authenticator: false,
    },
    actor: { kind: "staff", staffId, name: "Ana Chen", roles: ["biller"], sessionId },
  };
}
