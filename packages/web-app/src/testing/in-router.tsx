import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  useLocation,
} from "@tanstack/react-router";
import { createContext, useContext, useState, type ReactNode } from "react";

const Shown = createContext<ReactNode>(null);

function Page() {
  const { href } = useLocation();
  return (
    <>
      {useContext(Shown)}
      <output aria-label="Address">{href}</output>
    </>
  );
}

function routerAt(address: string) {
  const root = createRootRoute();
  const path = (name: string) => createRoute({ getParentRoute: () => root, path: name, component: Page });
  const routeTree = root.addChildren([path("/"), path("p/$patientId/$"), path("$")]);
  return createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [address] }) });
}

/** What has links and docks stands at an address; the address can be read in the page. `at` is where it begins. */
export function InRouter({ at = "/desk", children }: { readonly at?: string; readonly children: ReactNode }) {
  const [router] = useState(() => routerAt(at));
  return (
    <Shown value={children}>
      <RouterProvider router={router as never} />
    </Shown>
  );
}
