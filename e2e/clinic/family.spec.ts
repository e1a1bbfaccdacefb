import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, cover, register, stranger, type Somebody } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

const main = (page: Page) => page.getByRole("main");
const field = (page: Page, name: string) => main(page).getByRole("textbox", { name, exact: true });
const sexOf = (page: Page) =>
  main(page)
    .getByRole("textbox", { name: "Sex" })
    .or(page.getByRole("combobox", { name: "Sex" }));

/** A child of somebody, in the family. */
async function childOf(desk: Page, parent: Somebody, given: string, householdId: string): Promise<Somebody> {
  const { patientId } = await call<{ patientId: string }>(desk, "scheduling.registerPatient", {
    name: { family: parent.family, given, middle: null, suffix: null },
    // Another day for each: a child of the same family name and birth date would be the same child. 2016 has every day that a year can have.
    birthDate: `2016${stranger().birthDate.slice(4)}`,
    sex: "male",
    phone: null,
    email: null,
    address: { line1: "1 Cass St", line2: null, city: "San Diego", state: "CA", zip: "921090001" },
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: null,
    family: {
      householdId,
      of: parent.patientId,
      ofRelation: "parent",
      relation: "child",
      billsTo: "guarantor-while-minor",
      sharesAddress: true,
    },
  });
  return { patientId, family: parent.family, given };
}

test("a family of four is registered with 7A+14E: what they share is typed once", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { family, phone } = stranger();
  await page.goto("/patients");
  const hand = new Hand(page);
  await hand.click(page.getByRole("link", { name: "Register a patient" }));
  await hand.typeAtCaret(field(page, "Last name"), family);
  await hand.type(field(page, "First name"), "Odile");
  await hand.type(field(page, "Birth date"), "3/4/84");
  await hand.type(sexOf(page), "f");
  await hand.type(field(page, "Phone"), phone);
  await hand.press("Enter");
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/insurance/);
  await hand.click(page.getByRole("link", { name: "Summary", exact: true }));
  await hand.click(page.getByRole("link", { name: "Add another member" }));
  const form = page.getByRole("form", { name: "Add a member of the family" });
  const members = [
    { given: "Marcel", born: "5/6/82", sex: "m" },
    { given: "Anouk", born: "2/29/16", sex: "f" },
    { given: "Basile", born: "9/9/20", sex: "m" },
  ];
  for (const [index, { given, born, sex }] of members.entries()) {
    await expect(field(page, "Last name")).toHaveValue(family);
    await hand.typeAtCaret(field(page, "First name"), given);
    await hand.type(field(page, "Birth date"), born);
    await hand.type(sexOf(page), sex);
    if (index < members.length - 1) {
      await hand.click(form.getByRole("button", { name: "Register and add another" }));
      await expect(field(page, "First name")).toHaveValue("");
    } else await hand.click(form.getByRole("button", { name: "Register", exact: true }));
  }
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/summary/);
  hand.expectWithin({ activations: 7, fields: 14 });
  const panel = page.getByRole("region", { name: "Family" });
  await expect(panel.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(4);
  await expect(panel.getByText(`Bills go to ${family}, Odile`)).toBeVisible();
  await expect(panel.getByText(/Child, 10/)).toBeVisible();
  await context.close();
});

test("a family is booked in a row by the keys, stands as linked, and is cancelled together", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const parent = await register(page, "Odile");
  await cover(page, parent);
  const householdId = randomUUID();
  await childOf(page, parent, "Basile", householdId);
  await page.goto(`/p/${parent.patientId}/summary`);
  const panel = page.getByRole("region", { name: "Family" });
  await panel.getByRole("button", { name: "Book together" }).click();
  const dock = page.getByRole("complementary", { name: "Book visits together" });
  const times = dock.getByRole("list", { name: "Times for all, the soonest first" }).getByRole("button");
  await expect(times.first()).toBeVisible();
  await inEveryLook(page, "visits booked together");
  await times.first().click();
  await dock.getByRole("button", { name: "Book 2 visits" }).click();
  await expect(dock).toBeHidden();
  await page.goto(`/p/${parent.patientId}/appointments`);
  await main(page)
    .getByText(/· linked/)
    .first()
    .click();
  await page.keyboard.press("Enter");
  const visit = page.getByRole("complementary", { name: "Appointment" });
  await expect(
    visit.getByRole("region", { name: "Linked visits" }).getByText(`${parent.family}, Basile`),
  ).toBeVisible();
  await visit.getByRole("button", { name: "Cancel all" }).click();
  await expect(visit.getByText("Patient asked").first()).toBeVisible();
  await context.close();
});

test("the family's screens are readable in every look", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context } = await signIn(browser, "frontDesk");
  const parent = await register(page, "Odile");
  await cover(page, parent);
  await childOf(page, parent, "Basile", randomUUID());
  await page.goto(`/p/${parent.patientId}/summary`);
  await expect(page.getByRole("region", { name: "Family" }).getByRole("listitem")).toHaveCount(2);
  await inEveryLook(page, "the summary with a family");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("button", { name: "Move the family" }).click();
  await inEveryLook(page, "the family's dock");
  await page.goto(`/patients/new?beside=${parent.patientId}`);
  await expect(field(page, "Last name")).toHaveValue(parent.family);
  await inEveryLook(page, "another member of a family");
  await page.goto(`/p/${parent.patientId}/ledger`);
  await expect(page.getByRole("region", { name: "Family account" })).toBeVisible();
  await inEveryLook(page, "the ledger with a family's account");
  await context.close();
});
