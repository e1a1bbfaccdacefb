import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, register } from "./arrange.ts";
import { address, openBrowser, signIn } from "./clinic.ts";

/** A patient gets a link by text message, books by it on a telephone, moves the visit and cancels it; the desk sees each. */

const messages = fileURLToPath(new URL("../../.data/e2e/outbox", import.meta.url));

/** What stands in the text message, as the gateway that sends it finds it. */
async function textOf(linkId: string): Promise<string> {
  const [practice = ""] = await readdir(messages);
  const file = await readFile(join(messages, practice, "sms", `${linkId}.json`), "utf8");
  return (JSON.parse(file) as { text: string }).text;
}

const chosen = (page: Page) => page.locator(".b-chosen strong");

test("SCH-261, SCH-265, SCH-266: from the desk's button to the booked visit in three activations and a birth date", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page: desk } = await signIn(browser, "frontDesk");
  const somebody = await register(desk, "Wilma");
  const { patientId } = somebody;
  const record = await call<{ birthDate: string }>(desk, "scheduling.getPatient", { patientId });
  await desk.goto(`/p/${patientId}/messages`);
  const panel = desk.getByRole("region", { name: "Booking by link" });
  await panel.getByRole("combobox", { name: "Visit to book by link" }).click();
  await desk.getByRole("option", { name: "Follow-up", exact: true }).click();
  await panel.getByRole("button", { name: "Text a booking link" }).click();
  await expect(panel.getByRole("listitem")).toContainText("not opened");
  await expect(panel.getByRole("listitem")).toContainText("sent ");
  await inEveryLook(desk, "messages with a booking link");
  const [link] = await call<readonly { linkId: string }[]>(desk, "messaging.bookingLinks", { patientId });
  const [, hash = ""] = /book(#\S+)/.exec(await textOf(link?.linkId ?? "")) ?? [];

  const context = await openBrowser(browser);
  const phone = await context.newPage();
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto(`/book${hash}`);
  await expect(phone).toHaveURL(`${address()}/book`);
  const birth = phone.getByLabel("Your date of birth (month / day / year)");
  await birth.fill("1/2/1933");
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByRole("alert")).toContainText("do not match");
  await expect(phone.getByText("Mission Bay")).toHaveCount(0);
  await inEveryLook(phone, "the link's first page");
  await phone.getByRole("button", { name: "Español" }).click();
  await expect(phone.getByLabel("Su fecha de nacimiento")).toHaveValue("1/2/1933");
  await phone.getByRole("button", { name: "English" }).click();

  // The budget: a date typed, and three activations.
  await birth.fill(record.birthDate);
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByRole("heading", { name: "Choose a time" })).toBeVisible();
  await inEveryLook(phone, "the link's times");
  await phone.getByRole("listitem").last().getByRole("button").click();
  const when = await chosen(phone).innerText();
  await phone.getByRole("button", { name: "Book this time" }).click();
  await expect(phone.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expect(chosen(phone)).toHaveText(when);
  await inEveryLook(phone, "the link's visit");
  await expect(panel.getByRole("listitem")).toContainText("booked by the patient");

  // Loaded again it goes on; moved, it is another time.
  await phone.reload();
  await phone.getByRole("button", { name: "Move the visit" }).click();
  await phone.getByRole("button", { name: "Later days" }).click();
  await phone.getByRole("listitem").last().getByRole("button").click();
  const later = await chosen(phone).innerText();
  expect(later).not.toBe(when);
  await phone.getByRole("button", { name: "Move to this time" }).click();
  await expect(phone.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
  await expect(chosen(phone)).toHaveText(later);
  await phone.getByRole("button", { name: "Cancel the visit" }).click();
  await phone.getByRole("button", { name: "Press again to cancel the visit" }).click();
  await expect(phone.getByRole("heading", { name: "Your visit is cancelled" })).toBeVisible();
  await expectAccessible(phone, "the link, cancelled");
  await expect(panel.getByRole("listitem")).toContainText("cancelled by the patient");
  const visits = await call<readonly { status: string; cancelReason: string }[]>(
    desk,
    "scheduling.patientAppointments",
    { patientId },
  );
  expect(visits).toMatchObject([{ status: "cancelled" }]);

  // A browser that holds nothing learns nothing.
  const stranger = await (await openBrowser(browser)).newPage();
  await stranger.goto(`/book#mission-bay.${randomUUID().replaceAll("-", "").slice(0, 26)}`);
  await stranger.getByLabel("Your date of birth (month / day / year)").fill(record.birthDate);
  await stranger.getByRole("button", { name: "Continue" }).click();
  await expect(stranger.getByRole("alert")).toContainText("do not match");
});
