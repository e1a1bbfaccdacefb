import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Sent } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { OrderTestsDock } from "./order-tests-dock.tsx";

const encounterId = "0190f000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const PAGE = 200;
const laboratories = Array.from({ length: PAGE + 1 }, (_, at) => ({
  outsideProviderId: `0190b000-0000-7000-8000-${String(at).padStart(12, "0")}`,
  name: at === PAGE ? "Zeta Reference Laboratory" : `Laboratory number ${at}`,
  practice: "",
  npi: null,
}));
const cbc = { key: "cbc", kind: "laboratory", group: "Panels", label: "Complete blood count", keywords: "cbc" };
const item = { ...cbc, specimen: "Blood", fasting: false, sided: false, analytes: [] };
const done = vi.fn<() => void>();

async function dock() {
  const on = services(({ path, input }: Sent) => {
    if (path === "charting.getEncounter")
      return { value: { encounterId, patientId, status: "open", diagnoses: [{ code: "D64.9", label: "Anemia" }] } };
    if (path === "charting.testItems") return { value: [item] };
    if (path === "charting.outsideProviders")
      return (input as { before: string | null }).before === null
        ? { value: { providers: laboratories.slice(0, PAGE), next: "second" } }
        : { value: { providers: laboratories.slice(PAGE), next: null } };
    return { value: {} };
  });
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <InRouter at={`/p/${patientId}/visit`}>
        <OrderTestsDock about={encounterId} at={null} onDone={done} />
      </InRouter>
    </SignedIn>,
  );
  await page.getByRole("button", { name: "Complete blood count" }).click();
  return () => on.sent.filter(({ path }) => path === "charting.orderTests").map((one) => one.input);
}
const where = page.getByRole("combobox", { name: "To which laboratory" });

beforeEach(async () => {
  await noDrafts();
  done.mockReset();
});

test("CHT-370 a laboratory is chosen from the whole directory, also beyond the first page of it", async () => {
  const ordered = await dock();
  await where.click();
  await userEvent.keyboard("zeta{Tab}");
  await expect.element(where).toHaveValue("Zeta Reference Laboratory");
  await page.getByRole("button", { name: "Order it" }).click();
  await expect.poll(ordered).toMatchObject([{ orders: [{ performerId: laboratories[PAGE]?.outsideProviderId }] }]);
});

test("a half-typed name of a laboratory is kept and said, and nothing is ordered without it", async () => {
  const ordered = await dock();
  await where.click();
  await userEvent.keyboard("number 1{Control>}{Enter}{/Control}");
  await expect.element(where).toHaveValue("number 1");
  await expect.element(where).toHaveAttribute("aria-invalid", "true");
  expect(ordered()).toEqual([]);
});
