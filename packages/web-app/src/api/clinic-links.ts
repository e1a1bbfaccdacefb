import type { AppRouter } from "@practicum/api/router-types";
import { httpLink, httpSubscriptionLink, splitLink, type TRPCLink } from "@trpc/client";

/**
 * The links of a clinic: the gateway at `url`. Everything goes by POST, so that no input is ever part of an address; a
 * command carries its id in `x-command-id`; live updates are server-sent events.
 */
export function clinicLinks(url: string): TRPCLink<AppRouter>[] {
  return [
    splitLink({
      condition: (op) => op.type === "subscription",
      true: httpSubscriptionLink({ url }),
      false: httpLink({ url, methodOverride: "POST", headers: ({ op }) => commandHeaders(op.context["commandId"]) }),
    }),
  ];
}

function commandHeaders(commandId: unknown): Record<string, string> {
  return typeof commandId === "string" ? { "x-command-id": commandId } : {};
}
