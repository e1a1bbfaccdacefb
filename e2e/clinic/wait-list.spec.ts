import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, call, register, today, type Somebody } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** A freed time is offered to two who wait: the first who confirms is booked, the other hears that somebody else was first. */

test("put on the wait list 3A, a freed time offered 2A and confirmed 1A; in every look", async ({ browser }) => {
  test.slow();
  const { page } = await signIn(browser, "frontDesk");
  const one = await register(page, "Ana");
  const two = await register(page, "Berta");
  // The practice stands on a Monday, so this is the Wednesday of next week: nobody else's test works there.
  const day = today(9);
  const visit = await book(page, await register(page, "Carla"), day);
  const nameOf = ({ family, given }: Somebody) => `${family.toUpperCase()}, ${given}`;

  await test.step("two patients come on the list", async () => {
    for (const somebody of [one, two]) {
      await page.goto(`/desk?dock=wait&about=${somebody.patientId}`);
      const hand = new Hand(page);
      const type = page.getByRole("combobox", { name: "Visit type" });
      await hand.click(type);
      await page.keyboard.type("acute");
      await hand.take(/Acute visit/);
      await page.getByRole("combobox", { name: "Priority" }).fill("urgent");
      await page.keyboard.press("Enter");
      if (somebody === one) await inEveryLook(page, "adding to the wait list");
      await hand.click(page.getByRole("button", { name: "Add to the wait list", exact: true }));
      await expect(page.getByRole("list", { name: "Wait list" })).toContainText(nameOf(somebody));
      hand.expectWithin({ activations: 3 });
    }
    await inEveryLook(page, "the wait list");
  });

  await test.step("a visit is cancelled; its time is offered to both", async () => {
    const { appointmentId } = visit;
    const { version } = await call<{ version: number }>(page, "scheduling.getAppointment", { appointmentId });
    await call(page, "scheduling.cancelAppointment", { appointmentId, version, reason: "Patient asked" });
    await page.goto(`/desk?dock=appointment&about=${appointmentId}`);
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "Fill this time" }));
    const fits = page.getByRole("region", { name: "Who fits" });
    await expect(fits.getByText(nameOf(one))).toBeVisible();
    await inEveryLook(page, "a freed time to fill");
    // Both are urgent: they stand first, and are chosen already; the demonstration's own are left out.
    for (const box of await fits.getByRole("checkbox").all()) {
      const name = await box.evaluate((element) => element.closest("li")?.textContent ?? "");
      await box.setChecked(name.includes(nameOf(one)) || name.includes(nameOf(two)));
    }
    await hand.click(page.getByRole("button", { name: "Offer to 2 patients" }));
    await expect(page.getByRole("region", { name: "Offers" }).getByText("Offered")).toHaveCount(2);
    hand.expectWithin({ activations: 2 });
  });

  await test.step("the first who confirms has it; the other's offer is over", async () => {
    const offers = page.getByRole("region", { name: "Offers" });
    const hand = new Hand(page);
    await hand.click(
      offers
        .getByRole("listitem")
        .filter({ hasText: nameOf(two) })
        .getByRole("button", { name: "Confirmed" }),
    );
    await expect(offers.getByRole("listitem").filter({ hasText: nameOf(one) })).toContainText(
      "Somebody else was first",
    );
    await expect(offers.getByRole("listitem").filter({ hasText: nameOf(two) })).toContainText("Confirmed");
    hand.expectWithin({ activations: 1 });
    await inEveryLook(page, "offers that were answered");
    const visits = await call<readonly { date: string; status: string }[]>(page, "scheduling.patientAppointments", {
      patientId: two.patientId,
    });
    expect(visits).toMatchObject([{ date: day, status: "booked" }]);
    expect(await call(page, "scheduling.patientAppointments", { patientId: one.patientId })).toEqual([]);
  });
});
