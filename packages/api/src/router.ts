import type { JsonValue } from "@practicum/bus/bus";
import { fail } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import { ok } from "@practicum/kernel/result";
import { initTRPC, type AnyTRPCProcedure, type AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import { CallFailed, domainErrorOf, toTrpc } from "./call-failed.ts";
import { errorShape } from "./error-shape.ts";
import { operations, type OperationEntry } from "./operations.ts";
import type { ApiContext, AppRouter, Caller, LiveInput } from "./router-types.ts";

/** How often a live stream shows that it is there; a reader that hears nothing for thrice as long connects again. */
const PING_MS = 15_000;

const liveInput: z.ZodType<LiveInput> = z.strictObject({
  staffId: z.uuid(),
  lastEventId: z.string().max(100).exactOptional(),
});

/** The one router: the gateway serves it by HTTP, the sandbox's worker by messages, and the clients are typed by it. */
export const router: AppRouter = makeRouter();

function makeRouter(): AppRouter {
  const t = initTRPC.context<ApiContext>().create({
    isDev: false,
    isServer: true,
    errorFormatter: ({ error, path }) => errorShape(domainErrorOf(error), path),
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: PING_MS * 3 },
    },
  });
  // The service parses the input by its contract; here it only passes through.
  const procedure = t.procedure.input((value: unknown) => value as JsonValue | undefined);
  const records: { [service: string]: { [name: string]: AnyTRPCProcedure } } = {};
  for (const operation of operations.values()) {
    const run = async ({ input, ctx, batchIndex = 0 }: Run) => {
      const commandId = commandIdOf(operation, ctx.commandIds[batchIndex]);
      if (!commandId.ok) throw toTrpc(commandId.error);
      const done = await callerOf(ctx).call(operation, input, commandId.value);
      if (!done.ok) throw toTrpc(done.error);
      return done.value;
    };
    const record = (records[operation.service] ??= {});
    record[operation.name] = operation.kind === "query" ? procedure.query(run) : procedure.mutation(run);
  }
  records["live"] = {
    changes: t.procedure.input(liveInput).subscription(async function* changes({ ctx, input, signal }) {
      try {
        yield* callerOf(ctx).changes(input, signal);
      } catch (error) {
        throw error instanceof CallFailed ? toTrpc(error.error) : error;
      }
    }),
  };
  // Made in a loop over the contracts, so its type is stated rather than inferred; router.test.ts compares the two.
  const made: AnyTRPCRouter = t.router(records);
  return made as AppRouter;
}

interface Run {
  readonly input: JsonValue | undefined;
  readonly ctx: ApiContext;
  readonly batchIndex?: number;
}

function callerOf(context: ApiContext): Caller {
  if (!context.caller.ok) throw toTrpc(context.caller.error);
  return context.caller.value;
}

/** A command without an id is refused before any service is asked. */
function commandIdOf(operation: OperationEntry, id: Id<"command"> | undefined) {
  if (operation.kind === "query") return ok(null);
  return id === undefined ? fail("invalid-input", { field: "x-command-id" }) : ok(id);
}
