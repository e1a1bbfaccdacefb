import { MISSED, type Change, type LiveNote } from "@practicum/api/live-notes";
import { errorShape } from "@practicum/api/error-shape";
import type { AppRouter, LiveInput } from "@practicum/api/router-types";
import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDomainError } from "../api/domain-error.ts";
import { shareStream, type OpenedEvents, type Pages } from "./shared-stream.ts";

/** Has all pages of a browser share one stream for each person: a browser opens six connections to an address and no more. */
export function oneStreamLink(pages: Pages): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) => {
      if (op.type !== "subscription") return next(op);
      // There is one subscription, and its input is typed where it is asked for.
      const input = op.input as LiveInput;
      return observable((observer) => {
        observer.next({ result: { type: "started" } });
        const stream = {
          name: `practicum-live-1 ${input.staffId}`,
          missed: MISSED,
          open: (after: string | undefined, events: OpenedEvents<LiveNote>) => {
            const from = after === undefined ? input : { ...input, lastEventId: after };
            const opened = next({ ...op, input: from }).subscribe({
              next: ({ result }) => {
                if ("data" in result) events.onChange(result.data as Change);
              },
              error: (error) => (toDomainError(error).code === "not-signed-in" ? events.onOver() : events.onFailed()),
              complete: events.onFailed,
            });
            return () => opened.unsubscribe();
          },
        };
        return shareStream<LiveNote>(pages, stream, {
          onChange: (change) => observer.next({ result: { type: "data", id: change.id, data: change } }),
          onOver: () => observer.error(TRPCClientError.from({ error: errorShape({ code: "not-signed-in" }, op.path) })),
        });
      });
    };
}
