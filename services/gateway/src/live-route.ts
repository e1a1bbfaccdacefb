import type { IncomingMessage, ServerResponse } from "node:http";
import { errorShape } from "@practicum/api/error-shape";
import type { LiveNote } from "@practicum/bus/bus";
import { whoAsks } from "./call-route.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isReadFromUs } from "./guard.ts";
import { refuse } from "./respond.ts";
import type { Visitor } from "./sessions.ts";

/** How often the connection shows that it is alive, and its session is looked up again (GTW-4). */
const PING_MS = 15_000;
/** What a client that reads nothing may leave waiting before it is let go. */
const WAITING_BYTES_MAX = 1_048_576;
const PER_SESSION_MAX = 30;

interface Open {
  readonly visitor: Visitor;
  readonly staffId: string;
  end(reason: "not-signed-in" | "try-again"): void;
}

/** Live connections: server-sent events as tRPC's `httpSubscriptionLink` reads them. */
export class LiveConnections {
  readonly #open = new Set<Open>();
  readonly #context: GatewayContext;

  constructor(context: GatewayContext) {
    this.#context = context;
  }

  async accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, feed } = this.#context;
    if (request.method !== "GET") return refuse(response, headers, { code: "invalid-input" }, { status: 405 });
    if (!isReadFromUs(request)) return refuse(response, headers, { code: "not-allowed" });
    const visitor = visitorOf(this.#context, request);
    const found = await whoAsks(this.#context, visitor);
    if (!found.ok) return refuse(response, headers, found.error, { path: "live.changes" });
    const { session } = found.value;
    const ofSession = [...this.#open].filter((open) => open.visitor.cookie === visitor.cookie);
    if (ofSession.length >= PER_SESSION_MAX)
      return refuse(response, headers, { code: "too-many-attempts", detail: { minutes: 1 } });
    response.writeHead(200, [...headers, "content-type", "text/event-stream", "x-accel-buffering", "no"]);
    write(response, "connected", JSON.stringify({ reconnectAfterInactivityMs: PING_MS * 3 }));
    const unlisten = feed.listen(session.practice.id, (note) => this.#tell(response, note));
    const open: Open = {
      visitor,
      staffId: session.staff.staffId,
      end(reason) {
        write(response, "serialized-error", JSON.stringify(errorShape({ code: reason }, "live.changes")));
        response.end();
      },
    };
    this.#open.add(open);
    const ping = setInterval(() => void this.#check(open, response), PING_MS);
    response.on("close", () => {
      clearInterval(ping);
      unlisten();
      this.#open.delete(open);
    });
  }

  /** Looks the sessions of a person up again, now. */
  recheck(staffId: string | undefined): void {
    for (const open of this.#open) if (open.staffId === staffId) void this.#endIfOver(open);
  }

  /** Lets everybody go; they come back to whoever answers then. */
  endAll(): void {
    for (const open of this.#open) open.end("try-again");
  }

  #tell(response: ServerResponse, note: LiveNote): void {
    // What identity tells the gateways is not for the screens.
    if (note.name.startsWith("identity.sessions-")) return;
    if (response.writableLength > WAITING_BYTES_MAX) response.destroy();
    else response.write(`data: ${JSON.stringify({ name: note.name, keys: note.keys })}\n\n`);
  }

  async #check(open: Open, response: ServerResponse): Promise<void> {
    write(response, "ping", "");
    await this.#endIfOver(open);
  }

  async #endIfOver(open: Open): Promise<void> {
    const found = await this.#context.sessions.find(open.visitor);
    // Identity being away is no reason to send people out; their calls will tell.
    if (!found.ok && found.error.code === "not-signed-in") open.end("not-signed-in");
  }
}

function write(response: ServerResponse, event: string, data: string): void {
  if (!response.writableEnded) response.write(`event: ${event}\ndata: ${data}\n\n`);
}
