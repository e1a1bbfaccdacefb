import type { JsonValue } from "@practicum/bus/bus";
import { fail } from "@practicum/contracts/error";
import { operations as operatorOperations } from "@practicum/contracts/operations";
import { services } from "@practicum/contracts/services";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink } from "@trpc/client";
import { tracked, type AnyTRPCRouter, type inferRouterInputs } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { describe, expect, expectTypeOf, test } from "vitest";
import { answer, answerError } from "./answer.ts";
import { operations } from "./operations.ts";
import { router } from "./router.ts";
import type { ApiContext, AppRouter, Caller } from "./router-types.ts";

const staffId = "00000000-0000-7000-8000-000000000003";
const note = { name: "messaging.task-changed.v1", keys: { taskId: "1" } };
const calls: { path: string; input: JsonValue | undefined; commandId: string | null }[] = [];
const caller: Caller = {
  async call(operation, input, commandId) {
    calls.push({ path: operation.path, input, commandId });
    if (operation.path === "messaging.completeTask") return fail("task-closed", { detail: { n: 1 } });
    if (operation.path === "identity.verifyAuditChain") return fail("not-allowed");
    return ok({ echoed: input ?? null });
  },
  async *changes(input) {
    yield tracked("7", { ...note, keys: { ...note.keys, staffId: input.staffId, after: input.lastEventId ?? "" } });
  },
};
const signedIn = (...commandIds: string[]): ApiContext => ({ caller: ok(caller), commandIds });
const nobody: ApiContext = { caller: fail("not-signed-in"), commandIds: ["c1"] };
const task = { taskId: "00000000-0000-7000-8000-000000000002", version: 1 };

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
  test("passes input and command id to the service", async () => {
    expect(await router.createCaller(signedIn()).identity.listStaff({})).toEqual({ echoed: {} });
    expect(calls.at(-1)).toEqual({ path: "identity.listStaff", input: {}, commandId: null });
    await expect(router.createCaller(signedIn("c1")).messaging.completeTask(task)).rejects.toThrow();
    expect(calls.at(-1)).toEqual({ path: "messaging.completeTask", input: task, commandId: "c1" });
  });
  test("GTW-11 a command without an id is not sent on", async () => {
    const before = calls.length;
    await expect(router.createCaller(signedIn()).messaging.completeTask(task)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(calls.length).toBe(before);
  });
  test("nobody is told to sign in, and no service is asked", async () => {
    const before = calls.length;
    const asked = router.createCaller(nobody);
    await expect(asked.identity.listStaff({})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    const stream = await asked.live.changes({ staffId });
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(calls.length).toBe(before);
  });
  test("streams changes with their positions, from where the listener was", async () => {
    const got: unknown[] = [];
    const stream = await router.createCaller(signedIn()).live.changes({ staffId, lastEventId: "5" });
    for await (const change of stream) got.push(change);
    expect(got).toEqual([tracked("7", { ...note, keys: { ...note.keys, staffId, after: "5" } })]);
  });
  test("types come from the contracts", () => {
    type Inputs = inferRouterInputs<AppRouter>;
    expectTypeOf<Inputs["messaging"]["completeTask"]>().toEqualTypeOf<{ taskId: string; version: number }>();
    expectTypeOf<Inputs["messaging"]["listTasks"]["scope"]>().toEqualTypeOf<
      "mine" | "pool" | "queue" | "patient" | "all"
    >();
  });
});

/** Asks tRPC's own HTTP adapter. */
function ask(path: string, body: string, context: ApiContext): Promise<Response> {
  const req = new Request(`http://practice.example/api/trpc/${path}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  const createContext = () => context;
  return fetchRequestHandler({ endpoint: "/api/trpc", req, router, createContext, allowMethodOverride: true });
}

describe("one call without the adapter", () => {
  test.each([
    ["a value", "identity.listStaff", "{}", signedIn()],
    ["no input", "identity.listStaff", "", signedIn()],
    ["a refusal with its details", "messaging.completeTask", JSON.stringify(task), signedIn("c1")],
    ["a command without an id", "messaging.completeTask", JSON.stringify(task), signedIn()],
    ["nobody", "identity.listStaff", "{}", nobody],
    ["no JSON", "identity.listStaff", "{", signedIn()],
  ])("%s: status and body are the adapter's", async (_, path, body, context) => {
    const whole = await ask(path, body, context);
    const ours = await answer(must(operations.get(path)), body, context);
    expect(ours).toEqual({ status: whole.status, body: await whole.text() });
  });
  test("a refusal before the router is asked reads the same", async () => {
    const whole = await ask("identity.nothing", "{}", signedIn());
    expect(answerError({ code: "not-found" }, "identity.nothing")).toEqual({
      status: whole.status,
      body: await whole.text(),
    });
  });
});

describe("tRPC's own clients", () => {
  const fetchFrom =
    (context: ApiContext): typeof fetch =>
    async (url, init) =>
      fetchRequestHandler({
        endpoint: "/api/trpc",
        req: new Request(url, init),
        router,
        createContext: () => context,
        allowMethodOverride: true,
      });
  const url = "http://practice.example/api/trpc";
  const options = (context: ApiContext) => ({ url, methodOverride: "POST", fetch: fetchFrom(context) }) as const;

  test("a batch that mixes allowed and refused calls refuses only those", async () => {
    for (const link of [httpBatchLink(options(signedIn())), httpBatchStreamLink(options(signedIn()))]) {
      const client = createTRPCClient<AppRouter>({ links: [link] });
      const [staff, chain, sites] = await Promise.allSettled([
        client.identity.listStaff.query({}),
        client.identity.verifyAuditChain.query({}),
        client.identity.listLocations.query({}),
      ]);
      expect(staff).toEqual({ status: "fulfilled", value: { echoed: {} } });
      expect(sites).toEqual({ status: "fulfilled", value: { echoed: {} } });
      expect(chain).toMatchObject({ status: "rejected", reason: { data: { domain: { code: "not-allowed" } } } });
    }
  });
  test("each command of a batch has its own id", async () => {
    const client = createTRPCClient<AppRouter>({ links: [httpBatchLink(options(signedIn("c1", "c2")))] });
    const other = { ...task, version: 2 };
    await Promise.allSettled([client.messaging.completeTask.mutate(task), client.messaging.completeTask.mutate(other)]);
    expect(calls.slice(-2).map(({ input, commandId }) => [input, commandId])).toEqual([
      [task, "c1"],
      [other, "c2"],
    ]);
  });
  test("one call", async () => {
    const client = createTRPCClient<AppRouter>({ links: [httpLink(options(signedIn()))] });
    expect(await client.identity.listStaff.query({})).toEqual({ echoed: {} });
  });
});
