import { QueryClient } from "@tanstack/react-query";
import { isBusy, toDomainError } from "./domain-error.ts";

/** Old rows stay while new ones load; live updates say when to ask again; a lost network is asked again, a refusal is not. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => toDomainError(error).code === "try-again" && !isBusy(error) && count < 3,
        retryDelay: (attempt) => Math.min(4000, 400 * 2 ** attempt),
      },
    },
  });
}
