import type { AppRouter } from "@practicum/api/router-types";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/** Whether the person whose app this is still sits at it. */
export interface SessionLife {
  readonly over: boolean;
  begin(): void;
  end(): void;
}

export function createSessionLife(): SessionLife {
  let over = false;
  return {
    get over() {
      return over;
    },
    begin: () => void (over = false),
    end: () => void (over = true),
  };
}

/**
 * Ends with the session. What was asked before it ended is done, but its answer goes nowhere: a screen that is gone would put
 * its notice on the next person's. What is asked after it is not sent: it would be done in the name of somebody who has left.
 */
export function sessionEndLink(life: SessionLife): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        if (life.over) return undefined;
        return next(op).subscribe({
          next: (value) => life.over || observer.next(value),
          error: (error) => life.over || observer.error(error),
          complete: () => life.over || observer.complete(),
        });
      });
}
