import type { AppRouter } from "@practicum/api/router-types";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { confirmation } from "../session/confirmation.ts";
import { toDomainError } from "./domain-error.ts";

/**
 * What asks for a person who has shown lately who it is waits for that, and is sent again: a command with the id it had, for nothing of it
 * was done. Who will not gets the refusal, and the form keeps what was typed.
 */
export function confirmLink(): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let over = false;
        let sent: { unsubscribe(): void } | undefined;
        const send = (isSecond: boolean) => {
          sent = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              if (isSecond || toDomainError(error).code !== "confirm-identity") return observer.error(error);
              void confirmation.ask().then((isConfirmed) => {
                if (over) return;
                if (isConfirmed) send(true);
                else observer.error(error);
              });
            },
          });
        };
        send(false);
        return () => {
          over = true;
          sent?.unsubscribe();
        };
      });
}
