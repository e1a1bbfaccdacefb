import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Services } from "../../../testing/in-app.tsx";
import { noDrafts, reload } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import type { AccountVisit } from "./account-types.ts";
import { AdjustVisit } from "./adjust-visit.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const visitOf = (n: number, patientDue: number): AccountVisit => ({
  encounterId: `0190a000-0000-7000-8000-00000000000${n}`,
  serviceDate: `2026-11-0${n}`,
  providerName: "Grace Chen, MD",
  insurancePending: 0,
  patientDue,
  claims: [],
  entries: [],
});
const first = visitOf(1, 2500);
const second = visitOf(2, 7000);

function Account({
  on,
  visits = [first, second],
}: {
  readonly on: Services;
  readonly visits?: readonly AccountVisit[];
}) {
  return (
    <SignedIn on={on} roles={["biller"]}>
      {visits.map((visit) => (
        <section key={visit.encounterId} aria-label={`Visit ${visit.serviceDate}`}>
          <AdjustVisit visit={visit} patientId={patientId} />
        </section>
      ))}
    </SignedIn>
  );
}

const of = (visit: AccountVisit) => page.getByRole("region", { name: `Visit ${visit.serviceDate}` });
const answered = (approvalId: string | null) => services(() => ({ value: { approvalId } }));

beforeEach(noDrafts);

test("a balance is written off at the visit whose button was pressed, by its amount", async () => {
  const on = answered(null);
  await render(<Account on={on} />);
  await of(second).getByRole("button", { name: "Write off" }).click();
  await expect.element(of(second).getByLabelText("Amount")).toHaveValue("$70.00");
  await expect.element(page.getByRole("button", { name: "Write it off" })).toBeDisabled();
  await page.getByRole("combobox", { name: "Why" }).fill("small");
  await page.getByRole("combobox", { name: "Why" }).click();
  await page.getByRole("option", { name: "Too small to pursue" }).click();
  await of(second).getByLabelText("Amount").fill("12.34");
  await page.getByRole("button", { name: /Write it off|Ask for approval/ }).click();
  await expect.poll(() => on.sent.length).toBe(1);
  expect(on.sent[0]).toMatchObject({
    path: "billing.writeOffBalance",
    input: { patientId, encounterId: second.encounterId, amount: 1234, reason: "small-balance" },
  });
  await expect.element(page.getByText("Written off.")).toBeVisible();
});

test("GTW-72 GTW-74 half typed it opens by itself, at its visit alone, and keeps the act's id", async () => {
  const lost = services(() => "no-network");
  const before = await render(<Account on={lost} />);
  await of(first).getByRole("button", { name: "Write off" }).click();
  await page.getByRole("combobox", { name: "Why" }).click();
  await page.getByRole("option", { name: "Hardship" }).click();
  await page.getByLabelText("Amount").fill("5");
  await page.getByRole("button", { name: /Write it off|Ask for approval/ }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await before.unmount();
  await reload();
  const on = answered(null);
  await render(<Account on={on} />);
  await expect.element(of(first).getByLabelText("Amount")).toHaveValue("$5.00");
  await expect.element(of(second).getByRole("button", { name: "Write off" })).toBeVisible();
  await page.getByRole("button", { name: /Write it off|Ask for approval/ }).click();
  await expect.poll(() => on.sent.length).toBe(1);
  const ids = [...lost.sent, ...on.sent].map(({ input }) => (input as { adjustmentId: string }).adjustmentId);
  expect(new Set(ids).size).toBe(1);
});

test("what the payment desk took meanwhile is named, and nothing is written off before a choice", async () => {
  const on = answered(null);
  const { rerender } = await render(<Account on={on} />);
  await of(second).getByRole("button", { name: "Write off" }).click();
  await page.getByRole("combobox", { name: "Why" }).click();
  await page.getByRole("option", { name: "Courtesy" }).click();
  await page.getByLabelText("Amount").fill("60");
  await rerender(<Account on={on} visits={[first, visitOf(2, 2000)]} />);
  await expect.element(page.getByRole("button", { name: "You typed: $60.00" })).toBeVisible();
  await page.getByRole("button", { name: /Write it off|Ask for approval/ }).click();
  expect(on.sent).toEqual([]);
  await page.getByRole("button", { name: "Saved: $20.00" }).click();
  await page.getByRole("button", { name: /Write it off|Ask for approval/ }).click();
  await expect.poll(() => on.sent.length).toBe(1);
  expect(on.sent[0]?.input).toMatchObject({ encounterId: second.encounterId, amount: 2000 });
});
