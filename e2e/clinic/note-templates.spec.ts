import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, checkIn, register, sign, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** A note is made with a template: by digits, with text beside it that nobody's hand is written over in, named at the signature. */
test("a template's fields write into the note, keep what a hand changed, and are asked for at the signature", async ({
  browser,
}) => {
  const desk = await signIn(browser, "frontDesk");
  const somebody = await book(desk.page, await register(desk.page, "Tess"), today());
  const encounterId = await checkIn(desk.page, somebody);
  await desk.context.close();
  const assistant = await signIn(browser, "assistant");
  await assistant.page.goto(`/p/${somebody.patientId}/rooming`);
  await assistant.page.getByRole("button", { name: "Use “Acute visit”" }).click();
  const days = assistant.page.getByRole("textbox", { name: "Ill for" });
  await days.fill("900");
  await expect(days).toHaveValue("900");
  await assistant.page.reload();
  await expect(days).toHaveValue("900");
  await expect(assistant.page.getByText("“Ill for” takes 0 to 365 days. It is not an answer yet.")).toBeVisible();
  await days.fill("3");
  await assistant.page.getByRole("checkbox", { name: "Cough" }).click();
  await expect(assistant.page.getByText(/^ *Saved \d/).first()).toBeVisible();
  await assistant.context.close();

  const { page, context } = await signIn(browser, "physician");
  await page.goto(`/p/${somebody.patientId}/visit/${encounterId}`);
  const text = page.getByRole("textbox", { name: "History of present illness" });
  await page.getByRole("button", { name: "Bring it into the text" }).click();
  await expect(text).toHaveValue("Ill for 3 days\nWith: cough");
  const template = page.getByRole("combobox", { name: "Template for this note" });
  await template.fill("Depression and anxiety, follow-up");
  await template.press("Enter");
  await expect(page.getByRole("button", { name: "Take out Depression and anxiety, follow-up" })).toBeVisible();
  await page.getByRole("button", { name: "Fill in PHQ-9" }).press("Enter");
  await expect(page.getByRole("radio", { name: "Not at all" }).first()).toBeFocused();
  await expect(page.getByText("Safety: what was agreed, and with whom")).toBeHidden();
  // Two for the first question, none for the others, one for the last.
  for (const digit of ["3", "1", "1", "1", "1", "1", "1", "1", "2"]) await page.keyboard.press(digit);
  await expect(text).toHaveValue(/\nPHQ-9: 3 of 27, minimal; question 9/);
  await expect(page.getByText("Safety: what was agreed, and with whom")).toBeVisible();
  const mine = "PHQ-9 gone through together.";
  await text.fill(mine);
  // A number that can't be is no answer: it is reached before the signature is asked for.
  const ill = page.getByRole("textbox", { name: "Ill for" });
  await ill.fill("400");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("“Ill for” takes 0 to 365 days. It is not an answer yet.")).toBeVisible();
  const gate = page.getByRole("dialog");
  await expect(gate).toBeHidden();
  await ill.fill("4");
  await page.keyboard.press("Control+Enter");
  await expect(gate.getByText(/“Thoughts of suicide, asked in person” is not answered/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(gate).toBeHidden();
  await page.getByRole("radiogroup", { name: "Sleep", exact: true }).getByRole("radio").first().press("2");
  await expect(text).toHaveValue(`${mine}\nSleep: too little`);
  await expect(
    page.getByText("You changed “Ill for 3 days” by hand; its field now says “Ill for 4 days”."),
  ).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue(`${mine}\nSleep: too little`);
  await expect(page.getByText("3 of 27")).toBeVisible();
  await inEveryLook(page, "the note with templates");
  await context.close();
});

test("the practice makes a template, with what is wrong beside it; a note keeps the version that it was begun with", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "manager");
  await page.goto("/admin/note-templates");
  await page.getByRole("button", { name: "New template" }).click();
  const name = `Home visit ${Date.now() % 1_000_000}`;
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: /^New field/ }).click();
  const asks = page.getByRole("textbox", { name: "Asks for" });
  await asks.fill("");
  await page.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByRole("alert").getByText("Field 1, Asks for: This is required.")).toBeVisible();
  await inEveryLook(page, "the editor of a template");
  await page.getByRole("button", { name: "Show it" }).click();
  await asks.fill("Stairs to the door");
  const preview = page.getByRole("article", { name: "Preview" });
  await preview.getByRole("textbox", { name: "Stairs to the door" }).fill("Twelve");
  await expect(preview.getByText("Stairs to the door: Twelve")).toBeVisible();
  await page.getByRole("button", { name: "Save the template" }).click();
  await page.getByRole("textbox", { name: "Find a template" }).fill(name.toLowerCase());
  await expect(page.getByText(name)).toBeVisible();
  await expect(page.getByText("Annual physical", { exact: true })).toBeHidden();

  const desk = await signIn(browser, "frontDesk");
  const somebody = await book(desk.page, await register(desk.page, "Vera"), today());
  const encounterId = await checkIn(desk.page, somebody);
  await desk.context.close();
  const doctor = await signIn(browser, "physician");
  await doctor.page.goto(`/p/${somebody.patientId}/visit/${encounterId}`);
  const template = doctor.page.getByRole("combobox", { name: "Template for this note" });
  await template.fill(name);
  await template.press("Enter");
  await expect(doctor.page.getByRole("textbox", { name: "Stairs to the door" })).toBeVisible();
  await page.getByText(name).click();
  await page.getByRole("button", { name: /^Stairs to the door/ }).click();
  await asks.fill("Steps");
  await page.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByText("Saved. Notes that were made with it keep theirs.").last()).toBeVisible();
  await doctor.page.reload();
  await expect(doctor.page.getByRole("textbox", { name: "Stairs to the door" })).toBeVisible();
  await expect(doctor.page.getByRole("textbox", { name: "Steps" })).toBeHidden();
  await doctor.context.close();
  await context.close();
});

