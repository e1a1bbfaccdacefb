import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openSandbox } from "./sandbox.ts";

test.setTimeout(600_000);

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../infra/src/practicum.ts", import.meta.url));

test("CUR-26: a passport is saved after a lesson, holds in Node and on the page, and does not where it was changed", async ({
  page,
}) => {
  await openSandbox(page);
  await page.getByRole("button", { name: "Begin: What the signed note leaves out" }).click();
  const panel = page.getByRole("complementary", { name: "Lesson" });
  await expect(panel).toBeVisible({ timeout: 180_000 });
  const told = /signed the note of ([^,]+), born on ([\d/]+)/.exec(await panel.innerText());
  const [name, born] = [told?.[1] ?? "nobody", told?.[2] ?? "never"];
  await page.getByRole("button", { name: /Find a patient or a command/ }).click();
  await page.getByRole("textbox", { name: "Find a patient or a command" }).fill(name);
  // The practice may have a patient of the same name.
  await page.getByRole("option", { name: born }).click();
  await page
    .getByRole("link", { name: /Acute visit$/ })
    .first()
    .click();
  await page
    .getByLabel("Add to the note")
    .fill(
      "Exposed to tuberculosis last month, told after signing. Chest X-ray and blood test ordered, mask until then.",
    );
  await page.getByRole("button", { name: "Add addendum" }).click();
  await expect(panel.getByText("1 of 1 reached")).toBeVisible();
  await panel.getByRole("button", { name: "I am done" }).click();
  await expect(panel.getByText("Passed, with 100 of 100 points.")).toBeVisible();

  await panel.getByLabel("Your name, as it stands on the passport").fill("Ada Learner");
  await inEveryLook(page, "a passport to save");
  const saving = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save my passport" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("md.08.passport.json");
  await expect(panel.getByText("Saved as md.08.passport.json.")).toBeVisible();
  const saved = await download.path();
  const { stdout } = await run(process.execPath, [program, "verify", saved]);
  expect(stdout).toContain("passed, 100 of 100 points");
  expect(stdout).toContain("Signed by Ada Learner, self-issued, did:key:z6Mk");

  // The printer is not asked: the sheet stays as it would be for it.
  await page.evaluate(() => void (window.print = () => {}));
  await panel.getByRole("button", { name: "Print the sheet" }).click();
  await page.emulateMedia({ media: "print" });
  const sheet = page.getByRole("region", { name: "Passport, to print" });
  await expect(sheet).toContainText("Ada Learner");
  await expect(sheet).toContainText("Passed with 100 of 100 points");
  await expect(sheet.getByRole("img", { name: "Leads to the page that checks the file" })).toBeVisible();
  await expect(panel).toBeHidden();
  const address = /http\S+#record-[\w-]{43}/.exec(await sheet.innerText())?.[0] ?? "no address";
  await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
  await expect(sheet).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });

  await panel.getByRole("button", { name: "Leave the lesson" }).click();
  const check = page.getByRole("region", { name: "Check a passport" });
  const file = check.locator("input[type=file]");
  await expect(check.getByRole("button", { name: "Check a passport" })).toBeEnabled({ timeout: 180_000 });
  const text = await readFile(saved, "utf8");
  const give = (content: string) =>
    file.setInputFiles({ name: "ada.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await give(text);
  await expect(check.getByText("ada.json holds.")).toBeVisible({ timeout: 180_000 });
  await expect(check.getByText(/Ada Learner, self-issued: What the signed note leaves out/)).toBeVisible();
  await inEveryLook(page, "a passport that holds");
  // By the code of the sheet, in a browser that has seen nothing of it.
  const visitor = await (await page.context().browser()?.newContext())?.newPage();
  if (visitor === undefined) throw new Error("the browser is gone");
  await visitor.goto(address);
  const theirs = visitor.getByRole("region", { name: "Check a passport" });
  await expect(theirs.getByText("The sheet names a record.")).toBeVisible({ timeout: 180_000 });
  await expect(theirs.getByRole("button", { name: "Check a passport" })).toBeEnabled({ timeout: 180_000 });
  await theirs
    .locator("input[type=file]")
    .setInputFiles({ name: "ada.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(theirs.getByText("It is the record that the sheet names.")).toBeVisible({ timeout: 180_000 });
  await visitor.context().close();

  await give(text.replace('"body":"{', '"body":" {'));
  await expect(check.getByText("ada.json does not hold.")).toBeVisible({ timeout: 180_000 });
  await expect(check.getByText(/^Step \d+: it does not follow/)).toBeVisible();
});
