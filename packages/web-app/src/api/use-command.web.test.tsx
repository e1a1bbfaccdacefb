import type { PropsWithChildren } from "react";
import { expect, test } from "vitest";
import { renderHook } from "vitest-browser-react";
import { InApp, services, type Reply, type Services } from "../testing/in-app.tsx";
import { useCommand } from "./use-command.ts";

const task = { taskId: "0199aaaa-0000-7000-8000-000000000001" as const, version: 1 };
const other = { ...task, version: 2 };
const done: Reply = { value: { version: 2 } };

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
