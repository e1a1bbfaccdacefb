import type { JsonValue, LiveNote } from "@practicum/bus/bus";
import { operations as operatorOperations } from "@practicum/contracts/operations";
import { services } from "@practicum/contracts/services";
import { createTRPCClient, type TRPCLink } from "@trpc/client";
import {
  callTRPCProcedure,
  getTRPCErrorShape,
  type AnyTRPCRouter,
  type inferRouterInputs,
  type TRPCError,
} from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { describe, expect, expectTypeOf, test } from "vitest";
import { answer, answerError } from "./answer.ts";
import type { Call, CallContext } from "./call.ts";
import { operations } from "./operations.ts";
import { makeRouter } from "./router.ts";
import type { AppRouter } from "./router-types.ts";

const caller: CallContext = {
  practiceId: "00000000-0000-7000-8000-000000000001",
  actor: { kind: "system", name: "test" },
  commandId: "c1",
  traceId: "t1",
};
const calls: { path: string; input: JsonValue | undefined; context: CallContext }[] = [];
const call: Call = async (operation, input, context) => {
  calls.push({ path: operation.path, input, context });
  if (operation.path === "messaging.completeTask")
    return { ok: false, error: { code: "task-closed", detail: { n: 1 } } };
  return { ok: true, value: { echoed: input ?? null } };
};
const notes: LiveNote[] = [{ name: "messaging.task-changed.v1", keys: { taskId: "1" } }];
async function* changes() {
  yield* notes;
}
const router = makeRouter({ call, changes });

describe("router", () => {
  test("has a procedure of the right kind for every operation of the contracts, and none else", () => {
    const expected = Object.entries(services).flatMap(([service, api]) =>
      Object.entries({ ...api, ...operatorOperations }).map(([name, { kind }]) => [
        `${service}.${name}`,
        kind === "query" ? "query" : "mutation",
      ]),
    );
    const untyped: AnyTRPCRouter = router;
    const procedures: { [path: string]: { _def: { type: string } } } = untyped._def.procedures;
    const actual = Object.entries(procedures).map(([path, { _def }]) => [path, _def.type]);
    expect(Object.fromEntries(actual)).toEqual({ ...Object.fromEntries(expected), "live.changes": "subscription" });
    expect(operations.size).toBe(expected.length);
  });
  test("passes input and caller to the service", async () => {
    const done = await router.createCaller({ caller }).identity.listStaff({});
    expect(done).toEqual({ echoed: {} });
    expect(calls.at(-1)).toEqual({ path: "identity.listStaff", input: {}, context: caller });
  });
  test("nobody is told to sign in, and no service is asked", async () => {
    const before = calls.length;
    await expect(router.createCaller({ caller: undefined }).identity.listStaff({})).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(calls.length).toBe(before);
  });
  test("streams changes", async () => {
    const got: LiveNote[] = [];
    for await (const note of await router.createCaller({ caller }).live.changes()) got.push(note);
    expect(got).toEqual(notes);
  });
  test("types come from the contracts", () => {
    type Inputs = inferRouterInputs<AppRouter>;
    expectTypeOf<Inputs["messaging"]["completeTask"]>().toEqualTypeOf<{ taskId: string; version: number }>();
    expectTypeOf<Inputs["messaging"]["listTasks"]["scope"]>().toEqualTypeOf<"mine" | "pool" | "patient" | "all">();
  });
});

describe("wire format", () => {
  /** What `httpLink` does with an answer, without HTTP. */
  const wire: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const operation = operations.get(op.path);
        const done = operation
          ? answer(call, operation, JSON.stringify(op.input), caller)
          : Promise.resolve(answerError({ code: "not-found" }, op.path));
        void done.then(({ body }) => {
          const parsed = JSON.parse(body);
          if ("error" in parsed) observer.error(parsed);
          else observer.next({ result: parsed.result });
          observer.complete();
        });
      });
  const client = createTRPCClient<AppRouter>({ links: [wire] });

  test("a value comes back to tRPC's client", async () => {
    expect(await client.identity.listStaff.query({})).toEqual({ echoed: {} });
  });
  test("both ways give the same error", async () => {
    const path = "messaging.completeTask";
    const input = { taskId: "00000000-0000-7000-8000-000000000002", version: 1 };
    const operation = operations.get(path)!;
    const { status, body } = await answer(call, operation, JSON.stringify(input), caller);
    expect(status).toBe(422);
    const thrown = await callTRPCProcedure({
      router,
      path,
      getRawInput: async () => input,
      ctx: { caller },
      type: "mutation",
      signal: undefined,
      batchIndex: 0,
    }).catch((error: unknown) => error);
    const shape = getTRPCErrorShape({
      config: router._def._config,
      error: thrown as TRPCError,
      type: "mutation",
      path,
      input,
      ctx: { caller },
    });
    expect(JSON.parse(body)).toEqual({ error: shape });
    expect(shape.data.domain).toEqual({ code: "task-closed", detail: { n: 1 } });
  });
  test("a body that is not JSON is the sender's fault", async () => {
    const { status } = await answer(call, operations.get("identity.listStaff")!, "{", caller);
    expect(status).toBe(400);
  });
});
