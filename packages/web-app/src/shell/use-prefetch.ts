import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";

/** After the first screen, which is not to wait for the others. */
const startAfterMs = 2000;

/** Fetches the screens of the person's role while nothing else is to do: they open at once, without a network too. */
export function usePrefetch(): void {
  const router = useRouter();
  const { can } = useSession();
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      const wanted = [
        ...workflows.flatMap((one) => one.nav.filter((entry) => can(entry.permission)).map((entry) => entry.to)),
        // Pages that stand in no menu: a provider's week, found by the palette.
        ...workflows.flatMap((one) =>
          one.verbs.flatMap(({ to, permission }) =>
            to === null || !can(permission) ? [] : [to.replace(/[?#].*/, "")],
          ),
        ),
        ...workflows.flatMap((one) =>
          one.patientTabs.filter((tab) => can(tab.permission)).map((tab) => `/p/$patientId/${tab.path}`),
        ),
      ];
      const routes: readonly { readonly fullPath: string; readonly options: { readonly component?: unknown } }[] =
        Object.values(router.routesById);
      const pages = routes
        .filter(({ fullPath }) => wanted.some((path) => fullPath === path || fullPath.startsWith(`${path}/`)))
        .map((route) => fetcherOf(route.options.component));
      const docks = workflows.flatMap((one) =>
        one.docks.filter((dock) => can(dock.permission)).map((dock) => fetcherOf(dock.content)),
      );
      void fetchInTurn([...pages, ...docks], () => gone);
    }, startAfterMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [router, can]);
}

type Fetcher = (() => Promise<void>) | null;

function fetcherOf(component: unknown): Fetcher {
  if (typeof component !== "function" || !("fetchPage" in component)) return null;
  const { fetchPage } = component;
  return typeof fetchPage === "function" ? () => Promise.resolve(fetchPage()) : null;
}

/** One after the other, and never in the way of what the person does. One that fails is fetched when it is opened. */
async function fetchInTurn(fetchers: readonly Fetcher[], stopped: () => boolean): Promise<void> {
  for (const fetchPage of fetchers) {
    if (stopped() || !navigator.onLine) return;
    if (!fetchPage) continue;
    await whenIdle();
    await fetchPage().catch(() => {});
  }
}

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 50);
  });
}
