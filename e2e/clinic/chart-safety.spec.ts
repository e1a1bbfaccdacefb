import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { book, call, checkIn, register, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** What keeps a patient from harm on the screens of a chart. */

test("two drafts that interact: the second is stopped, wants a reason, and the gate repeats both", async ({
  browser,
}) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Tia"), today());
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page, context } = await signIn(browser, "physician");
  await write(page, encounterId);
  await call(page, "charting.setNoKnownAllergies", { patientId: visit.patientId });
  await page.goto(`/p/${visit.patientId}/visit/${encounterId}`);
  const dock = page.getByRole("complementary", { name: "Order a medication" });
  const orders = page.getByRole("region", { name: "Orders" });
  const order = async (drug: string, option: RegExp) => {
    await expect(orders).toBeVisible();
    await page.keyboard.press("F8");
    await dock.getByRole("textbox", { name: "Medication" }).fill(drug);
    await page.getByRole("option", { name: option }).first().click();
  };
  await order("warfarin", /Warfarin 5 mg/);
  await expect(dock.getByText("nothing found")).toBeVisible();
  await dock.getByRole("button", { name: "Add the order" }).click();
  await expect(orders).toContainText(/Warfarin 5 mg.*Draft/);

  await order("metronidazole", /Metronidazole 500 mg/);
  await expect(dock.getByRole("alert")).toContainText(
    /Metronidazole with warfarin \(Warfarin 5 mg tablet, ordered in this note\)/,
  );
  // The dock says whom it is about, with the allergies.
  await expect(dock.getByRole("region", { name: "Patient of this dock" })).toContainText(/No known allergies/);
  await dock.getByRole("button", { name: "Add the order" }).click();
  await expect(dock.getByText("Give a reason to go on despite the alert.")).toBeVisible();
  await dock.getByRole("textbox", { name: "Override reason" }).fill("INR on Friday");
  await dock.getByRole("button", { name: "Add the order" }).click();
  await expect(orders).toContainText(/went on: INR on Friday/);

  await page.getByRole("button", { name: "Sign…" }).click();
  await expect(page.getByRole("list", { name: "Before signing" })).toContainText(/went on: “INR on Friday”/);
  await page.getByRole("button", { name: /^Sign as Alvarez, MD/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Signed note" })).toBeVisible();
  await expect(orders).toContainText(/Metronidazole 500 mg.*Signed, not sent yet/);
  // The signature has brought the visit to the checkout.
  await expect
    .poll(async () => {
      const { status } = await call<{ status: string }>(page, "scheduling.getAppointment", {
        appointmentId: visit.appointmentId,
      });
      return status;
    })
    .toBe("checkout");
  await context.close();
});

test("the banner stays in sight at the end of a long note", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Una"), today());
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page, context } = await signIn(browser, "physician");
  await page.goto(`/p/${visit.patientId}/visit/${encounterId}`);
  const banner = page.getByRole("region", { name: "Patient", exact: true });
  await page.getByRole("textbox", { name: "Add a procedure or visit code" }).scrollIntoViewIfNeeded();
  await expect(banner.getByText(new RegExp(visit.family, "i"))).toBeInViewport({ ratio: 1 });
  await expect(banner.getByText("Allergies not asked")).toBeInViewport({ ratio: 1 });
  await context.close();
});

test("a vaccine is chosen by its trade name and kept with all that is on the box", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const { patientId } = await register(desk, "Vera");
  await first.close();
  const { page, context } = await signIn(browser, "assistant");
  await page.goto(`/p/${patientId}/chart`);
  const panel = page.getByRole("region", { name: "Immunizations" });
  await panel.getByRole("button", { name: "Administer a vaccine" }).click();
  // Enter before the answer waits for it.
  await page.keyboard.type("boostrix\n");
  await expect(panel.getByText("CVX 115")).toBeVisible();
  await panel.getByRole("textbox", { name: "Lot" }).fill("AB12");
  await panel.getByRole("textbox", { name: "Expires" }).fill("12/31/2030");
  await panel.getByRole("textbox", { name: "Manufacturer" }).fill("GSK");
  await panel.getByRole("textbox", { name: "Dose" }).fill("0.5");
  await panel.getByRole("button", { name: "Record administration" }).click();
  await expect(panel.getByText("Choose one.")).toBeVisible();
  await panel.getByLabel("Paid by").first().click();
  await page.getByRole("option", { name: "Bought by the practice" }).click();
  await panel.getByRole("button", { name: "Record administration" }).click();
  await expect(panel.getByRole("listitem")).toContainText(/Tdap.*lot AB12, expires 12\/31\/2030 · GSK · 0\.5 mL/);
  await context.close();
});
