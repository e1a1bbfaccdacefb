import type { BrowserContext, Request } from "@playwright/test";

const waiting = new Map<Request, number>();

/** Remembers what the pages of a browser ask, until it is answered. */
export function watchRequests(context: BrowserContext): void {
  const over = (request: Request) => void waiting.delete(request);
  context.on("request", (request) => waiting.set(request, performance.now()));
  context.on("requestfinished", over);
  context.on("requestfailed", over);
}

/** What nobody has answered so far, and for how long; then it is forgotten. Of an address its path alone: it names the operations. */
export function unanswered(): readonly string[] {
  const now = performance.now();
  const lines = [...waiting].map(([request, since]) => {
    const { pathname } = new URL(request.url());
    return `${request.method()} ${pathname} for ${Math.round(now - since)} ms`;
  });
  waiting.clear();
  return lines;
}