/** "/", the first letters of "Lines of an earlier note", Enter, and Enter again: four keys bring a section over. */
test("lines of an earlier note say where they are from until a hand has changed them, and are taken back by one key", async ({
  browser,
}) => {
  const desk = await signIn(browser, "frontDesk");
  const somebody = await register(desk.page, "Carla");
  const then = await checkIn(desk.page, await book(desk.page, somebody, today()));
  const now = await checkIn(desk.page, await book(desk.page, somebody, today()));
  await desk.context.close();
  const { page, context } = await signIn(browser, "physician");
  await page.goto("/today");
  await write(page, then);
  await sign(page, somebody, then);
  await page.goto(`/p/${somebody.patientId}/visit/${now}`);
  const text = page.getByRole("textbox", { name: "Exam", exact: true });
  const margin = page.getByRole("list", { name: "Exam: lines of earlier notes" }).getByRole("button");
  const exam = "Throat red, no exudate. Chest clear.";

  await text.pressSequentially("/lin");
  await text.press("Enter");
  await expect(page.getByRole("button", { name: /^Take over Exam of/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(text).toHaveValue(exam);
  await expect(text).toBeFocused();
  await expect(margin).toHaveAccessibleName(/^from \d\d\/\d\d\/\d{4}, .+: line 1$/);
  await page.keyboard.press("Control+z");
  await expect(text).toHaveValue("");
  await expect(margin).toBeHidden();

  await page.getByRole("button", { name: exam, exact: true }).click();
  await page.getByRole("button", { name: /^Take over Plan of/ }).click();
  await expect(margin).toHaveText(/^line 1: from /);
  await text.press("Home");
  await text.pressSequentially("Better. ");
  await expect(margin).toHaveAccessibleName(/^changed from /);
  await expect(page.locator(".e-bar").getByText(/^ *Saved \d/)).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue(`Better. ${exam}`);
  await expect(margin).toHaveAccessibleName(/^changed from /);
  await inEveryLook(page, "the note with lines of an earlier one");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/^One line was taken over from earlier notes.*: Plan 1\./)).toBeVisible();
  await page.keyboard.press("Escape");
  await text.fill("Not looked at today.");
  await expect(margin).toBeHidden();
  await context.close();
});

test("a phrase of one's own is tried while it is written, and is the first that a note offers", async ({ browser }) => {
  const desk = await signIn(browser, "frontDesk");
  const somebody = await book(desk.page, await register(desk.page, "Petra"), today());
  const encounterId = await checkIn(desk.page, somebody);
  await desk.context.close();
  const { page, context } = await signIn(browser, "physician");
  await page.goto("/admin/phrases");
  await page.getByRole("button", { name: "New of your own" }).click();
  const name = `Knee ${Date.now() % 1_000_000}`;
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Knee: ‹no effusion | effusion›");
  await page.getByRole("checkbox", { name: "Exam" }).check();
  const tried = page.getByRole("textbox", { name: "The phrase in a note" });
  await tried.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Tab");
  await page.keyboard.press("2");
  await expect(tried).toHaveValue("Knee: effusion");
  await inEveryLook(page, "the editor of a phrase");
  await page.getByRole("button", { name: "Save the phrase" }).click();
  await page.getByRole("textbox", { name: "Find a phrase" }).fill(name.toLowerCase());
  await expect(page.getByText(name)).toBeVisible();
  await page.goto(`/p/${somebody.patientId}/visit/${encounterId}`);
  const exam = page.getByRole("textbox", { name: "Exam", exact: true });
  await exam.pressSequentially("/kne");
  await expect(page.getByRole("option").first()).toHaveText(`${name} yours`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("1");
  await expect(exam).toHaveValue("Knee: no effusion");
  await page.goto("/admin/phrases");
  await page.getByText(name).click();
  await page.getByRole("button", { name: "Retire", exact: true }).click();
  await expect(page.getByText(`“${name}” is retired.`)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText(`“${name}” is in use again.`)).toBeVisible();
  await context.close();
});
