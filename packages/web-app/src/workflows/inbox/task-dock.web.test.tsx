import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { noDrafts } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { TaskDock } from "./task-dock.tsx";
import type { Task } from "./task-model.ts";

const taskId = "0190b000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const claimId = "0190c000-0000-7000-8000-00000000000c";
const task: Task = {
  taskId,
  title: "Ask for the referral number",
  detail: "The plan answers until five.",
  patientId,
  patientName: { family: "Ortega", given: "Rosa", middle: null, suffix: null },
  ownerId: null,
  ownerName: null,
  pool: "biller",
  dueOn: "2026-11-20",
  priority: "high",
  status: "open",
  about: `claim:${claimId}`,
  createdAt: "2026-11-19T18:00:00Z",
  createdBy: "Priya Nair",
  doneAt: null,
  doneBy: null,
  version: 3,
};

const answers =
  (of: Partial<Record<string, Reply>>, one: Task = task) =>
  ({ path }: { readonly path: string }): Reply =>
    of[path] ?? (path === "messaging.getTask" ? { value: one } : { value: path === "identity.listStaff" ? [] : {} });

const done = vi.fn<() => void>();
const Dock = ({ on }: { readonly on: Services }) => (
  <SignedIn on={on} roles={["biller"]}>
    <InRouter>
      <TaskDock about={taskId} at={null} onDone={done} />
    </InRouter>
  </SignedIn>
);
const commands = (on: Services) => on.sent.filter(({ path }) => /complete|reopen|assign/.test(path));

beforeEach(async () => {
  await noDrafts();
  done.mockReset();
});

test("it says whose it is, since when it is overdue, and leads to what raised it", async () => {
  await render(<Dock on={services(answers({}))} />);
  await expect.element(page.getByText("Overdue: 11/20/2026")).toBeVisible();
  const claim = page.getByRole("link", { name: "Open the claim" });
  await expect.element(claim).toHaveAttribute("href", `/money/claims/${claimId}`);
  await expect.element(page.getByRole("link", { name: /Ortega/i })).toHaveAttribute("href", `/p/${patientId}/summary`);
});

test("done closes the dock, and its undo reopens the version that came of it", async () => {
  const on = services(answers({ "messaging.completeTask": { value: { version: 4 } } }));
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: "Done" }).click();
  await expect.poll(() => done.mock.calls.length).toBe(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => commands(on).length).toBe(2);
  expect(commands(on).map(({ path, input }) => [path, input])).toEqual([
    ["messaging.completeTask", { taskId, version: 3 }],
    ["messaging.reopenTask", { taskId, version: 4 }],
  ]);
});

test("what somebody else changed meanwhile is said, and the dock stays", async () => {
  const on = services(answers({ "messaging.completeTask": { error: { code: "stale-version" } } }));
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: "Done" }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  expect(done).not.toHaveBeenCalled();
});

test("a task that is not there is no failure; one that could not be asked for can be asked for again", async () => {
  const gone = await render(<Dock on={services(answers({ "messaging.getTask": { error: { code: "not-found" } } }))} />);
  await expect.element(page.getByText("This task is not there")).toBeVisible();
  await gone.unmount();
  let tries = 0;
  const on = services(({ path }) => {
    if (path !== "messaging.getTask") return { value: [] };
    tries += 1;
    return tries === 1 ? { error: { code: "not-allowed" } } : { value: task };
  });
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: /again/i }).click();
  await expect.element(page.getByRole("heading", { name: task.title })).toBeVisible();
});
