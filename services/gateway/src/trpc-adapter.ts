import type { IncomingMessage, ServerResponse } from "node:http";
import { BATCH_MAX } from "@practicum/api/batch";
import { router } from "@practicum/api/router";
import type { ApiContext } from "@practicum/api/router-types";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { GatewayContext } from "./gateway-context.ts";
import { retryAfter } from "./respond.ts";
import type { FlatHeaders } from "./security-headers.ts";

export interface Served {
  /** The procedure, or several with commas between them. */
  readonly path: string;
  readonly api: ApiContext;
  /** Beside those of every answer. */
  readonly headers?: FlatHeaders;
}

/** Has tRPC's own HTTP adapter answer: batches and streams. Who asks is settled by then, and a body is read. */
export async function serveByAdapter(
  context: GatewayContext,
  request: IncomingMessage & { readonly body?: string },
  response: ServerResponse,
  { path, api, headers = [] }: Served,
): Promise<void> {
  await nodeHTTPRequestHandler({
    router,
    req: request,
    res: response,
    path,
    createContext: () => api,
    allowMethodOverride: true,
    maxBatchSize: BATCH_MAX,
    // A proxy that gathered what is streamed would keep it from the screen.
    responseMeta: ({ errors }) => {
      const waits = errors.some((error) => error.code === "SERVICE_UNAVAILABLE") ? retryAfter(503) : [];
      return { headers: new Headers(pairs([...context.headers, ...headers, ...waits, "x-accel-buffering", "no"])) };
    },
  });
}

function pairs(flat: FlatHeaders): [string, string][] {
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] satisfies [string, string]] : []));
}
