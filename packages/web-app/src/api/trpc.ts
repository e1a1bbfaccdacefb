import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@practicum/api/router-types";

/** `useTRPC().scheduling.daySheet.queryOptions(input)` for TanStack Query; commands go through `use-command.ts`. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
