import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import type { AppRouter } from "@practicum/api/router-types";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { DomainError, ErrorCode } from "@practicum/contracts/error";
import type { ReactNode } from "react";
import { createQueryClient } from "../api/query-client.ts";
import { TRPCProvider } from "../api/trpc.ts";

/** One call as it left the screen. */
export interface Sent {
  readonly path: string;
  readonly input: unknown;
  readonly commandId: unknown;
}

/** What a service answers: a value, an expected failure, or nothing at all (the network is gone). */
export type Reply = { readonly value: unknown } | { readonly error: DomainError } | "no-network";

export interface Services {
  readonly link: TRPCLink<AppRouter>;
  /** Before it, as the app has them. */
  readonly links?: readonly TRPCLink<AppRouter>[];
  /** Every call so far, oldest first. */
  readonly sent: readonly Sent[];
}

/** The far end of the screens' link: answers by path what it is told to answer, and keeps what it was asked. */
export function services(answer: (call: Sent, nth: number) => Reply | Promise<Reply>): Services {
  const sent: Sent[] = [];
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        // Nothing changes elsewhere: the stream of changes stays open and says nothing. It is no call, and no answer to a call fits it.
        if (op.type === "subscription") return;
        const call = { path: op.path, input: op.input, commandId: op.context["commandId"] };
        sent.push(call);
        void Promise.resolve(answer(call, sent.length)).then((reply) => {
          if (reply === "no-network") return observer.error(TRPCClientError.from(new TypeError("Failed to fetch")));
          if ("error" in reply) return observer.error(refused(reply.error));
          observer.next({ result: { data: reply.value } });
          observer.complete();
        });
      });
  return { link, sent };
}

/** As the API gives it: the contract's error stands in `data.domain`. */
function refused(error: DomainError): TRPCClientError<AppRouter> {
  const code = UNAUTHORIZED.includes(error.code) ? "UNAUTHORIZED" : "BAD_REQUEST";
  return TRPCClientError.from({ error: { code: -32_600, message: error.code, data: { code, domain: error } } });
}

const UNAUTHORIZED: readonly ErrorCode[] = ["not-signed-in"];

/** All that a hook or component of the app stands in, on those services. */
export function InApp({
  on,
  client = createQueryClient(),
  children,
}: {
  readonly on: Services;
  readonly client?: QueryClient;
  readonly children: ReactNode;
}) {
  return (
    <QueryClientProvider client={client}>
      <TRPCProvider
        trpcClient={createTRPCClient<AppRouter>({ links: [...(on.links ?? []), on.link] })}
        queryClient={client}
      >
        <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver}>
          {children}
        </MantineProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
