import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply } from "../testing/in-app.tsx";
import { InRouter } from "../testing/in-router.tsx";
import { SignedIn } from "../testing/signed-in.tsx";
import { MedicationsPanel } from "./medications-panel.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const medicationId = "0190a000-0000-7000-8000-00000000000b";
const losartan = {
  medicationId,
  rxnorm: null,
  name: "Losartan 50 mg tablet",
  directions: "1 tablet a day",
  startedOn: null,
  stoppedOn: null,
  status: "active" as const,
  orderId: null,
  recordedBy: "Luis Ramirez, MA",
};

async function show(reply: Reply) {
  const on = services(({ path }) =>
    path === "charting.requestRefill" ? reply : { value: { facts: [], classes: [], mayOpen: false, maySet: false } },
  );
  await render(
    <SignedIn on={on} roles={["medical-assistant"]}>
      <InRouter at={`/p/${patientId}/meds`}>
        <MedicationsPanel patientId={patientId} reviewedAt={null} entries={[losartan]} />
      </InRouter>
    </SignedIn>,
  );
  await page.getByRole("button", { name: "Change Losartan 50 mg tablet" }).click();
  await page.getByRole("menuitem", { name: "Refill asked by the pharmacy" }).click();
  return on;
}

test("CHT-418 that a refill is asked for is noted from the medication's own line", async () => {
  const on = await show({ value: { state: "waiting" } });
  await expect.element(page.getByText("Losartan 50 mg tablet: the refill waits in Refills.")).toBeVisible();
  const sent = on.sent.filter((one) => one.path === "charting.requestRefill").map(({ input }) => input);
  expect(sent).toMatchObject([{ patientId, medicationId, askedBy: "pharmacy" }]);
});

test("CHT-418 one that waits already is said, and nothing is noted twice", async () => {
  await show({ error: { code: "refill-asked" } });
  await expect.element(page.getByText("A refill of this is asked for already", { exact: false })).toBeVisible();
});
