import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Sent, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import type { OrderAlert } from "./order-alerts.tsx";
import { OrderDock } from "./order-dock.tsx";

const encounterId = "0190f000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const otherId = "0190a000-0000-7000-8000-00000000000b";
const stop: OrderAlert = {
  alertId: "drug-drug/11289/5640",
  kind: "drug-drug",
  severity: "stop",
  message: "Bleeding: with warfarin.",
  source: "practice's table",
  answer: null,
};
const drug = {
  rxnorm: "310965",
  name: "Ibuprofen 200 mg tablet",
  commonDirections: "1 tablet twice a day for 5 days",
  commonDays: 5,
};

interface Told {
  readonly alerts?: (nth: number) => Reply;
  readonly order?: (nth: number) => Reply;
  readonly status?: "open" | "signed";
}
function chart({ alerts = () => ({ value: [] }), order = () => ({ value: { alerts: [] } }), status = "open" }: Told) {
  let checks = 0;
  let orders = 0;
  return services(({ path }: Sent) => {
    if (path === "charting.getEncounter") return { value: { encounterId, patientId, status } };
    if (path === "charting.searchMedications") return { value: [drug] };
    if (path === "charting.checkMedicationOrder") return alerts((checks += 1));
    if (path === "charting.orderMedication") return order((orders += 1));
    return { value: {} };
  });
}
const done = vi.fn<() => void>();
const Dock = ({ on, at = `/p/${patientId}/visit` }: { readonly on: Services; readonly at?: string }) => (
  <SignedIn on={on} roles={["physician"]}>
    <InRouter at={at}>
      <OrderDock about={encounterId} at={null} onDone={done} />
    </InRouter>
  </SignedIn>
);
const orders = (on: Services) => on.sent.filter(({ path }) => path === "charting.orderMedication");
async function choose(): Promise<void> {
  await page.getByRole("textbox", { name: "Medication" }).fill("ibupro");
  await page.getByRole("option", { name: /Ibuprofen 200/ }).click();
}

const field = (name: string) => page.getByRole("textbox", { name });

beforeEach(async () => {
  await noDrafts();
  done.mockReset();
});

test("the quantity follows from what is taken and for how long", async () => {
  const on = chart({});
  await render(<Dock on={on} />);
  await choose();
  await expect.element(field("Quantity")).toHaveValue("10");
  await field("Directions").fill("2 tablets three times a day");
  await field("Days").fill("7");
  await userEvent.tab();
  await expect.element(field("Quantity")).toHaveValue("42");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => done.mock.calls.length).toBe(1);
  expect(orders(on)[0]?.input).toMatchObject({
    encounterId,
    rxnorm: "310965",
    quantity: 42,
    daysSupply: 7,
    overrideReason: null,
  });
});

test("a stop is ordered past with a reason alone, and the reason is for what was shown", async () => {
  const on = chart({ alerts: () => ({ value: [stop] }) });
  await render(<Dock on={on} />);
  await choose();
  await expect.element(page.getByRole("alert").filter({ hasText: "Bleeding: with warfarin." })).toBeVisible();
  await page.getByText("Will monitor").click();
  await page.getByRole("button", { name: "Add the order" }).click();
  await expect.poll(() => orders(on).length).toBe(1);
  expect(orders(on)[0]?.input).toMatchObject({ overrideReason: "Will monitor", answeredAlerts: [stop.alertId] });
});

test("a stop that came up since is shown with its reason to give, and nothing typed is lost", async () => {
  const on = chart({
    alerts: (nth) => ({ value: nth === 1 ? [] : [stop] }),
    order: () => ({ error: { code: "alert-needs-reason" } }),
  });
  await render(<Dock on={on} />);
  await choose();
  await expect.element(page.getByText(/nothing found/)).toBeVisible();
  await field("Directions").fill("1 tablet at bedtime for 4 days");
  await page.getByRole("button", { name: "Add the order" }).click();
  await expect.element(field("Override reason")).toBeVisible();
  await expect.element(page.getByText(/Bleeding: with warfarin/)).toBeVisible();
  await expect.element(field("Directions")).toHaveValue("1 tablet at bedtime for 4 days");
  expect(done).not.toHaveBeenCalled();
});

test("a check that could not be made is never called nothing found", async () => {
  await render(<Dock on={chart({ alerts: () => ({ error: { code: "not-allowed" } }) })} />);
  await choose();
  await expect.element(page.getByText(/could not be checked/)).toBeVisible();
  expect(page.getByText(/nothing found/).elements()).toEqual([]);
});

test("over another patient's page nothing can be ordered, by button or key; nor into a signed note", async () => {
  const on = chart({});
  const over = await render(<Dock on={on} at={`/p/${otherId}/summary`} />);
  await choose();
  await expect.element(page.getByRole("button", { name: "Add the order" })).toBeDisabled();
  await field("Directions").click();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(orders(on)).toEqual([]);
  await over.unmount();
  await noDrafts();
  await render(<Dock on={chart({ status: "signed" })} />);
  await expect.element(page.getByText(/This note is signed/)).toBeVisible();
});
