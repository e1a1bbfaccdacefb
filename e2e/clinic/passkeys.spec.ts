import { expect, type CDPSession, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { newColleague, type Colleague } from "./arrange.ts";
import { address, openBrowser, signIn } from "./clinic.ts";

/** Passkeys, with an authenticator of the browser's own for tests. */

/** A key with a fingerprint: it keeps what it made, and says who touched it. */
async function plugIn(page: Page): Promise<{ readonly cdp: CDPSession; readonly authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

async function typeSignIn(page: Page, { email, password }: Colleague): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("textbox", { name: /^Password/ }).fill(password);
  await page.keyboard.press("Enter");
}

const menu = (page: Page) => page.locator("button.w-user");

async function openAccount(page: Page): Promise<void> {
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Password, two-factor sign-in, passkeys" }).click();
}

async function closeAccount(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Close Password, two-factor sign-in, passkeys" }).click();
}

async function signOut(page: Page): Promise<void> {
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("form", { name: "Sign in", exact: true })).toBeVisible();
}

test("IDN-130 to IDN-133: a passkey is added, signs in alone and after the password, shows again who one is, and goes", async ({
  browser,
}) => {
  const { page: manager } = await signIn(browser, "manager");
  const colleague = await newColleague(manager);
  const context = await openBrowser(browser);
  const page = await context.newPage();
  // A bare number is no name that a passkey could be for; it is said where one would be added.
  const named = address().replace("127.0.0.1", "localhost");
  const { cdp, authenticatorId } = await plugIn(page);
  await page.goto(named);
  await typeSignIn(page, colleague);
  await expect(menu(page)).toBeVisible();
  await openAccount(page);
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByLabel("Name of a new passkey").fill("Front desk laptop");
  await page.keyboard.press("Enter");
  await expect(passkeys.getByRole("listitem").filter({ hasText: "Front desk laptop" })).toContainText("not used yet");
  await inEveryLook(page, "an account with a passkey");
  await passkeys.getByRole("button", { name: "Rename Front desk laptop" }).click();
  await passkeys.getByRole("form", { name: "Rename Front desk laptop" }).getByLabel("Name").fill("Laptop");
  await page.keyboard.press("Enter");
  await expect(passkeys.getByRole("listitem")).toContainText("Laptop");

  await closeAccount(page);
  await signOut(page);
  await inEveryLook(page, "signing in, with passkeys");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(menu(page)).toBeVisible();

  await signOut(page);
  await typeSignIn(page, colleague);
  const second = page.getByRole("form", { name: "Sign in", exact: true });
  await expect(second.getByText("Your password is right.")).toBeVisible();
  await inEveryLook(page, "a passkey after the password");
  // Who is not the person of the device gets nowhere, and is told what to do.
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await second.getByRole("button", { name: "Show the passkey" }).click();
  await expect(second.getByRole("alert")).toContainText("No passkey was shown");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await second.getByRole("button", { name: "Show the passkey" }).click();
  await expect(menu(page)).toBeVisible();

  await openAccount(page);
  await passkeys.getByRole("button", { name: "Remove Laptop" }).click();
  await expect(passkeys.getByRole("listitem")).toHaveCount(0);
  await closeAccount(page);
  await signOut(page);
  // The device has it still, and it opens nothing.
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("not accepted here");
  await typeSignIn(page, colleague);
  await expect(menu(page)).toBeVisible();
});
