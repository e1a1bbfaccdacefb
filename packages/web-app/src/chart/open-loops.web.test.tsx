import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Sent } from "../testing/in-app.tsx";
import { InRouter } from "../testing/in-router.tsx";
import { SignedIn } from "../testing/signed-in.tsx";
import { OpenLoops } from "./open-loops.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const NOTHING = "No unsigned note, critical value, open referral or list that nobody went through.";

const referral = (at: number, isOverdue: boolean) => ({
  referralId: `0190f000-0000-7000-8000-00000000000${at}`,
  patientId,
  encounterId: "0190a000-0000-7000-8000-00000000000b",
  specialty: "cardiology",
  to: null,
  urgency: "routine",
  orderedAt: "2026-11-03T16:00:00.000Z",
  orderedBy: "Chen Test, MD",
  orderedById: "c",
  state: "to-schedule",
  waits: { since: "2026-11-03", due: isOverdue ? "2026-11-17" : "2026-12-17", owner: "Front desk", isOverdue },
  authorization: null,
  letter: null,
  appointmentOn: null,
  documentId: null,
  clinical: null,
  steps: [],
});

async function show(answer: (asked: { show: string; before: string | null }) => Reply | Promise<Reply>) {
  const on = services(({ input }: Sent) => answer(input as { show: string; before: string | null }));
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <InRouter at={`/p/${patientId}/summary`}>
        <OpenLoops patientId={patientId} loops={[]} />
      </InRouter>
    </SignedIn>,
  );
  return on;
}

test("CHT-271 an overdue referral is an open loop, and beside it nothing says that nothing waits", async () => {
  const on = await show(({ before }) => ({
    value:
      before === null ? { referrals: [referral(1, true)], next: "p" } : { referrals: [referral(2, false)], next: null },
  }));
  const lines = page.getByRole("list", { name: "Open referrals" }).getByRole("listitem");
  await expect.element(lines.getByText("Overdue since 11/17/2026, Front desk")).toBeVisible();
  expect(page.getByText(NOTHING).query()).toBeNull();
  // Only the open ones are asked for, and there is no end of them but the last.
  await page.getByRole("button", { name: "Show more open referrals" }).click();
  await expect.poll(() => lines.elements().length).toBe(2);
  expect(on.sent.map(({ input }) => (input as { show: string }).show)).toEqual(["open", "open"]);
});

test("CHT-271 where no loop is open that is said, and not before the referrals are known", async () => {
  let arrived: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (arrived = resolve));
  await show(async () => {
    await wait;
    return { value: { referrals: [], next: null } };
  });
  await expect.element(page.getByRole("heading", { name: "Open loops" })).toBeVisible();
  expect(page.getByText(NOTHING).query()).toBeNull();
  arrived();
  await expect.element(page.getByText(NOTHING)).toBeVisible();
});

test("CHT-271 where the referrals could not be asked for nothing says that nothing waits", async () => {
  await show(() => ({ error: { code: "internal" } }));
  await expect
    .element(
      page
        .getByRole("alert")
        .getByText(/The referrals/)
        .first(),
    )
    .toBeVisible();
  expect(page.getByText(NOTHING).query()).toBeNull();
});
