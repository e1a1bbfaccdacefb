import type { AppRouter } from "@practicum/api/router-types";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { busy } from "./busy.ts";
import { isBusy } from "./domain-error.ts";

/** Half a minute and more: longer than a crowd lasts, shorter than a person waits without doing something else. */
const TRIES_MAX = 10;

/** Each waits longer than the one before, and no two screens the same time: together they would come back as a crowd. */
export function busyWaitMs(tried: number, chance: number): number {
  return Math.min(6000, 1000 * 1.4 ** tried) * (0.75 + chance / 2);
}

/**
 * What was turned away because there is too much to do is sent again after a while (GTW-46), a command with the id it had. Only
 * when that has gone on for too long is the person told that it failed.
 */
export function busyLink(
  wait: (tried: number) => number = (tried) => busyWaitMs(tried, Math.random()),
): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let over = false;
        let counted = false;
        let timer: ReturnType<typeof setTimeout> | undefined;
        let sent: { unsubscribe(): void } | undefined;
        const count = (more: boolean) => {
          if (counted !== more) busy.add(more ? 1 : -1);
          counted = more;
        };
        const send = (tried: number) => {
          sent = next(op).subscribe({
            next: (value) => {
              count(false);
              observer.next(value);
            },
            error: (error) => {
              if (over) return;
              const goesOn = op.type !== "subscription" && isBusy(error) && tried < TRIES_MAX;
              count(goesOn);
              if (goesOn) timer = setTimeout(() => send(tried + 1), wait(tried));
              else observer.error(error);
            },
            complete: () => observer.complete(),
          });
        };
        send(0);
        return () => {
          over = true;
          count(false);
          clearTimeout(timer);
          sent?.unsubscribe();
        };
      });
}
