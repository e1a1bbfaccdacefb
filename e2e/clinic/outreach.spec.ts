import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, stranger } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** A plan's list comes in from the screen and is worked by two callers at once: nobody is called twice, and who says yes is booked. */

const COUNT = 20;

async function newCampaign(manager: Page): Promise<string> {
  const campaignId = randomUUID();
  await call(manager, "messaging.saveCampaign", {
    campaignId,
    version: 0,
    name: `First visits ${campaignId.slice(0, 4)}`,
    purpose: "",
    plan: "Sol Health",
    goal: 10,
    from: "2026-01-01",
    until: null,
    maxAttempts: 3,
    pauseHours: 24,
    // Whenever the test runs, it may call.
    callFrom: "00:00",
    callUntil: "23:59",
    weekends: true,
    script: { en: "Hello {first}, this is {caller}.", es: "" },
  });
  return campaignId;
}

test("a roster comes in 2A; 20 calls by two callers at once, each person once; reached and booked 3A", async ({
  browser,
}) => {
  test.slow();
  const { page: manager } = await signIn(browser, "manager");
  const campaignId = await newCampaign(manager);
  const people = Array.from({ length: COUNT }, (_, n) => ({ ...stranger(), number: `SOL${n}` }));
  const lines = people.map((one) => `${one.number},${one.family},${one.given},${one.birthDate},${one.phone},F`);
  const csv = ["Member ID,Last name,First name,DOB,Phone,Sex", ...lines, "SOL99,Nobody,,1981-03-04,,F"].join("\n");

  await test.step("the manager imports the plan's file", async () => {
    await manager.goto(`/outreach/${campaignId}/rosters`);
    const hand = new Hand(manager);
    const chooser = manager.waitForEvent("filechooser");
    await hand.click(manager.getByRole("button", { name: "Import a roster (CSV or 834)" }));
    await (await chooser).setFiles({ name: "members.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await expect(manager.getByText("Line 22: Name: the first or the last name is missing")).toBeVisible();
    await manager.getByRole("button", { name: "Look who is a patient" }).click();
    await expect(manager.getByText("20 new, 0 are patients, 0 to review after the import.")).toBeVisible();
    await inEveryLook(manager, "a roster before its import");
    await hand.click(manager.getByRole("button", { name: "Import 20 people" }));
    await expect(manager.getByRole("region", { name: "Import of members.csv" })).toContainText("1 line left out");
    hand.expectWithin({ activations: 2 });
  });

  const { page: desk } = await signIn(browser, "frontDesk");
  await test.step("two callers have two cards, and one by name is refused to the other", async () => {
    for (const page of [desk, manager]) {
      await page.goto(`/outreach/${campaignId}/calls`);
      await expect(page.getByText("20 people to call")).toBeVisible();
    }
    await Promise.all([desk, manager].map((page) => page.getByRole("button", { name: "Next card" }).click()));
    const cards = [desk, manager].map((page) => page.getByRole("article", { name: /^Call / }));
    for (const card of cards) await expect(card).toBeVisible();
    const names = await Promise.all(cards.map((card) => card.getAttribute("aria-label")));
    expect(names[0]).not.toBe(names[1]);
    await inEveryLook(desk, "the card of a call");
  });

  await test.step("each goes on by one key a call, until all are called", async () => {
    const called = new Set<string>();
    const work = async (page: Page, calls: number) => {
      const card = page.getByRole("article", { name: /^Call / });
      for (let n = 0; n < calls; n += 1) {
        const name = (await card.getAttribute("aria-label")) ?? "";
        expect(called.has(name)).toBe(false);
        called.add(name);
        await page.keyboard.press(n % 2 === 0 ? "5" : "2");
        await expect(page.getByRole("article", { name, exact: true })).toBeHidden();
        if (n < calls - 1) await expect(card).toBeVisible();
      }
    };
    await Promise.all([work(desk, 10), work(manager, 9)]);
    expect(called.size).toBe(COUNT - 1);
  });

  await test.step("the last one says yes: registered of the list, written down, and booked", async () => {
    if (await desk.getByRole("button", { name: "Next card" }).isVisible())
      await manager.getByRole("button", { name: "Release the card" }).click();
    await expect(manager.getByRole("article")).toHaveCount(0);
    await desk.goto(`/outreach/${campaignId}/calls`);
    await desk.getByRole("button", { name: "Next card" }).click();
    const card = desk.getByRole("article", { name: /^Call / });
    await expect(card).toBeVisible();
    const hand = new Hand(desk);
    await hand.press("1");
    const dock = desk.getByRole("complementary", { name: "Book a visit" });
    const slots = dock.getByRole("list", { name: "Open times, best first" }).getByRole("button");
    await expect(slots.first()).toBeVisible();
    await hand.click(slots.first());
    await hand.click(dock.getByRole("button", { name: "Book", exact: true }));
    await expect(dock).toBeHidden();
    hand.expectWithin({ activations: 3 });
    await expect(desk.getByText("1 of 10")).toBeVisible();
    await inEveryLook(desk, "outreach when all were called");
  });

  await test.step("the proof has all twenty calls, each person once", async () => {
    const { csv: proof, attempts } = await call<{ csv: string; attempts: number }>(
      manager,
      "messaging.exportAttempts",
      {
        campaignId,
      },
    );
    expect(attempts).toBe(COUNT);
    for (const one of people) expect(proof.split(one.number + ",").length, one.number).toBe(2);
  });
});

test("an outcome is taken back: the card is there again, the attempt stays as entered in error", async ({
  browser,
}) => {
  const { page: manager } = await signIn(browser, "manager");
  const campaignId = await newCampaign(manager);
  const { family, given, birthDate, phone } = stranger();
  const row = {
    line: 2,
    memberNumber: "SOL1",
    name: { family, given, middle: null, suffix: null },
    birthDate,
    sex: "female",
    phones: [phone],
    language: "en",
    address: null,
  };
  await call(manager, "messaging.importRoster", {
    rosterId: randomUUID(),
    campaignId,
    fileName: "one.csv",
    rows: [row],
    refused: [],
  });
  const { page } = await signIn(browser, "frontDesk");
  await page.goto(`/outreach/${campaignId}/calls`);
  const card = page.getByRole("article", { name: /^Call / });
  await expect(async () => {
    await page.getByRole("button", { name: "Next card" }).click();
    await expect(card).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("9");
  await expect(page.getByText("Everybody was called")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(card).toBeVisible();
  await expect(card.getByRole("list", { name: "Attempts" })).toContainText("entered in error");
});
