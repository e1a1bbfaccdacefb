import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, register, today } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** Time that is kept for urgent visits: made by the manager, seen by the desk, gone over with a reason alone. */

test("SCH-307, SCH-310 a time is kept for acute visits in 6A, stands on the day sheet, and others need a reason", async ({
  browser,
}) => {
  test.slow();
  // The practice stands on a Monday, so this is the Thursday of next week: nobody else's test works there.
  const day = today(10);
  const [year, month, date] = day.split("-");
  const { page } = await signIn(browser, "manager");
  await page.goto("/admin/closures");
  const form = page.getByRole("form", { name: "Close or keep a time" });
  await test.step("the manager keeps it", async () => {
    const hand = new Hand(page);
    await hand.click(form.getByText("Kept for some visits"));
    await hand.click(form.getByRole("combobox", { name: "Whose time" }));
    await page.keyboard.type("Elena");
    await hand.take(/Elena Alvarez.*Mission Bay/);
    await form.getByRole("textbox", { name: "First day" }).fill(`${month}/${date}/${year}`);
    await form.getByRole("textbox", { name: "Hours" }).fill("11-12");
    await hand.click(form.getByRole("checkbox", { name: "Acute visit" }));
    await form.getByRole("textbox", { name: "Reason" }).fill("Urgent visits");
    await inEveryLook(page, "keeping a time");
    await hand.click(form.getByRole("button", { name: "Keep this time" }));
    hand.expectWithin({ activations: 6 });
    const coming = page.getByRole("region", { name: "Coming closures" });
    await expect(coming.getByText("Kept for Acute visit")).toBeVisible();
  });

  const { page: desk } = await signIn(browser, "frontDesk");
  await test.step("the desk sees it on the day", async () => {
    await desk.goto(`/desk?date=${day}`);
    await expect(desk.getByText("Urgent visits: kept for Acute visit").first()).toBeVisible();
    await inEveryLook(desk, "a day with kept time");
  });

  await test.step("an acute visit goes there, a follow-up with a reason alone", async () => {
    const types = await call<readonly { visitTypeId: string; name: string }[]>(desk, "scheduling.listVisitTypes", {});
    const columns = await call<readonly { resourceId: string; name: string }[]>(desk, "scheduling.listResources", {});
    const book = async (kind: string, start: string, overbookReason: string | null) => {
      const { patientId } = await register(desk, "Kay");
      return call(desk, "scheduling.bookAppointment", {
        appointmentId: crypto.randomUUID(),
        patientId,
        visitTypeId: types.find((one) => one.name === kind)?.visitTypeId,
        providerResourceId: columns.find((one) => one.name.includes("Alvarez"))?.resourceId,
        roomResourceId: null,
        date: day,
        start,
        minutes: null,
        reason: "Cough",
        overbookReason,
      });
    };
    await book("Acute visit", "11:00", null);
    await expect(book("Follow-up", "11:30", null)).rejects.toThrow("time-kept");
    await book("Follow-up", "11:30", "Sent by the emergency room");
  });

  await test.step("it is taken back, and comes back", async () => {
    await page.getByRole("button", { name: /^Remove Urgent visits/ }).click();
    await expect(page.getByText("Kept for Acute visit")).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Kept for Acute visit")).toBeVisible();
    await page.getByRole("button", { name: /^Remove Urgent visits/ }).click();
    await expect(page.getByText("Kept for Acute visit")).toBeHidden();
  });
});
