import type { IncomingMessage, ServerResponse } from "node:http";
import { ok } from "@practicum/kernel/result";
import { callerFor } from "./api-caller.ts";
import { whoAsks } from "./call-route.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isReadFromUs } from "./guard.ts";
import { refuse } from "./respond.ts";
import { serveByAdapter } from "./trpc-adapter.ts";

export const LIVE_PATH = "live.changes";

/**
 * `GET /api/trpc/live.changes`: server-sent events. Who may not listen is told so in the stream: an `EventSource` shows its page
 * no other answer.
 */
export async function liveRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers } = context;
  if (request.method !== "GET")
    return refuse(response, headers, { code: "invalid-input" }, { status: 405, close: true });
  if (!isReadFromUs(request)) return refuse(response, headers, { code: "not-allowed" });
  const visitor = visitorOf(context, request);
  const found = await whoAsks(context, visitor, 1);
  const caller = found.ok
    ? ok(callerFor({ context, visitor, signedIn: found.value, traceId: crypto.randomUUID() }))
    : found;
  await serveByAdapter(context, request, response, { path: LIVE_PATH, api: { caller, commandIds: [] } });
}
