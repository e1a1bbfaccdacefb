import type { IncomingMessage } from "node:http";

export const BODY_BYTES_MAX = 1_048_576;
/** A payer's file: 20 million characters in JSON. */
export const FILE_BODY_BYTES_MAX = 22_020_096;

export type Body =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

/** The request's JSON text, unless it is too long or no JSON by its own word (GTW-13). */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Body> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) return { ok: false, status: 415 };
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return { ok: false, status: 413 };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > bytesMax) {
        request.removeAllListeners("data");
        resolve({ ok: false, status: 413 });
      } else chunks.push(chunk);
    });
    request.on("end", () =>
      resolve({ ok: true, text: chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString() }),
    );
    request.on("aborted", () => resolve({ ok: false, status: 400 }));
    request.on("error", () => resolve({ ok: false, status: 400 }));
  });
}
