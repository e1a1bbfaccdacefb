import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { Role } from "@practicum/contracts/permission";
import { services } from "../../testing/in-app.tsx";
import { SignedIn } from "../../testing/signed-in.tsx";
import { PharmacyOfOrder, PreferredPharmacy } from "./preferred-pharmacy.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const pharmacy = (digit: number, name: string, more: object = {}) => ({
  pharmacyId: `0190b000-0000-7000-8000-00000000000${digit}`,
  name,
  address: { line1: `${digit} Garnet Ave`, line2: null, city: "San Diego", state: "CA", zip: "92109" },
  phone: "6195550171",
  fax: null,
  ncpdpId: null,
  hours: "",
  active: true,
  version: 1,
  ...more,
});
const [garnet, bayside] = [pharmacy(1, "Garnet Avenue Pharmacy"), pharmacy(2, "Bayside Drugs")];

async function show(
  preferred: object | null,
  { role = "front-desk", order = false }: { role?: Role; order?: boolean } = {},
) {
  const on = services(({ path }) => {
    const said = { saidAt: "2026-11-20T18:00:00.000Z", by: "Tanya Brooks" };
    if (path === "scheduling.patientPharmacy")
      return { value: { preferred: preferred && { pharmacy: preferred, ...said } } };
    if (path === "scheduling.pharmacies") return { value: { pharmacies: [bayside], next: null } };
    return { value: {} };
  });
  await render(
    <SignedIn on={on} roles={[role]}>
      {order ? <PharmacyOfOrder patientId={patientId} /> : <PreferredPharmacy patientId={patientId} />}
    </SignedIn>,
  );
  return () => on.sent.filter(({ path }) => path === "scheduling.preferPharmacy").map(({ input }) => input);
}
const field = page.getByRole("textbox", { name: "Which pharmacy does the patient use?" });

test("SCH-273 who was not asked is asked; what is chosen is kept, and taken back", async () => {
  const sent = await show(null);
  await expect.element(page.getByText("Not asked yet.")).toBeVisible();
  await field.fill("bays");
  await expect.element(page.getByRole("option", { name: /Bayside Drugs/ })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(sent).toEqual([{ patientId, pharmacyId: bayside.pharmacyId }]);
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect.poll(() => sent().slice(1)).toEqual([{ patientId, pharmacyId: null }]);
});

test("SCH-273 in an order a preferred one is a line, a retired one is asked for again", async () => {
  await show(garnet, { order: true, role: "physician" });
  await expect.element(page.getByText("Garnet Avenue Pharmacy")).toBeVisible();
  expect(field.query()).toBeNull();
  await page.getByRole("button", { name: "Change the pharmacy" }).click();
  await expect.element(page.getByRole("region", { name: "Pharmacy" })).toBeVisible();
});

test("SCH-273 a retired one says so, and who may not change it reads it", async () => {
  await show({ ...garnet, active: false }, { role: "biller" });
  await expect.element(page.getByText("not in use any more", { exact: false })).toBeVisible();
  expect(page.getByRole("button", { name: "Change" }).query()).toBeNull();
  expect(field.query()).toBeNull();
});
