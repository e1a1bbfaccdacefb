import { errorShape, type ApiErrorShape } from "@practicum/api/error-shape";
import type { AppRouter } from "@practicum/api/router-types";
import { testedRole } from "@practicum/web-app/session/test-as.ts";
import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { WorkerClient } from "./worker-client.ts";

/** One answer of the API, as the gateway would have sent it. */
type Envelope = { readonly result: { readonly data: unknown } } | { readonly error: ApiErrorShape };

/** The last link of the sandbox: the same answers as the gateway's, from the worker, to one person of the practice. */
export function workerLink(worker: WorkerClient, staffId: string): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        if (op.type === "subscription") {
          observer.next({ result: { type: "started" } });
          return worker.onChange((change) => observer.next({ result: { type: "data", id: change.id, data: change } }));
        }
        const commandId = op.context["commandId"];
        const as = testedRole();
        // What is refused in any case makes no entry in the practice's log.
        if (as !== null && op.type === "mutation")
          return observer.error(TRPCClientError.from({ error: errorShape({ code: "testing-role" }, op.path) }));
        const body = op.input === undefined ? "" : JSON.stringify(op.input);
        const call = {
          path: op.path,
          body,
          commandId: typeof commandId === "string" ? commandId : null,
          staffId,
          ...(as === null ? {} : { as }),
        };
        worker.call(call).then(
          (text) => {
            const envelope: Envelope = JSON.parse(text);
            if ("error" in envelope) return observer.error(TRPCClientError.from(envelope));
            observer.next({ result: { type: "data", data: envelope.result.data } });
            return observer.complete();
          },
          // What the worker itself could not do: a fault, and never the person's.
          () => observer.error(TRPCClientError.from({ error: errorShape({ code: "internal" }, op.path) })),
        );
        return undefined;
      });
}
