import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { SessionSignal } from "../session/session-signal.ts";
import type { AppRouter } from "@practicum/api/router-types";
import { toDomainError } from "./domain-error.ts";

/** Watches every answer for "not signed in", and tells the gate. */
export function sessionWatchLink(signal: SessionSignal): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => {
            if (toDomainError(error).code === "not-signed-in") signal.ended();
            observer.error(error);
          },
          complete: () => observer.complete(),
        }),
      );
}
