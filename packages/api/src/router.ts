import type { JsonValue, LiveNote } from "@practicum/bus/bus";
import type { DomainError } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import { initTRPC, TRPCError, type AnyTRPCProcedure, type AnyTRPCRouter } from "@trpc/server";
import type { Call, CallContext } from "./call.ts";
import { errorKeyOf, errorShape } from "./error-shape.ts";
import { operations } from "./operations.ts";
import type { ApiContext, AppRouter } from "./router-types.ts";

export interface RouterPorts {
  readonly call: Call;
  /** The changes of one practice, until the signal fires. */
  readonly changes: (practiceId: Id<"practice">, signal: AbortSignal | undefined) => AsyncIterable<LiveNote>;
}

/** Carries the contract's error through tRPC. */
class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly error: DomainError;
  constructor(error: DomainError) {
    super(error.code);
    this.error = error;
  }
}

/**
 * The router that the sandbox's worker serves, and whose type the clients use. The gateway answers the same paths with
 * the same shapes (`answer.ts`) without going through tRPC's server, which costs five times the processor time.
 */
export function makeRouter(ports: RouterPorts): AppRouter {
  const t = initTRPC.context<ApiContext>().create({
    isDev: false,
    isServer: true,
    errorFormatter: ({ error, path }) => errorShape(domainErrorOf(error), path),
  });
  // The service parses the input by its contract; here it only passes through.
  const procedure = t.procedure.input((value: unknown) => value as JsonValue | undefined);
  const records: { [service: string]: { [name: string]: AnyTRPCProcedure } } = {};
  for (const operation of operations.values()) {
    const run = async ({ input, ctx }: { input: JsonValue | undefined; ctx: ApiContext }) => {
      const done = await ports.call(operation, input, signedIn(ctx));
      if (!done.ok) throw toTrpc(done.error);
      return done.value;
    };
    const record = (records[operation.service] ??= {});
    record[operation.name] = operation.kind === "query" ? procedure.query(run) : procedure.mutation(run);
  }
  const changes = t.procedure.subscription(async function* changes({ ctx, signal }) {
    yield* ports.changes(signedIn(ctx).practiceId, signal);
  });
  records.live = { changes };
  // Made in a loop over the contracts, so its type is stated rather than inferred; router.test.ts compares the two.
  const router: AnyTRPCRouter = t.router(records);
  return router as AppRouter;
}

function signedIn(context: ApiContext): CallContext {
  if (context.caller === undefined) throw toTrpc({ code: "not-signed-in" });
  return context.caller;
}

function toTrpc(error: DomainError): TRPCError {
  return new TRPCError({ code: errorKeyOf(error.code), cause: new CallFailed(error) });
}

/** What failed outside of a service (an unknown path, a bug) is told without its text. */
function domainErrorOf(error: TRPCError): DomainError {
  if (error.cause instanceof CallFailed) return error.cause.error;
  switch (error.code) {
    case "NOT_FOUND":
      return { code: "not-found" };
    case "BAD_REQUEST":
    case "PARSE_ERROR":
      return { code: "invalid-input" };
    default:
      return { code: "internal" };
  }
}
