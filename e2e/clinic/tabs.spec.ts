import { expect, type Page, type Request } from "@playwright/test";
import { test } from "../support/test.ts";
import { book, checkIn, register, today } from "./arrange.ts";
import { password, signIn } from "./clinic.ts";

/** A browser opens six connections to an address and no more: ten tabs share one stream of changes. */
const TABS = 10;

/** Program and styles that a screen waits for, each an answer of one of six connections: 36 here; left to itself the bundler made 167 before any screen. */
const FILES_FIRST_MAX = 60;

/** Counts the streams that the gateway has been asked for, and the tabs that asked. */
function countStreams(page: Page, asked: Page[]): void {
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/trpc/live.changes") asked.push(page);
  });
}

/** Opens a screen; what it fetched of program and styles before its heading stood there. */
async function filesFor(page: Page, path: string, heading: string): Promise<readonly string[]> {
  const files: string[] = [];
  const listen = (request: Request) => {
    if (/\/assets\/.*\.(js|css)$/.test(request.url())) files.push(request.url());
  };
  page.on("request", listen);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  page.off("request", listen);
  expect(files.length).toBeGreaterThan(2);
  return files;
}

test("ten tabs load, each gets what one of them changes, and closing the one with the stream hands it over", async ({
  browser,
}) => {
  const { page: first, context } = await signIn(browser, "frontDesk");
  const visit = await book(first, await register(first, "Tess"), today());
  const later = await book(first, await register(first, "Ulla"), today());
  const asked: Page[] = [];
  const tabs = [first, ...(await Promise.all(Array.from({ length: TABS - 1 }, () => context.newPage())))];
  for (const tab of tabs) countStreams(tab, asked);
  const arrived = (tab: Page, family: string) =>
    expect(tab.getByRole("region", { name: "Arrived" })).toContainText(new RegExp(family, "i"));
  const [, ...others] = tabs;
  expect((await filesFor(first, "/flow", "Flow")).length).toBeLessThan(FILES_FIRST_MAX);
  for (const tab of others) await tab.goto("/flow");
  for (const tab of tabs) await expect(tab.getByRole("heading", { name: "Flow" })).toBeVisible();
  expect(asked).toEqual([first]);

  await test.step("a change made from one tab reaches all", async () => {
    await checkIn(first, visit);
    for (const tab of tabs) await arrived(tab, visit.family);
  });

  await test.step("the tab with the stream closes: another takes over, and nothing is lost", async () => {
    const [, ...left] = tabs;
    await first.close();
    const [next] = left;
    if (!next) throw new Error("there is no other tab");
    await expect.poll(() => asked.length).toBe(2);
    await checkIn(next, later);
    for (const tab of left) await arrived(tab, later.family);
    expect(asked.length).toBe(2);
  });

  await test.step("the session ends in all tabs at once; who comes back has the stream again", async () => {
    const left = tabs.slice(1);
    await context.request.post("/api/auth/sign-out", {
      data: {},
      headers: { origin: new URL(left[0]?.url() ?? "").origin },
    });
    for (const tab of left) await expect(tab.getByRole("heading", { name: "Signed out" })).toBeVisible();
    const [back] = left;
    if (!back) throw new Error("there is no other tab");
    const secret = back.getByRole("textbox", { name: "Password" });
    await secret.fill(password);
    await back.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(secret).toBeHidden();
    await expect.poll(() => asked.at(-1)).toBe(back);
  });
  await context.close();
});
