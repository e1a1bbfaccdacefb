import { LoadingState } from "@practicum/ui/states.tsx";
import { useEffect, useState, type ComponentType, type FunctionComponent } from "react";
import { PageMissing } from "../shell/page-errors.tsx";

/** A page that is loaded when it is first opened, or before. */
export interface LazyPage<P = object> extends FunctionComponent<P> {
  /** Loads it, so that it opens at once, without a network too. Fails where it can't. */
  readonly fetchPage: () => Promise<void>;
}

const askAgainMs = 5000;

/**
 * A page that is loaded when it is first opened, in a chunk of its own. The type of the module is not looked into, so that a
 * page may use its own route. Where it can't be had, the person is told why, and it opens by itself once it can.
 */
export function lazyPage<P extends object = object>(load: () => Promise<ComponentType<P>>): LazyPage<P> {
  let loaded: ComponentType<P> | null = null;
  let loading: Promise<ComponentType<P>> | null = null;
  const fetchOnce = (): Promise<ComponentType<P>> => {
    loading ??= load().then(
      (page) => (loaded = page),
      (error: unknown) => {
        // What failed is asked for again at the next attempt.
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  function Lazy(props: P) {
    const [Page, setPage] = useState<ComponentType<P> | null>(() => loaded);
    const [failures, setFailures] = useState(0);
    const [broken, setBroken] = useState<unknown>(null);
    useEffect(() => {
      if (Page) return;
      let gone = false;
      const attempt = () => {
        fetchOnce().then(
          (page) => {
            if (gone) return;
            fetchStylesAgain();
            setPage(() => page);
          },
          (error: unknown) => {
            if (gone) return;
            if (isOfNetwork(error)) setFailures((count) => count + 1);
            else setBroken(error);
          },
        );
      };
      attempt();
      const timer = setInterval(attempt, askAgainMs);
      addEventListener("online", attempt);
      return () => {
        gone = true;
        clearInterval(timer);
        removeEventListener("online", attempt);
      };
    }, [Page]);
    // A fault of the page's own program is for the page that tells of faults.
    if (broken !== null) throw broken;
    if (Page) return <Page {...props} />;
    return failures > 0 ? <PageMissing failures={failures} /> : <LoadingState />;
  }
  return Object.assign(Lazy, { fetchPage: async () => void (await fetchOnce()) });
}

/** A program or a style that could not be fetched; every browser says it in its own words. */
function isOfNetwork(error: unknown): boolean {
  if (!navigator.onLine) return true;
  const text = error instanceof Error ? error.message : "";
  return /dynamically imported module|Importing a module script failed|preload CSS|module script|NetworkError|Failed to fetch/i.test(
    text,
  );
}

/** Style sheets that could not be had. One that is still on its way is none of them: who waits for its coming waits for that element. */
const failedStyles = new Set<HTMLLinkElement>();
// It is told of the element alone, so it is heard on the way down.
document.addEventListener("error", ({ target }) => isStyle(target) && failedStyles.add(target), { capture: true });

function isStyle(target: EventTarget | null): target is HTMLLinkElement {
  return target instanceof HTMLLinkElement && target.rel === "stylesheet";
}

/** A style sheet that failed stays failed: it is put in anew. */
function fetchStylesAgain(): void {
  for (const link of failedStyles) link.replaceWith(link.cloneNode());
  failedStyles.clear();
}
