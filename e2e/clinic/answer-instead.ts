import type { Page, Route } from "@playwright/test";

type Answer = { readonly result: { readonly data: unknown } } | { readonly error: object };

/** Whether a request asks for a procedure, alone or among others. */
export function asksFor(procedure: string): (url: URL | string) => boolean {
  return (url) => namesIn(url).includes(procedure);
}

/**
 * Answers one procedure in the gateway's place wherever the page asks for it; what it asks for at the same moment is answered by
 * the gateway.
 *
 * @returns a function that leaves it to the gateway again.
 */
export async function answerInstead(page: Page, procedure: string, answer: Answer): Promise<() => Promise<void>> {
  const match = asksFor(procedure);
  await page.route(match, (route) => answerBatch(route, procedure, answer));
  return () => page.unroute(match);
}

async function answerBatch(route: Route, procedure: string, answer: Answer): Promise<void> {
  const names = namesIn(route.request().url());
  const others = names.every((name) => name === procedure) ? [] : await fetchedWithoutStream(route);
  // A stream of JSON lines whose first line has every answer already.
  const line = names.map((name, index) => [index, [[name === procedure ? answer : others[index]]]]);
  await route.fulfill({ contentType: "application/json", body: `${JSON.stringify(Object.fromEntries(line))}\n` });
}

async function fetchedWithoutStream(route: Route): Promise<readonly unknown[]> {
  const { "trpc-accept": _, ...headers } = await route.request().allHeaders();
  return (await route.fetch({ headers })).json();
}

function namesIn(url: URL | string): readonly string[] {
  const { pathname } = new URL(url);
  return pathname.startsWith("/api/trpc/") ? pathname.slice("/api/trpc/".length).split(",") : [];
}
