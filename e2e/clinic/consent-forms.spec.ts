import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("SCH-200 a slip of the pen in a form is mended in 3A+2E: signatures go on counting, and the old words stay readable", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "manager");
  await page.goto("/admin/forms");
  const forms = page.getByRole("grid", { name: "Forms that patients sign" });
  const title = "Financial responsibility";
  await expect(forms.getByRole("row", { name: new RegExp(title) })).toBeVisible();
  const hand = new Hand(page);
  await hand.click(forms.getByRole("row", { name: new RegExp(title) }));
  const form = page.getByRole("form", { name: title });
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions).toContainText("Version 1, saved by Practicum");
  const before = await form.getByLabel("Text in English").inputValue();
  await hand.type(form.getByLabel("Text in English"), "I owe what my insurance leaves to me.");
  await hand.type(form.getByLabel("Text in Spanish"), "Debo lo que mi seguro me deja.");
  await hand.click(form.getByLabel("Everybody signs it anew"));
  await inEveryLook(page, "a form that patients sign");
  await hand.click(form.getByRole("button", { name: "Save the form" }));
  await expect(page.getByText("Saved. Signatures go on counting.")).toBeVisible();
  hand.expectWithin({ activations: 3, fields: 2 });

  await forms.getByRole("row", { name: new RegExp(title) }).click();
  await expect(versions).toContainText("Version 2, saved by Susan Whitfield");
  await expect(versions).not.toContainText("counts no longer");
  await versions.getByText("Version 1").click();
  await expect(versions.getByText(before)).toBeVisible();
  await inEveryLook(page, "a form's versions");
  await context.close();
});
