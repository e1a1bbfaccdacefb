import { LoadingState } from "@practicum/ui/states.tsx";
import { lazy, Suspense, type FunctionComponent } from "react";

/**
 * A page that is loaded when it is first opened, in a chunk of its own. The type of the module is not looked into, so that a
 * page may use its own route.
 */
export function lazyPage(load: () => Promise<FunctionComponent>): FunctionComponent {
  const Page = lazy(async () => ({ default: await load() }));
  return function LazyPage() {
    return (
      <Suspense fallback={<LoadingState />}>
        <Page />
      </Suspense>
    );
  };
}
