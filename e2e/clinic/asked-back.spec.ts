import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** Who was asked back and left without a visit: called, booked in two activations, and never lost. */

test("SCH-328, SCH-330 who was asked back is booked in 2A, and comes back when that is undone; a no ends it in 1A", async ({
  browser,
}) => {
  test.slow();
  const { page } = await signIn(browser, "frontDesk");
  await page.goto("/desk/asked-back?show=later");
  const list = page.getByRole("grid", { name: "Asked back" });
  const rows = list.getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  await inEveryLook(page, "asked back, not booked");
  const name = async () => (await rows.nth(1).locator("b").first().textContent()) ?? "";
  const count = async () =>
    Number(
      /\d+/.exec(
        (await page
          .getByText(/^Later \d+$/)
          .first()
          .textContent()) ?? "",
      )?.[0],
    );

  await test.step("the first is booked", async () => {
    const [who, before] = [await name(), await count()];
    const hand = new Hand(page);
    const card = page.getByRole("region", { name: who });
    await hand.click(rows.nth(1));
    await hand.click(card.getByRole("button", { name: /^Book / }).first());
    hand.expectWithin({ activations: 2 });
    await expect(page.getByText(`${who} is booked for`)).toBeVisible();
    await expect.poll(count).toBe(before - 1);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(count).toBe(before);
  });

  await test.step("a call is written down; a no ends it, and is taken back", async () => {
    const [who, before] = [await name(), await count()];
    const card = page.getByRole("region", { name: who });
    await card.getByRole("textbox", { name: "About the call" }).fill("With her sister");
    await card.getByRole("button", { name: "Left a message" }).click();
    await expect(card.getByRole("list", { name: "Calls" })).toContainText("Left a message (With her sister)");
    const hand = new Hand(page);
    await hand.click(card.getByRole("button", { name: "Does not want to come" }));
    hand.expectWithin({ activations: 1 });
    await expect.poll(count).toBe(before - 1);
    await page.goto("/desk/asked-back?show=ended");
    const ended = page.getByRole("region", { name: who });
    await expect(ended.getByRole("list", { name: "Calls" })).toContainText("Does not want to come");
    await inEveryLook(page, "who does not come");
    await ended.getByRole("button", { name: "Entered in error" }).first().click();
    await page.goto("/desk/asked-back?show=later");
    await expect.poll(count).toBe(before);
  });
});
