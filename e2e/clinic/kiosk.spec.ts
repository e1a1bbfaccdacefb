import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, call, cover, register, today } from "./arrange.ts";
import { openBrowser, signIn } from "./clinic.ts";

/** A patient checks in at a tablet, whose network goes away in the middle; the desk gets what is otherwise, field by field. */

const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

async function handedOver(page: Page, visit: { readonly appointmentId: string }): Promise<string> {
  await page.goto(`/desk?dock=check-in&about=${visit.appointmentId}`);
  await page.getByRole("button", { name: "Hand over the tablet" }).click();
  const code = page.getByLabel("Code for the tablet");
  await expect(code).toHaveText(/^[A-Z]{6}$/);
  return code.innerText();
}

test("GTW-109: a tablet goes on without a network; what is otherwise comes to the desk, what is clinical to the assistant", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page: desk, context: deskContext } = await signIn(browser, "frontDesk");
  const somebody = await register(desk, "Wilma");
  await cover(desk, somebody);
  const visit = await book(desk, somebody, today());
  const record = await call<{ birthDate: string }>(desk, "scheduling.getPatient", { patientId: somebody.patientId });
  const code = await handedOver(desk, visit);
  const dock = desk.getByRole("complementary", { name: "Check in" });
  const tabletPanel = dock.getByRole("region", { name: "Tablet" });

  const context = await openBrowser(browser);
  const tablet = await context.newPage();
  await tablet.setViewportSize({ width: 820, height: 1180 });
  await tablet.goto(`/kiosk#${code}`);
  await expect(field(tablet, "Code")).toHaveValue(code);
  expect(tablet.url()).not.toContain(code);
  await inEveryLook(tablet, "the tablet's first page");
  await field(tablet, "Your date of birth (month / day / year)").fill("1/2/1933");
  await tablet.getByRole("button", { name: "Begin" }).click();
  await expect(tablet.getByRole("alert")).toContainText("do not match");
  await field(tablet, "Your date of birth (month / day / year)").fill(record.birthDate);
  await tablet.getByRole("button", { name: "Begin" }).click();
  await expect(tablet.getByRole("heading", { name: "About you" })).toBeVisible();
  await expect(tabletPanel).toContainText("Filling in");

  // A field that can't stand is said at the field, in the patient's language.
  await field(tablet, "Phone").fill("555");
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByText("Please check this.")).toBeVisible();
  await tablet.getByRole("button", { name: "Español" }).click();
  await expect(field(tablet, "Teléfono")).toHaveValue("555");
  await expect(tablet.getByText("Revise este dato, por favor.")).toBeVisible();
  await tablet.getByRole("button", { name: "English" }).click();
  await field(tablet, "Phone").fill("(619) 555-0199");
  // What is typed stays over a reload.
  await expect(async () => {
    await tablet.reload();
    await expect(field(tablet, "Phone")).toHaveValue("(619) 555-0199", { timeout: 2000 });
  }).toPass();
  const kept = await tablet.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain("555-0199");
  await inEveryLook(tablet, "the tablet, about you");
  await tablet.getByRole("button", { name: "Next" }).click();

  await context.setOffline(true);
  await expect(tablet.getByText("No network. You can go on")).toBeVisible();
  await tablet.getByRole("group", { name: "Send text messages" }).getByLabel("No").check();
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByRole("heading", { name: "Your insurance" })).toBeVisible();
  await tablet.getByRole("group", { name: "Sharp Health Plan" }).getByLabel("Something changed").check();
  await field(tablet, "Member number").fill("SHP7777710");
  await expectAccessible(tablet, "the tablet, insurance");
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByRole("heading", { name: "Emergency contact" })).toBeVisible();
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByRole("heading", { name: "Your health" })).toBeVisible();
  await tablet.getByLabel("Allergies, and what happened").fill("Penicillin: a rash\nCats");
  await tablet.getByLabel("I take no medicines").check();
  await expectAccessible(tablet, "the tablet, health");
  await tablet.getByRole("button", { name: "Next" }).click();
  const questions = tablet.getByRole("heading", { name: "Two questions" });
  await expect(questions).toBeVisible();
  await tablet.getByRole("group", { name: "Feeling down" }).getByLabel("Several days").check();
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByRole("heading", { name: "Forms to sign" })).toBeVisible();
  const treatment = tablet.getByRole("region", { name: "Consent to treatment" });
  const box = await treatment.getByRole("img").boundingBox();
  if (!box) throw new Error("there is no field to sign in");
  await tablet.mouse.move(box.x + 30, box.y + 60);
  await tablet.mouse.down();
  await tablet.mouse.move(box.x + 140, box.y + 100, { steps: 6 });
  await tablet.mouse.up();
  await expect(treatment.getByRole("status")).toHaveText("Signed");
  // By keyboard alone.
  const privacy = tablet.getByRole("region", { name: "Receipt of the privacy notice" });
  await privacy.getByLabel("I sign by typing my name").focus();
  await tablet.keyboard.press("Space");
  await expect(privacy.getByRole("status")).toHaveText("Signed");
  await tablet.getByRole("button", { name: "Next" }).click();
  await expect(tablet.getByRole("heading", { name: "Look it over" })).toBeVisible();
  await inEveryLook(tablet, "the tablet, summary");
  await tablet.getByRole("button", { name: "Finish" }).click();
  await expect(tablet.getByRole("heading", { name: "Kept on this tablet" })).toBeVisible();
  const waits = await tablet.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(waits).toContain("practicum.kiosk.waiting");
  for (const word of ["Penicillin", "SHP7777710", "5550199"]) expect(waits).not.toContain(word);
  // Nothing is at the desk, and nobody says that it is.
  await expect(tabletPanel).not.toContainText("Filled in");

  await context.setOffline(false);
  await expect(tablet.getByRole("heading", { name: "Thank you" })).toBeVisible({ timeout: 20_000 });
  expect(
    await tablet.evaluate(
      () =>
        sessionStorage.length +
        Object.keys({ ...localStorage }).filter((key) => key.startsWith("practicum.kiosk")).length,
    ),
  ).toBe(0);
  // The next at the tablet finds nothing.
  await tablet.goBack().catch(() => null);
  await tablet.goto("/kiosk");
  await expect(field(tablet, "Code")).toHaveValue("");

  await expect(tabletPanel).toContainText("Filled in");
  await expect(tabletPanel).not.toContainText("Penicillin");
  const differences = tabletPanel.getByRole("table", { name: "What the patient says is otherwise" });
  await expect(differences.getByRole("row", { name: /Phone/ })).toContainText("(619) 555-0199");
  await expect(differences.getByRole("row", { name: /Text messages allowed/ })).toContainText("Not asked");
  await inEveryLook(desk, "check-in with what the tablet brought");
  await differences.getByRole("button", { name: "Accept: Insurance: Sharp Health Plan" }).click();
  await expect(differences.getByRole("row", { name: /Sharp Health Plan/ })).toContainText("Accepted");
  await tabletPanel.getByRole("button", { name: "Accept all 2" }).click();
  await expect(differences.getByRole("row", { name: /Phone/ })).toContainText("Accepted");
  const after = await call<{ phone: string; name: object }>(desk, "scheduling.getPatient", {
    patientId: somebody.patientId,
  });
  expect(after).toMatchObject({ phone: "6195550199", name: { given: "Wilma" } });
  const coverages = await call<readonly { memberId: string }[]>(desk, "billing.listCoverages", {
    patientId: somebody.patientId,
  });
  expect(coverages.map(({ memberId }) => memberId)).toEqual(["SHP7777710"]);
  await dock.getByRole("link", { name: "Consent to treatment" }).click();
  await expect(desk.getByRole("img", { name: /Signature of/ })).toBeVisible();
  await inEveryLook(desk, "a signed form");
  await deskContext.close();
  await context.close();

  const { page: assistant, context: other } = await signIn(browser, "assistant");
  await assistant.goto(`/p/${somebody.patientId}/rooming`);
  const says = assistant.getByRole("region", { name: "The patient says" });
  await expect(says).toContainText("Penicillin: a rash");
  await inEveryLook(assistant, "rooming with what the patient says");
  await says.getByRole("button", { name: "Gone through with the patient" }).click();
  await expect(says).toContainText("Gone through by");
  await other.close();
});
