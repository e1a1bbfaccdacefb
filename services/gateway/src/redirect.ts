import { createServer, type Server } from "node:http";

/**
 * The port of plain HTTP: sends on who types the name without https, and nothing else (GTW-114). No body is read and nothing is
 * answered to a name that is not ours, so that it leads nowhere but to ourselves.
 */
export async function openRedirect(at: {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
}): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const byName = new Map(at.origins.map((origin) => [new URL(origin).hostname, new URL(origin).origin]));
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 10_000 });
  server.on("request", (request, response) => {
    const origin = byName.get(nameIn(request.headers.host));
    const mayGoOn = request.method === "GET" || request.method === "HEAD";
    const path = request.url ?? "/";
    if (origin === undefined || !path.startsWith("/")) response.writeHead(421, ["connection", "close"]);
    // What was sent in clear must not be sent a second time as if nothing had happened.
    else if (!mayGoOn) response.writeHead(403, ["connection", "close"]);
    else response.writeHead(308, ["location", `${origin}${path}`, "cache-control", "no-store", "connection", "close"]);
    response.end();
  });
  await listening(server, at.port, at.host);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : at.port,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function nameIn(host: string | undefined): string {
  return (host ?? "").toLowerCase().replace(/:\d+$/, "");
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
}
