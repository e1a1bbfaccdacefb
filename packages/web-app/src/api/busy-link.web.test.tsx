import { useQuery } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import type { AppRouter } from "@practicum/api/router-types";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { BusyNotice } from "../shell/busy-notice.tsx";
import { InApp, services, type Services } from "../testing/in-app.tsx";
import { busy } from "./busy.ts";
import { busyLink, busyWaitMs } from "./busy-link.ts";
import { useTRPC } from "./trpc.ts";
import { useCommand } from "./use-command.ts";

const turnedAway = { error: { code: "try-again", detail: { busy: 1 } } } as const;

/** The far end with the link before it, as the app has it. */
function withLink(on: Services, waitMs: number): Services {
  return { ...on, links: [busyLink(() => waitMs)] };
}

function Counters() {
  const trpc = useTRPC();
  const counters = useQuery(trpc.messaging.counters.queryOptions({}));
  const close = useCommand("messaging", "completeTask");
  return (
    <>
      <BusyNotice />
      <output>{counters.isError ? "failed" : (counters.data?.[0]?.count ?? "waiting")}</output>
      <button type="button" onClick={() => void close.run({ taskId: "t", version: 1 } as never)}>
        Close
      </button>
      {close.error && <p>{close.error.code}</p>}
    </>
  );
}

test("GTW-46 what was turned away is tried again by itself and said meanwhile; the command keeps its id", async () => {
  let free = false;
  const far = services(() =>
    free ? { value: [{ queue: "tasks", count: 7, overdue: 0, oldestAt: null }] } : turnedAway,
  );
  const screen = await render(
    <InApp on={withLink(far, 30)}>
      <Counters />
    </InApp>,
  );
  await expect.element(screen.getByText(/The server has much to do/)).toBeVisible();
  await screen.getByRole("button", { name: "Close" }).click();
  await expect.element(screen.getByText(/2 requests wait/)).toBeVisible();
  free = true;
  await expect.element(screen.getByText(/The server has much to do/)).not.toBeInTheDocument();
  await expect.element(screen.getByText("7")).toBeVisible();
  const ids = far.sent.filter((call) => call.path === "messaging.completeTask").map((call) => call.commandId);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  expect(screen.container.textContent).not.toContain("try-again");
});

test("GTW-46 after a while it has failed, and nothing waits any more; what failed otherwise is not held back", async () => {
  const asked = { counters: 0, tasks: 0 };
  const far = services(({ path }) => {
    if (path === "messaging.counters") asked.counters += 1;
    else asked.tasks += 1;
    return path === "messaging.counters" ? turnedAway : { error: { code: "not-allowed" } };
  });
  const client = createTRPCClient<AppRouter>({ links: [busyLink(() => 1), far.link] });
  await expect(client.messaging.counters.query({})).rejects.toThrow("try-again");
  expect(asked.counters).toBe(11);
  await expect(client.messaging.listTasks.query({} as never)).rejects.toThrow("not-allowed");
  expect(asked.tasks).toBe(1);
  expect(busy.count()).toBe(0);
});

test("the waits grow, and differ between screens", () => {
  expect(busyWaitMs(0, 0)).toBe(750);
  expect(busyWaitMs(0, 1)).toBe(1250);
  expect(busyWaitMs(9, 0)).toBe(4500);
  const all = Array.from({ length: 10 }, (_, tried) => busyWaitMs(tried, 0.5));
  expect(all.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(30_000);
});
