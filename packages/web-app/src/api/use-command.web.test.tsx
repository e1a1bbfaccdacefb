import { useQuery } from "@tanstack/react-query";
import type { PropsWithChildren } from "react";
import { expect, test } from "vitest";
import { renderHook } from "vitest-browser-react";
import { InApp, services, type Reply, type Services } from "../testing/in-app.tsx";
import { useTRPC } from "./trpc.ts";
import { useCommand } from "./use-command.ts";

const task = { taskId: "0199aaaa-0000-7000-8000-000000000001" as const, version: 1 };
const other = { ...task, version: 2 };
const done: Reply = { value: { version: 2 } };

/** A list of tasks on the screen, and a button's command beside it. */
async function beside(on: Services, options: { readonly quiet?: boolean }) {
  const wrapper = ({ children }: PropsWithChildren) => <InApp on={on}>{children}</InApp>;
  const { result } = await renderHook(
    () => {
      const trpc = useTRPC();
      useQuery(trpc.messaging.listTasks.queryOptions({ scope: "all", patientId: null, status: "open" }));
      return useCommand("messaging", "completeTask", options);
    },
    { wrapper },
  );
  await expect.poll(() => asked(on)).toBe(1);
  return result;
}

const asked = (on: Services) => on.sent.filter(({ path }) => path === "messaging.listTasks").length;

async function completing(on: Services) {
  const wrapper = ({ children }: PropsWithChildren) => <InApp on={on}>{children}</InApp>;
  const { result } = await renderHook(() => useCommand("messaging", "completeTask"), { wrapper });
  return result;
}

const commandIds = (on: Services) => on.sent.map((call) => call.commandId);

test("one intent has one command id, however often it is sent: a lost answer is asked for again, not done again", async () => {
  const on = services((_, nth) => (nth < 3 ? "no-network" : done));
  const command = await completing(on);
  expect(await command.current.run(task)).toEqual({ ok: true, value: { version: 2 } });
  expect(on.sent).toHaveLength(3);
  expect(new Set(commandIds(on)).size).toBe(1);
});

test("a person who tries again after an uncertain end sends the same id", async () => {
  const on = services((_, nth) => (nth <= 3 ? "no-network" : done));
  const command = await completing(on);
  expect(await command.current.run(task)).toMatchObject({ ok: false, error: { code: "try-again" } });
  await command.current.run(task);
  expect(on.sent).toHaveLength(4);
  expect(new Set(commandIds(on)).size).toBe(1);
});

test("after a bug on the far side, where nobody knows what was done, the id stays too, and it is not sent again by itself", async () => {
  const on = services((_, nth) => (nth === 1 ? { error: { code: "internal" } } : done));
  const command = await completing(on);
  expect(await command.current.run(task)).toMatchObject({ ok: false, error: { code: "internal" } });
  expect(on.sent).toHaveLength(1);
  await command.current.run(task);
  expect(new Set(commandIds(on)).size).toBe(1);
});

test("other content is another intent; so is the same content after it was done or refused", async () => {
  const on = services((_, nth) => (nth === 3 ? { error: { code: "stale-version" } } : done));
  const command = await completing(on);
  await command.current.run(task);
  await command.current.run(other);
  await command.current.run(other);
  await command.current.run(other);
  expect(on.sent).toHaveLength(4);
  expect(new Set(commandIds(on)).size).toBe(4);
});

test("a refusal is a value with its code; it is shown until the next run", async () => {
  const on = services((_, nth) => (nth === 1 ? { error: { code: "stale-version" } } : done));
  const command = await completing(on);
  await command.current.run(task);
  await expect.poll(() => command.current.error).toEqual({ code: "stale-version" });
  await command.current.run(task);
  await expect.poll(() => command.current.error).toBeNull();
  expect(command.current.pending).toBe(false);
});

test("what stands on the screen is asked for again after a run, also after a refusal: the record may be another one now", async () => {
  const replies: Reply[] = [done, { error: { code: "stale-version" } }];
  const on = services(({ path }) => (path === "messaging.completeTask" ? (replies.shift() ?? done) : { value: [] }));
  const command = await beside(on, {});
  await command.current.run(task);
  await expect.poll(() => asked(on)).toBe(2);
  await command.current.run(other);
  await command.current.refresh();
  expect(asked(on)).toBe(3);
});

test("a quiet command asks for nothing until it is told to: it runs while a person types", async () => {
  const on = services(({ path }) => (path === "messaging.completeTask" ? done : { value: [] }));
  const command = await beside(on, { quiet: true });
  await command.current.run(task);
  await command.current.run(other);
  expect(asked(on)).toBe(1);
  await command.current.refresh();
  expect(asked(on)).toBe(2);
});
