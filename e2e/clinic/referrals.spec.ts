import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, call, checkIn, register, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

const panel = (page: Page) => page.getByRole("region", { name: /^Cardiology: Harbor Heart Center/ });
const button = (page: Page, name: string) => panel(page).getByRole("button", { name, exact: true });

test("CHT-252, CHT-254, CHT-274, CHT-277 a referral goes from the order to the closed loop in 19A+5E, and its follow-up is the assistants' task", async ({
  browser,
}) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Rhona"), today());
  const encounterId = await checkIn(desk, visit);
  const { patientId, family } = visit;
  const { page: physician, context: second } = await signIn(browser, "physician");
  await write(physician, encounterId);

  // The desk's list lies open all the while.
  await desk.goto("/referrals");
  const list = desk.getByRole("grid", { name: "Referrals" });
  await expect(list).toBeVisible();
  await desk.getByLabel("Find a referral").fill(family);
  await expect(desk.getByText("No referral fits")).toBeVisible();

  await test.step("the physician orders it: 3A+2E", async () => {
    await physician.goto(`/p/${patientId}/referrals`);
    const hand = new Hand(physician);
    await hand.click(physician.getByRole("button", { name: "Order a referral", exact: true }));
    await hand.type(physician.getByRole("textbox", { name: /^To whom/ }), "Harbor He");
    await hand.take(/Harbor Heart Center/);
    await hand.type(physician.getByLabel("What is asked, and why"), "Palpitations on exertion. Is this an arrhythmia?");
    await expectAccessible(physician, "a referral that is ordered");
    await hand.click(physician.getByRole("button", { name: "Order the referral", exact: true }));
    await expect(panel(physician)).toContainText("To be sent");
    hand.expectWithin({ activations: 3, fields: 2 });
    await physician.goto(`/p/${patientId}/summary`);
    await expect(physician.getByRole("region", { name: "Open loops" })).toContainText(
      "Cardiology: Harbor Heart Center",
    );
  });

  await test.step("it comes to the desk's list by itself, and the desk calls the office: 3A", async () => {
    const row = list.getByRole("row", { name: new RegExp(family, "i") });
    await expect(row).toBeVisible();
    const hand = new Hand(desk);
    await hand.click(row);
    await hand.click(button(desk, "Sent…"));
    await hand.click(button(desk, "Record as sent"));
    await expect(panel(desk)).toContainText("Sent by telephone to Harbor Heart Center, Harbor Cardiology Group");
    hand.expectWithin({ activations: 3 });
    // What is asked and why is not the desk's to read.
    await expect(panel(desk)).not.toContainText("Palpitations");
  });

  await test.step("the office tells the appointment, and the report comes: 4A+2E", async () => {
    const hand = new Hand(desk);
    await hand.click(button(desk, "Appointment…"));
    const [year, month, day] = today(3).split("-");
    await hand.type(panel(desk).getByLabel("Day of the appointment"), `${month}/${day}/${year}`);
    await hand.click(button(desk, "Record the appointment"));
    await expect(panel(desk)).toContainText("Report awaited");
    await hand.click(button(desk, "Report came…"));
    await hand.type(panel(desk).getByLabel(/^Where it lies/), "Fax tray");
    await hand.click(button(desk, "Record as received"));
    await expect(panel(desk)).toContainText("Report to be filed");
    hand.expectWithin({ activations: 4, fields: 2 });
  });

  const { page: assistant, context: third } = await signIn(browser, "assistant");
  await test.step("an assistant files the report: 2A", async () => {
    await call(assistant, "charting.addDocument", {
      documentId: randomUUID(),
      patientId,
      kind: "outside-record",
      title: "Cardiology report",
      takenOn: today(),
      bodySite: "",
      encounterId: null,
      procedureOrderId: null,
      content: Buffer.from(`%PDF-1.7\n% ${patientId}\n1 0 obj\n%%EOF\n`).toString("base64"),
    });
    await assistant.goto(`/p/${patientId}/referrals`);
    const hand = new Hand(assistant);
    await hand.click(button(assistant, "File the report…"));
    await hand.click(button(assistant, "This is the report"));
    await expect(panel(assistant)).toContainText("Report to review");
    hand.expectWithin({ activations: 2 });
  });

  await test.step("the physician reads it and has it followed up: 7A+1E", async () => {
    await physician.goto(`/p/${patientId}/referrals`);
    const hand = new Hand(physician);
    await hand.click(button(physician, "Review…"));
    await hand.click(panel(physician).getByRole("combobox", { name: "What follows" }));
    await hand.click(physician.getByRole("option", { name: "To be followed up" }));
    await hand.type(panel(physician).getByLabel("In words"), "Repeat the echocardiogram");
    await hand.click(panel(physician).getByRole("combobox", { name: "Who follows it up" }));
    await hand.click(physician.getByRole("option", { name: "Medical assistants" }));
    await expectAccessible(physician, "a review with a follow-up");
    await hand.click(button(physician, "Mark as reviewed"));
    await expect(panel(physician)).toContainText("Closed");
    hand.expectWithin({ activations: 7, fields: 1 });
    await physician.goto(`/p/${patientId}/summary`);
    const loops = physician.getByRole("region", { name: "Open loops" });
    await expect(loops).toBeVisible();
    await expect(loops).not.toContainText("Cardiology: Harbor Heart Center");
  });

  await test.step("the follow-up is a task of the medical assistants", async () => {
    const asked = { scope: "patient", patientId, status: "open" };
    const tasks = () =>
      call<{ tasks: readonly { title: string; detail: string; pool: string | null }[] }>(
        assistant,
        "messaging.listTasks",
        asked,
      );
    await expect
      .poll(async () => (await tasks()).tasks)
      .toMatchObject([
        {
          title: "Follow up after a referral, cardiology",
          detail: "Repeat the echocardiogram",
          pool: "medical-assistant",
        },
      ]);
  });
  for (const context of [first, second, third]) await context.close();
});

test("CHT-253, CHT-273, CHT-276 an office is changed, retired in one press, and that is undone", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const name = `Office ${randomUUID().slice(0, 8)}`;
  await page.goto("/admin/offices");
  const hand = new Hand(page);
  await hand.click(page.getByRole("button", { name: "New entry" }));
  await hand.type(page.getByLabel("Person or office"), name);
  await hand.click(page.getByRole("button", { name: "Add to the directory" }));
  await page.getByLabel("Find an office").fill(name);
  const row = page.getByRole("grid", { name: "Offices outside" }).getByRole("row", { name: new RegExp(name) });
  await hand.click(row);
  const entry = page.getByRole("region", { name: "The chosen office" });
  await hand.type(entry.getByLabel("Telephone"), "415 555 0199");
  await hand.click(entry.getByRole("button", { name: "Save the entry" }));
  await expect(row).toContainText("(415) 555-0199");
  hand.expectWithin({ activations: 4, fields: 2 });
  await row.click();
  const versions = entry.getByRole("region", { name: "What it said before" });
  await expect(versions.getByRole("listitem")).toHaveCount(2);
  await expect(versions).toContainText("Brooks");
  await expectAccessible(page, "an office of the directory");
  await entry.getByRole("button", { name: "Retire this entry" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect(row).toBeVisible();
  await context.close();
});
