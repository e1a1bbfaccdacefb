import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../testing/in-app.tsx";
import { InRouter } from "../testing/in-router.tsx";
import { noDrafts } from "../testing/open-drafts.ts";
import { SignedIn } from "../testing/signed-in.tsx";
import { ShutChart } from "./shut-chart.tsx";

const PATIENT = "0190e000-0000-7000-8000-000000000011";

beforeEach(noDrafts);

test("a restricted chart opens with a reason that the person gave: none stands there before", async () => {
  const on = services(() => ({ value: { until: "2026-11-30T22:00:00.000Z" } }));
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <InRouter>
        <ShutChart patientId={PATIENT} />
      </InRouter>
    </SignedIn>,
  );
  await expect.element(page.getByRole("heading", { level: 1, name: "Restricted chart" })).toBeVisible();
  const sent = () => on.sent.filter(({ path }) => path === "charting.breakGlass");
  const open = page.getByRole("button", { name: "Open the chart" });
  await page.getByRole("textbox", { name: /^In your words/ }).fill("Called after hours about a rash.");
  await open.click();
  await expect.element(page.getByText("Choose one.")).toBeVisible();
  expect(sent()).toEqual([]);
  await page.getByRole("radio", { name: "I am covering for the treating provider" }).click();
  await page.getByRole("textbox", { name: /^In your words/ }).click();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => sent().length).toBe(1);
  expect(sent()[0]?.input).toMatchObject({ patientId: PATIENT, reason: "covering" });
});
