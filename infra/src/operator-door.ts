import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Bus, BusFailure, JsonValue, RequestSubject } from "@practicum/bus/bus";
import { err, type Result } from "@practicum/kernel/result";
import { paths, writePrivate } from "./state.ts";

const BODY_BYTES_MAX = 1_048_576;
const file = join(paths.run, "operator.json");

/** Where the command line finds the door, and the word that opens it: in a file of the owner's alone. */
interface Door {
  readonly port: number;
  readonly token: string;
}

/**
 * The operator's way to services that share one process and no broker: a port of this machine that takes requests from whoever can read
 * the installation's own secrets, who could do as much without it. Services check what the operator may, as ever.
 */
export async function openOperatorDoor(bus: Pick<Bus, "request">): Promise<{ stop(): Promise<void> }> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer((request, response) => {
    const answer = async () => {
      if (!isLetIn(request, token)) return { status: 403, body: "" };
      const asked: { subject: RequestSubject; message: JsonValue; timeoutMs: number } = JSON.parse(
        await bodyOf(request),
      );
      const reply = await bus.request(asked.subject, asked.message, { timeoutMs: asked.timeoutMs });
      return { status: 200, body: JSON.stringify(reply) };
    };
    answer().then(
      ({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await writePrivate(file, JSON.stringify({ port, token } satisfies Door));
  return {
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The other side. */
export async function throughOperatorDoor(): Promise<Pick<Bus, "request">> {
  const { port, token }: Door = JSON.parse(await readFile(file, "utf8"));
  return {
    async request(subject, message, { timeoutMs }) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ subject, message, timeoutMs }),
          signal: AbortSignal.timeout(timeoutMs + 1000),
        });
        if (!response.ok) return err("closed");
        const reply: Result<JsonValue, BusFailure> = JSON.parse(await response.text());
        return reply;
      } catch {
        return err("no-responder");
      }
    },
  };
}

function isLetIn(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    length += part.length;
    if (length > BODY_BYTES_MAX) throw new Error("too long");
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString();
}
