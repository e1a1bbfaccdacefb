import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { asksFor } from "./answer-instead.ts";
import { book, checkIn, register, stranger, today } from "./arrange.ts";
import { password, people, signIn } from "./clinic.ts";

/** What is typed into a form is there again after a change of page and a reload, and ends with the session. */

const field = (page: Page, name: string) => page.getByRole("main").getByRole("textbox", { name, exact: true });
const back = (page: Page) => page.getByText("You left this unfinished; what you typed is back.");

/** Types, and waits until what was typed is encrypted and lies in the tab: a page that is left in that very moment could not have it. */
async function type(page: Page, name: string, text: string): Promise<void> {
  const kept = () =>
    page.evaluate(() =>
      Object.entries(sessionStorage)
        .filter(([slot]) => slot.startsWith("practicum.draft:"))
        .map(([, sealed]) => sealed)
        .join("\n"),
    );
  const before = await kept();
  await field(page, name).fill(text);
  await expect.poll(kept).not.toBe(before);
}

test("a half-typed registration and coverage come back, until they are left on purpose", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { family } = stranger("Ida");
  await page.goto("/patients/new");
  await type(page, "Last name", family);
  await type(page, "Street", "12 Half St");
  await page.reload();
  await expect(field(page, "Last name")).toHaveValue(family);
  await expect(field(page, "Street")).toHaveValue("12 Half St");
  await expect(back(page)).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(field(page, "Last name")).toHaveValue("");
  await page.reload();
  await expect(back(page)).toBeHidden();

  const { patientId } = await register(page, "Jonas");
  await page.goto(`/p/${patientId}/insurance`);
  await page.getByRole("button", { name: "Add a coverage" }).first().click();
  await type(page, "Member ID", "HALF1");
  await page.goto("/patients");
  await page.goto(`/p/${patientId}/insurance`);
  await expect(field(page, "Member ID")).toHaveValue("HALF1");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Add a coverage" }).first()).toBeVisible();
  await expect(field(page, "Member ID")).toBeHidden();

  await page.goto(`/p/${patientId}/summary?field=address`);
  await type(page, "Street", "99 Other St");
  await page.goto("/patients");
  await page.goto(`/p/${patientId}/summary`);
  await expect(field(page, "Street")).toHaveValue("99 Other St");
  await context.close();
});

test("what was typed ends with the session", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  await page.goto("/patients/new");
  await field(page, "Last name").fill("Nobodys");
  await page.getByRole("button", { name: "Tanya Brooks" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
  // The page that says so is loaded afresh a moment later.
  await expect(async () => {
    const { local, tab } = await storage(page);
    expect(tab).not.toContain("practicum.draft:");
    expect(local + tab).not.toContain("Nobodys");
  }).toPass();
  await context.close();
});

const MARKER = "Told me in confidence: HIV positive since May.";

/** All that the browser keeps for this address, and what it shows. */
async function storage(page: Page): Promise<{ local: string; tab: string; databases: number; shown: string }> {
  return page.evaluate(async () => ({
    local: JSON.stringify({ ...localStorage }),
    tab: JSON.stringify({ ...sessionStorage }),
    databases: (await indexedDB.databases()).length,
    shown: document.documentElement.outerHTML,
  }));
}

test("CHT-119, CHT-121 what could not be sent survives a crash, and a stolen laptop shows nothing of it", async ({
  browser,
}) => {
  const desk = await signIn(browser, "frontDesk");
  const visit = await book(desk.page, await register(desk.page, "Quinn"), today());
  const encounterId = await checkIn(desk.page, visit);
  const { page, context } = await signIn(browser, "physician");
  const note = `/p/${visit.patientId}/visit/${encounterId}`;
  const section = (on: Page) => on.getByRole("textbox", { name: "History of present illness" });
  const cut = (on: Page) => on.route(asksFor("charting.saveNoteSection"), (route) => route.abort());
  const readable = async (on: Page) => {
    const { local, tab, databases, shown } = await storage(on);
    expect(databases).toBe(0);
    return {
      kept: local.includes("practicum.draft:"),
      leaks: [local, tab, shown].filter((all) => /HIV|confidence/.test(all)),
    };
  };

  await test.step("typed while the network is away, then the tab crashes", async () => {
    await expect(async () => {
      await page.goto(note);
      await expect(section(page)).toBeVisible({ timeout: 2000 });
    }).toPass();
    await cut(page);
    await section(page).fill(MARKER);
    await expect.poll(async () => (await storage(page)).local).toContain("practicum.draft:");
    const { local, tab } = await storage(page);
    expect(local + tab).not.toMatch(/HIV|confidence/);
    await page.goto("chrome://crash").catch(() => undefined);
  });

  const second = await context.newPage();
  await test.step("the same person has it back, and locks the screen", async () => {
    await cut(second);
    await second.goto("/today");
    await expect(second.getByRole("main")).toBeVisible();
    await second.goto(note);
    await expect(section(second)).toHaveValue(MARKER);
    await context.request.post("/api/auth/sign-out", { data: {}, headers: { origin: new URL(second.url()).origin } });
    await expect(second.getByRole("heading", { name: "Signed out" })).toBeVisible();
    await expect.poll(async () => readable(second)).toEqual({ kept: true, leaks: [] });
  });

  await test.step("somebody else signs in there and finds nothing", async () => {
    await second.getByRole("button", { name: "I am someone else" }).click();
    await second.waitForURL((url) => url.pathname === "/");
    const nothing = async () => {
      await expect(second.getByLabel("E-mail")).toBeVisible();
      expect(await readable(second)).toEqual({ kept: true, leaks: [] });
    };
    await expect(nothing).toPass();
    await second.goBack().catch(() => undefined);
    await expect(nothing).toPass();
    await signInHere(second, people.assistant);
    await second.goto(note);
    await expect(second.getByRole("heading", { name: "Note" })).toBeVisible();
    expect(await readable(second)).toEqual({ kept: true, leaks: [] });
  });

  await test.step("whose it is has every word, and the service takes it; nothing is left behind", async () => {
    await second.unrouteAll({ behavior: "ignoreErrors" });
    await context.request.post("/api/auth/sign-out", { data: {}, headers: { origin: new URL(second.url()).origin } });
    await second.goto("/");
    await signInHere(second, people.physician);
    await second.goto(note);
    await expect(section(second)).toHaveValue(MARKER);
    await expect.poll(async () => (await storage(second)).local).not.toContain("practicum.draft:");
  });
  await context.close();
  await desk.context.close();
});

async function signInHere(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  const secret = page.getByRole("textbox", { name: "Password" });
  await secret.fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(secret).toBeHidden();
}
