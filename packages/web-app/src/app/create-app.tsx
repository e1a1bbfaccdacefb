import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@practicum/ui/styles.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { LoadingState } from "@practicum/ui/states.tsx";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import { QueryClientProvider } from "@tanstack/react-query";
import { createBrowserHistory, createRouter, RouterProvider, type RouterHistory } from "@tanstack/react-router";
import { createTRPCClient, type TRPCLink } from "@trpc/client";
import { useEffect, type ReactElement, type ReactNode } from "react";
import type { AppRouter } from "@practicum/api/router-types";
import { busyLink } from "../api/busy-link.ts";
import { confirmLink } from "../api/confirm-link.ts";
import { createQueryClient } from "../api/query-client.ts";
import { createSessionLife, sessionEndLink, type SessionLife } from "../api/session-end-link.ts";
import { sessionWatchLink } from "../api/session-watch-link.ts";
import { TRPCProvider } from "../api/trpc.ts";
import { SessionGate } from "../session/session-gate.tsx";
import type { ScreenClock, SessionPort } from "../session/session-port.ts";
import { forgetSession } from "../session/session-memory.ts";
import { createSessionSignal } from "../session/session-signal.ts";
import { HelpContext } from "../shell/help/help-port.ts";
import { NoticeRoom } from "../shell/notice-room.tsx";
import { PageError } from "../shell/page-errors.tsx";
import { routeTree } from "./route-tree.ts";

export interface AppOptions {
  /** How procedures are reached: the gateway, or the sandbox's worker. A command's id is in `op.context.commandId`. */
  readonly links: readonly TRPCLink<AppRouter>[];
  readonly mode: "clinic" | "sandbox";
  readonly session: SessionPort;
  readonly clock: ScreenClock;
  /** Above everything: the sandbox's training bar. */
  readonly banner?: ReactNode;
  /** Begins a lesson from the help of a screen: the sandbox's. */
  readonly startLesson?: (lessonId: string) => Promise<void>;
  /** Under the sign-in form: the sandbox's choice of roles. */
  readonly signInExtra?: ReactNode;
  /** The browser's, unless given. */
  readonly history?: RouterHistory;
}

export interface App {
  readonly element: ReactElement;
  /** Asks for everything again, as after a moved clock. */
  readonly refresh: () => Promise<void>;
}

/** The staff app: mounted by the clinic on the gateway and by the sandbox on its worker. */
export function createApp(options: AppOptions): App {
  const signal = createSessionSignal();
  const life = createSessionLife();
  const client = createTRPCClient<AppRouter>({
    links: [sessionEndLink(life), sessionWatchLink(signal), confirmLink(), busyLink(), ...options.links],
  });
  const queryClient = createQueryClient();
  const router = createRouter({
    routeTree,
    history: options.history ?? createBrowserHistory(),
    defaultErrorComponent: PageError,
    defaultPendingComponent: LoadingState,
    defaultPendingMs: 0,
    scrollRestoration: true,
  });
  const help = options.startLesson === undefined ? null : { startLesson: options.startLesson };
  const element = (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariablesResolver}
          defaultColorScheme="auto"
          getStyleNonce={styleNonce}
        >
          {options.banner}
          <SessionEnd life={life} />
          <SessionGate
            port={options.session}
            clock={options.clock}
            mode={options.mode}
            signal={signal}
            signInExtra={options.signInExtra}
          >
            {/* Within the gate's cover: a notice may name a patient. */}
            <Notifications position="bottom-center" limit={3} withinPortal={false} />
            <NoticeRoom />
            <HelpContext value={help}>
              <RouterProvider router={router} />
            </HelpContext>
          </SessionGate>
        </MantineProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
  return { element, refresh: () => queryClient.invalidateQueries() };
}

/** The app goes away with its person, as the sandbox's does at a change of role: what it keeps in memory goes with it. */
function SessionEnd({ life }: { readonly life: SessionLife }) {
  useEffect(() => {
    life.begin();
    return () => {
      life.end();
      forgetSession();
    };
  }, [life]);
  return null;
}

/** The nonce of this response, under which the policy of the page takes the component library's style tags. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}
