import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openPractices, openSandbox, practiceIsReady, trainingBar } from "./sandbox.ts";

test.setTimeout(600_000);

test("CUR-33, CUR-78, CUR-81, CUR-83: work that is given as a file; an instructor's board: passports and saved practices, by learner and outcome, with how much help, who is stuck, and a look in", async ({
  page,
}) => {
  await openSandbox(page);
  await practiceIsReady(page);
  // The instructor's file, and the learner who opens it.
  await page.getByText("Give work to a class", { exact: true }).click();
  await page.getByLabel("What it is called").fill("Week 1");
  await page.getByRole("textbox", { name: "Class" }).fill("Section B");
  await page.getByLabel("Your name").fill("Dr. Reyes");
  await page.getByLabel("Due, for what is chosen next").fill("t+7");
  for (const chosen of ["Your first call", "Check a patient in"])
    await page.getByRole("checkbox", { name: chosen }).check();
  const giving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the assignment" }).click();
  const work = await readFile(await (await giving).path(), "utf8");
  const opening = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open an assignment" }).click();
  await (await opening).setFiles([{ name: "week.json", mimeType: "application/json", buffer: Buffer.from(work) }]);
  const assigned = page.getByRole("region", { name: "Week 1" });
  await expect(assigned.getByText("Section B, from Dr. Reyes. 2 of 2 still to do.")).toBeVisible();
  await assigned.getByRole("button", { name: "Begin as assigned: Your first call" }).click();
  const lesson = page.getByRole("complementary", { name: "Lesson" });
  await expect(lesson).toBeVisible({ timeout: 180_000 });
  // One learner is stuck, and saves the practice as it is.
  const shelf = await openPractices(page);
  const saving = page.waitForEvent("download");
  await shelf.getByRole("button", { name: "Save as a file", exact: true }).click();
  const stuck = await readFile(await (await saving).path(), "utf8");
  await page.keyboard.press("Escape");
  // Another passes.
  const name = /“([^”]+)”/.exec(await lesson.innerText())?.[1] ?? "nobody";
  await page.locator(".s-app").getByText(name).first().click();
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(lesson.getByText("1 of 1 reached")).toBeVisible();
  await lesson.getByRole("button", { name: "I am done" }).click();
  await lesson.getByLabel("Your name, as it stands on the passport").fill("Ada Learner");
  const proving = page.waitForEvent("download");
  await lesson.getByRole("button", { name: "Save my passport" }).click();
  const passport = await readFile(await (await proving).path(), "utf8");
  await lesson.getByRole("button", { name: "Leave the lesson" }).click();

  await expect(assigned.getByText("Section B, from Dr. Reyes. 1 of 2 still to do.")).toBeVisible();
  const board = page.getByRole("region", { name: "Your class" });
  await expect(board.getByRole("button", { name: "Choose files" })).toBeEnabled({ timeout: 180_000 });
  const file = (named: string, text: string) => ({
    name: named,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  const choosing = page.waitForEvent("filechooser");
  await board.getByRole("button", { name: "Choose files" }).click();
  await (
    await choosing
  ).setFiles([
    file("ada.json", passport),
    file("Ben Ito.practicum", stuck),
    file("changed.json", passport.replace('"body":"{', '"body":" {')),
    file("letter.json", "Dear teacher"),
    file("week.json", work),
  ]);
  const table = board.getByRole("table");
  await expect(table.getByRole("row", { name: /^Ada Learner Passed, 100, hinted Not brought$/ })).toBeVisible({
    timeout: 180_000,
  });
  await expect(
    table.getByRole("row", { name: /^Ben Ito Not yet, 0, hinted, by a saved practice Not brought$/ }),
  ).toBeVisible();
  await expect(board.getByText(/^changed\.json is not on the board: step \d+: it does not follow/)).toBeVisible();
  await expect(board.getByText(/^letter\.json is not on the board: this is no passport/)).toBeVisible();
  await expect(
    board.getByText(/^Ben Ito, Your first call: not reached: The caller's visit is confirmed/),
  ).toBeVisible();
  await board.getByLabel("Show").selectOption("fd.00");
  await expect(table.getByRole("columnheader", { name: "The caller's visit is confirmed" })).toBeVisible();
  await expect(table.getByRole("row", { name: "Ada Learner Reached" })).toBeVisible();
  await inEveryLook(page, "the instructor's board");
  const csv = page.waitForEvent("download");
  await board.getByRole("button", { name: "Save the table (CSV)" }).click();
  expect(await readFile(await (await csv).path(), "utf8")).toContain('"Ada Learner","fd.00"');

  // The learner's moment, in the real application; the board is still there afterwards.
  await board.getByRole("button", { name: "Ben Ito: fd.00" }).click();
  await expect(lesson.getByText("0 of 1 reached")).toBeVisible({ timeout: 180_000 });
  await trainingBar(page).getByRole("button", { name: "Change role" }).click();
  await expect(table.getByRole("row", { name: /^Ada Learner/ })).toBeVisible();
});
