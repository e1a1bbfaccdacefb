import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, call, checkIn, register, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("CHT-242 a contradiction stops the signature, is answered beside the note, and signed; a work excuse in 3A, given at checkout", async ({
  browser,
}) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Cleo"), today());
  const encounterId = await checkIn(desk, visit);
  const { patientId, family } = visit;
  const { page, context } = await signIn(browser, "physician");
  await write(page, encounterId);
  const problemId = crypto.randomUUID();
  const type2 = { code: "E11.9", label: "Type 2 diabetes mellitus without complications" };
  await call(page, "charting.addProblem", { problemId, patientId, ...type2, onsetOn: null });
  const { codingVersion, procedures } = await call<{ codingVersion: number; procedures: unknown[] }>(
    page,
    "charting.getEncounter",
    { encounterId },
  );
  const type1 = { code: "E10.9", label: "Type 1 diabetes mellitus without complications" };
  await call(page, "charting.saveCoding", { encounterId, baseVersion: codingVersion, diagnoses: [type1], procedures });

  await page.goto(`/p/${patientId}/summary`);
  const onChart = page.getByRole("region", { name: "Contradictions" });
  await expect(onChart).toContainText("Problem list: E11.9");
  await page.goto(`/p/${patientId}/visit/${encounterId}`);
  const panel = page.getByRole("region", { name: "Contradictions" });
  await expect(panel).toContainText("E10.9 and E11.9");
  await page.getByRole("button", { name: "Sign…" }).click();
  const stop = page.getByRole("list", { name: "Before signing" }).getByRole("button", { name: /Problem list: E11\.9/ });
  await expect(stop).toContainText("Mend one of the two, or give the reason.");
  // The stop leads to the contradiction, where the reason is given.
  await stop.click();
  await panel.getByRole("button", { name: /^Give the reason/ }).click();
  await panel
    .getByRole("textbox", { name: "Why it stands" })
    .fill("Antibodies came back positive; the list is mended next.");
  await expectAccessible(page, "a contradiction that is answered");
  await panel.getByRole("button", { name: "Keep the reason" }).click();
  await expect(panel).toContainText("With a reason: 1");
  await call(page, "charting.signEncounter", { encounterId, patientId, supervisorId: null });
  await page.reload();

  await test.step("a work excuse from the note: 3A", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "Signed note" })).toBeVisible();
    const hand = new Hand(page);
    await hand.click(page.getByRole("link", { name: "Letters", exact: true }).last());
    await hand.click(page.getByRole("button", { name: "Work excuse", exact: true }));
    const sheet = page.getByRole("article", { name: "Work excuse" });
    await expect(sheet).toContainText("was seen in our office on");
    await expect(sheet).not.toContainText("diabetes");
    await expectAccessible(page, "a letter that is written");
    await hand.click(page.getByRole("button", { name: "Sign the letter" }));
    await expect(sheet).toContainText("Signed electronically by Elena Alvarez, MD");
    hand.expectWithin({ activations: 3 });
  });

  await test.step("the front desk hands it over, and reads its kind alone", async () => {
    await desk.goto("/flow");
    const card = desk.getByRole("article", { name: new RegExp(family, "i") });
    await expect(card).toContainText("To give: work excuse");
    await expectAccessible(desk, "a card with a letter to give");
    await card.getByRole("button", { name: /^Given by hand: Work excuse/ }).click();
    await expect(card.getByText("To give: work excuse")).toHaveCount(0);
    await page.goto(`/p/${patientId}/letters`);
    await expect(page.getByRole("grid", { name: "Letters" })).toContainText("Given by hand");
  });

  await page.goto("/contradictions");
  await expect(page.getByRole("status").filter({ hasText: "charts" })).toBeVisible();
  await page.goto("/contradictions?show=notes");
  await page
    .getByRole("grid", { name: "Notes by provider" })
    .getByRole("row", { name: /Alvarez/ })
    .click();
  await expect(page.getByRole("grid", { name: /^Notes of/ })).toContainText("Antibodies came back positive");
  await page.goto("/admin/letters");
  await page
    .getByRole("grid", { name: "Templates of letters" })
    // English, and below it Spanish.
    .getByRole("row", { name: /Work excuse/ })
    .first()
    .click();
  await page.getByRole("textbox", { name: "Text" }).fill("{{patient.name}} because of {{reason}}");
  await expect(page.getByText("{{reason}} is no field.", { exact: false })).toBeVisible();
  await expectAccessible(page, "a template with a fault");
  await first.close();
  await context.close();
});
