import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, checkIn, register, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("CHT-158 to CHT-168, CHT-174, BIL-250 a test is ordered by keyboard, done by the assistant, seen by who ordered it, and charged with the visit", async ({
  browser,
}) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Iris"), today(), /Alvarez/);
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page: physician, context: physicians } = await signIn(browser, "physician");
  await write(physician, encounterId);
  await physician.goto(`/p/${visit.patientId}/visit/${encounterId}`);
  const here = physician.getByRole("region", { name: "In-house tests and injections" });
  await expect(here).toBeVisible();
  const order = new Hand(physician);
  await order.press("Shift+F8");
  await order.typeAtCaret(physician.getByRole("textbox", { name: "Test or injection" }), "strep");
  await order.press("Enter");
  await expectAccessible(physician, "an order for a test that is done here");
  // The caret stands on the button: the diagnosis is the note’s only one.
  await order.press("Control+Enter");
  await expect(here).toContainText("To do");
  order.expectWithin({ activations: 3, fields: 1 });

  const { page: assistant, context: assistants } = await signIn(browser, "assistant");
  await assistant.goto("/flow");
  const work = assistant.getByRole("region", { name: "Orders to do" });
  const result = new Hand(assistant);
  await result.click(work.getByRole("link", { name: new RegExp(`${visit.family}.*Rapid strep test`, "i") }));
  await result.click(assistant.getByRole("button", { name: "Enter the result of Rapid strep test" }));
  await result.click(assistant.getByText("Positive", { exact: true }));
  await result.type(assistant.getByRole("textbox", { name: "Kit lot" }), "K2291");
  await result.type(assistant.getByRole("textbox", { name: "Kit expires" }), "12/31/2027");
  await result.click(assistant.getByText("Valid", { exact: true }));
  await expectAccessible(assistant, "the result of a test that was done here");
  await result.click(assistant.getByRole("button", { name: "Record the result" }));
  const done = assistant.getByRole("region", { name: "In-house tests and injections" });
  await expect(done).toContainText("Resulted");
  await expect(done).toContainText("lot K2291");
  result.expectWithin({ activations: 5, fields: 2 });
  await assistants.close();

  await expect(here).toContainText("abnormal");
  await here.getByRole("button", { name: /^Mark as seen/ }).click();
  await expect(here).toContainText("seen by Elena Alvarez, MD");
  await physician.goto(`/p/${visit.patientId}/results`);
  await expect(physician.getByRole("list", { name: "Results" })).toContainText("Group A strep antigen");

  await physician.goto(`/p/${visit.patientId}/visit/${encounterId}`);
  const level = physician.getByRole("region", { name: "Visit level (E/M)" });
  const kinds = level.getByPlaceholder("What was it today?");
  await kinds.first().click();
  await physician.getByRole("option", { name: "Self-limited or minor" }).click();
  await expect(level).toContainText("Test: Rapid strep test");
  await expectAccessible(physician, "what the visit's level rests on");
  await physicians.close();
});

test("BIL-252 BIL-253 what nobody charges for is opened, answered with a reason, and taken back, by keyboard and mouse", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money/missing");
  const list = page.getByRole("grid", { name: "Missing charges" });
  await expect(list.getByRole("row", { name: /Note not signed/ }).first()).toBeVisible();
  await expectAccessible(page, "missing charges");
  await list.getByRole("row", { name: /Given, not charged.*90750/ }).click();
  const detail = page.getByRole("region", { name: "Missing charge" });
  await detail.getByRole("button", { name: "Not to be charged" }).click();
  await detail.getByRole("textbox", { name: "Why it needs no charge" }).fill("The health fair paid for it");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("row", { name: /90750/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Not to be charged" }).click();
  await expect(detail).toContainText("The health fair paid for it");
  await detail.getByRole("button", { name: "It is to be charged after all" }).click();
  await page.getByRole("link", { name: "Missing", exact: true }).click();
  // It comes back under nobody's pointer.
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(list.getByRole("row", { name: /90750/ })).toBeVisible();
  await context.close();
});
