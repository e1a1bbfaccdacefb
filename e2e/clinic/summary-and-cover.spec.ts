import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, register } from "./arrange.ts";
import { password, practiceAheadMs, signIn } from "./clinic.ts";

test("a patient's summary shows a physician the chart as it stands, and the front desk nothing of it", async ({
  browser,
}) => {
  const desk = await signIn(browser, "frontDesk");
  const physician = await signIn(browser, "physician");
  const { patientId } = await register(desk.page, "Uma");
  await physician.page.goto(`/p/${patientId}/summary`);
  const allergies = physician.page.getByRole("region", { name: "Allergies" });
  await expect(allergies).toContainText("Not asked. This is not the same as none.");
  await expect(physician.page.getByRole("region", { name: "Problems" })).toContainText("No problem is listed.");
  await inEveryLook(physician.page, "/p/…/summary, of a physician");
  await call(physician.page, "charting.addAllergy", {
    patientId,
    allergyId: randomUUID(),
    substanceCode: null,
    substance: "Bee stings",
    reaction: "Swelling",
    severity: "severe",
  });
  await expect(allergies).toContainText("Bee stings – Swelling (severe)");
  await allergies.getByRole("link", { name: "Open: Allergies" }).click();
  await expect(physician.page).toHaveURL(new RegExp(`/p/${patientId}/meds$`));

  await desk.page.goto(`/p/${patientId}/summary`);
  await expect(desk.page.getByRole("heading", { name: "Demographics" })).toBeVisible();
  await expect(desk.page.getByRole("region", { name: "Problems" })).toHaveCount(0);
  for (const { context } of [desk, physician]) await context.close();
});

test("under the cover of a session that ended nothing asks again, until its person is back", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  // Minutes pass by hand here.
  await context.clock.install({ time: Date.now() + practiceAheadMs() });
  await page.goto("/flow");
  await expect(page.getByRole("heading", { name: "Flow" })).toBeVisible();
  await context.request.post("/api/auth/sign-out", { data: {}, headers: { origin: new URL(page.url()).origin } });
  const minute = 61_000;
  // The board asks once more, and hears that nobody is signed in.
  await page.clock.fastForward(minute);
  await expect(page.getByRole("heading", { name: "Signed out" })).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/trpc/")) asked.push(request.url());
  });
  for (let times = 0; times < 3; times++) await page.clock.runFor(minute);
  expect(asked).toEqual([]);
  // Who it is, is known: the caret waits for the password.
  const secret = page.getByRole("textbox", { name: "Password" });
  await expect(secret).toBeFocused();
  await secret.fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(secret).toBeHidden();
  asked.length = 0;
  const boards = async () => {
    await page.clock.fastForward(minute);
    return asked.filter((url) => url.includes("scheduling.flowBoard")).length;
  };
  await expect.poll(boards).toBeGreaterThan(0);
  await context.close();
});
