import { BATCH_MAX, COMMAND_ID_HEADER } from "@practicum/api/batch";
import type { AppRouter } from "@practicum/api/router-types";
import { httpBatchStreamLink, httpLink, httpSubscriptionLink, splitLink, type TRPCLink } from "@trpc/client";
import { browserPages } from "../live/browser-pages.ts";
import { oneStreamLink } from "../live/one-stream-link.ts";
import { testAsHeaders } from "../session/test-as.ts";
import { personHeaders } from "./page-person.ts";

/**
 * The links of a clinic: the gateway at `url`. Everything goes by POST, so that no input is ever part of an address. What the
 * screens ask at the same moment goes together, and each answer comes as soon as it is there. A command goes alone, with its id
 * in a header: it may carry a file, and its answer has a status of its own. Live updates are one stream of server-sent events
 * for all pages of the browser.
 */
export function clinicLinks(url: string): TRPCLink<AppRouter>[] {
  return [
    oneStreamLink(browserPages),
    splitLink({
      condition: (op) => op.type === "subscription",
      true: httpSubscriptionLink({ url }),
      false: splitLink({
        condition: (op) => op.type === "query",
        true: httpBatchStreamLink({ url, methodOverride: "POST", maxItems: BATCH_MAX, headers: pageHeaders }),
        false: httpLink({ url, methodOverride: "POST", headers: ({ op }) => commandHeaders(op.context["commandId"]) }),
      }),
    }),
  ];
}

function pageHeaders(): Record<string, string> {
  return { ...personHeaders(), ...testAsHeaders() };
}

function commandHeaders(commandId: unknown): Record<string, string> {
  return { ...pageHeaders(), ...(typeof commandId === "string" ? { [COMMAND_ID_HEADER]: commandId } : {}) };
}
