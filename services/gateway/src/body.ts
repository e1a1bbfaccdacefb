import type { IncomingMessage } from "node:http";

/** A body above it is read only from who may send it, and few at once (GTW-13). */
export const LARGE_BODY_BYTES = 1_048_576;
/** Several calls in one request: what the screens ask at one moment. */
export const BATCH_BYTES_MAX = 65_536;
/** Deeper than any contract goes. */
const DEPTH_MAX = 32;

export type Body =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

/** The request's JSON text, unless it is too long, too deep, or no JSON by its own word (GTW-13, GTW-43). */
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
    request.on("end", () => {
      const text = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
      resolve(isTooDeep(text) ? { ok: false, status: 400 } : { ok: true, text });
    });
    request.on("aborted", () => resolve({ ok: false, status: 400 }));
    request.on("error", () => resolve({ ok: false, status: 400 }));
  });
}

/** The bytes that a body may turn out to have: where its length is not told, all that it may. */
export function bytesAsked(request: IncomingMessage, bytesMax: number): number {
  const told = Number(request.headers["content-length"]);
  return Number.isSafeInteger(told) && told >= 0 ? Math.min(told, bytesMax) : bytesMax;
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\{}[]'].map((sign) => sign.charCodeAt(0));

/** Whether JSON is nested deeper than anybody has reason to: seen before anything walks through it. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === OPEN || sign === OPEN_LIST) {
      depth += 1;
      if (depth > DEPTH_MAX) return true;
    } else if (sign === CLOSE || sign === CLOSE_LIST) depth -= 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === BACKSLASH) at += 1;
    else if (sign === QUOTE) return at;
  }
  return text.length;
}
