import { createHmac } from "node:crypto";
import { expect, type Browser, type Page } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openBrowser, password, signIn } from "./clinic.ts";

/**
 * What is told of accounts: to their people, to the owner; and a second factor by role. The person is one that no other test signs in:
 * Maya Thompson, the only nurse practitioner.
 */
const thompson = "thompson@missionbay.example";

/** RFC 6238, as an authenticator makes it: six digits of the half minute, and of those after it. */
function codeOf(key: string, halfMinutes: number): string {
  const bits = [...key.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
  const text = bits.map((five) => five.toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((text.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const hash = createHmac("sha1", bytes).update(counter).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function typeSignIn(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByLabel("E-mail").fill(thompson);
  await page.getByRole("textbox", { name: /^Password/ }).fill(password);
  await page.keyboard.press("Enter");
}

async function signInByHand(browser: Browser): Promise<Page> {
  const page = await (await openBrowser(browser)).newPage();
  await typeSignIn(page);
  return page;
}

async function openDock(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: /Whitfield|Thompson|Alvarez/ }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a sign-in from a new browser is told, stands until it is known, and a manager ends it; the owner sees that", async ({
  browser,
}) => {
  const first = await signInByHand(browser);
  await expect(first.getByRole("main").getByRole("heading").first()).toBeVisible();
  const second = await signInByHand(browser);
  // The page of signing in has a heading, too.
  await expect(second.getByRole("button", { name: /Thompson/ })).toBeVisible();
  await first.reload();
  await expect(first.getByRole("button", { name: /Thompson.*about accounts/ })).toBeVisible();
  await openDock(first, "About your account");
  const notices = first.getByRole("list", { name: "About your account" });
  await expect(notices).toContainText("Somebody signed in to your account from a browser that is not known here");
  await inEveryLook(first, "about your account");
  await first.getByRole("button", { name: "I know of all of these" }).focus();
  await first.keyboard.press("Enter");
  await expect(first.getByRole("button", { name: /Thompson.*about accounts/ })).toHaveCount(0);
  await expect(notices).toContainText("Somebody signed in");

  const { page: manager } = await signIn(browser, "manager");
  await manager.goto("/admin/users");
  await manager.getByRole("row", { name: /Thompson/ }).click();
  const sessions = manager.getByRole("region", { name: "Where the person is signed in" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await inEveryLook(manager, "a person with sessions");
  await sessions.getByRole("button", { name: "End all" }).click();
  await expect(sessions).toContainText("Nowhere.");
  // At once, wherever it is: what is under the cover waits for its person.
  await expect(second.getByRole("heading", { name: "Signed out" })).toBeVisible();

  const { page: owner } = await signIn(browser, "physician");
  await owner.goto("/admin/acts");
  const acts = owner.getByRole("grid", { name: "Managers' acts" });
  await expect(acts.getByRole("row", { name: /Whitfield.*Ended a person's sessions.*Thompson/ }).first()).toBeVisible();
  await inEveryLook(owner, "managers' acts");
  await expect(manager.getByRole("link", { name: "Managers' acts" })).toHaveCount(0);
});

test("a request that waits for a second person shows in the navigation of who may decide, and goes when it is decided", async ({
  browser,
}) => {
  const { page: manager } = await signIn(browser, "manager");
  const { page: owner } = await signIn(browser, "physician");
  await owner.goto("/today");
  const admin = owner.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Admin/ });
  await expect(admin).toBeVisible();
  await manager.goto("/admin/users");
  await manager.getByRole("row", { name: /Haddad/ }).click();
  await manager.getByLabel("Medical assistant").check();
  await manager.getByRole("button", { name: "Save" }).click();
  await expect(manager.getByRole("status").filter({ hasText: "second person" }).first()).toBeVisible();
  await expect(admin).toHaveAccessibleName(/1 wait for a second person/);
  await expectAccessible(owner, "the navigation with a number");
  await openDock(owner, "Second person");
  await owner.getByRole("button", { name: /^Refuse: .*Haddad/ }).click();
  await expect(admin).not.toHaveAccessibleName(/wait/);
});

test("a second factor by role is set up at sign-in, by keyboard, before anything else opens", async ({ browser }) => {
  const { page: manager } = await signIn(browser, "manager");
  const setPolicy = async (checked: boolean, days: string) => {
    await manager.goto("/admin/users");
    await manager.getByRole("button", { name: "Second factor by role" }).click();
    const form = manager.getByRole("form", { name: "Second factor by role" });
    await form.getByLabel("Nurse practitioner").setChecked(checked);
    await form.getByLabel("Days of grace").fill(days);
    if (checked && days === "3") await inEveryLook(manager, "second factor by role");
    await form.getByRole("button", { name: "Save" }).click();
    if (checked) return expect(form).toHaveCount(0);
    // Less than before: one person alone does not ask for less.
    await expect(form.getByRole("status").filter({ hasText: "second" })).toBeVisible();
    await inEveryLook(manager, "a policy that waits for a second person");
    const { page: owner } = await signIn(browser, "physician");
    await owner.goto("/today");
    await openDock(owner, "Second person");
    await owner.getByRole("button", { name: /^Agree: .*wants less at sign-in/ }).click();
    await expect(owner.getByText("Agreed.")).toBeVisible();
  };
  await setPolicy(true, "3");
  const early = await signInByHand(browser);
  await expect(early.getByText("Your practice asks for a second factor.")).toBeVisible();
  await inEveryLook(early, "days of grace");
  await setPolicy(true, "0");
  const page = await signInByHand(browser);
  const form = page.getByRole("form", { name: "Set up a second factor" });
  await expect(form.getByRole("img", { name: "Setup key as a QR code" })).toBeVisible();
  await inEveryLook(page, "setting up a second factor at sign-in");
  // Another page, too, opens nothing.
  const beside = await page.context().newPage();
  await beside.goto("/today");
  await expect(beside.getByRole("form", { name: "Sign in", exact: true })).toBeVisible();
  await beside.close();
  const key = (await form.locator("output").first().textContent()) ?? "";
  const field = form.getByLabel("Code that the authenticator shows");
  await field.focus();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText("not the code");
  await field.fill(codeOf(key, 0));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
  await expect(form).toHaveCount(0);
  await openDock(page, "Password, two-factor sign-in, passkeys");
  await page
    .getByRole("form", { name: "Turn it off" })
    .getByRole("textbox", { name: /^Your password/ })
    .fill(password);
  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("Your practice asks for a second factor for what you do here")).toBeVisible();
  await setPolicy(false, "7");
  await page
    .getByRole("form", { name: "Turn it off" })
    .getByRole("textbox", { name: /^Your password/ })
    .fill(password);
  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("Two-factor sign-in is off.")).toBeVisible();
});
