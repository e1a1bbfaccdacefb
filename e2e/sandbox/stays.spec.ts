import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import { serveFolder } from "../support/static-server.ts";
import { test } from "../support/test.ts";
import { clockText, moveClock, openSandbox, trainingBar, workAs } from "./sandbox.ts";

test.setTimeout(600_000);

const dist = fileURLToPath(new URL("../../apps/sandbox/dist", import.meta.url));

test("WLD-40: nothing leaves this page, nor its worker, by any way", async ({ page }) => {
  const left: string[] = [];
  const elsewhere = await listen(left);
  try {
    await openSandbox(page);
    await workAs(page, "Tanya Brooks");
    await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();
    const refused = await page.evaluate(tryEverything, elsewhere.url);
    expect(refused).toEqual({ fetch: true, socket: true, image: true, script: true, form: true, worker: true });
    // A beacon says nothing to who sends it: the policy does.
    expect(await page.evaluate(beaconIsStopped, elsewhere.url)).toBe(true);
    expect(left).toEqual([]);
  } finally {
    await elsewhere.stop();
  }
});

test("WLD-41: a later visit needs no server, nor does a fresh practice", async ({ page, context }) => {
  const server = await serveFolder(dist);
  const aborted: string[] = [];
  page.on("requestfailed", (request) => aborted.push(request.url()));
  await openSandbox(page, server.url);
  await workAs(page, "Tanya Brooks");
  await moveClock(page, "To 8:00 of the next working day");
  await kept(page);
  expect(aborted).toEqual([]);
  await server.stop();
  await context.setOffline(true);
  await page.reload();
  await expect(clockText(page)).toContainText("Wed 11/18/2026, 8:0", { timeout: 180_000 });
  await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();
  await trainingBar(page).getByRole("button", { name: "Change role" }).click();
  await page.goto(`${server.url}index.html`);
  await workAs(page, "Luis Ramirez");
  const names = await page.evaluate(async () => {
    const [name = ""] = await caches.keys();
    const cache = await caches.open(name);
    return (await cache.keys()).map((request) => new URL(request.url).pathname);
  });
  // The build's own files and nothing else.
  for (const name of names)
    expect(name).toMatch(
      /^\/($|manifest\.webmanifest$|icon\.svg$|icon-[a-z]*-?\d+\.png$|parts\/[a-z]+-[0-9a-f]{16}\.|guide\/[a-z-]+\.html$|assets\/\w+\.tar-)/,
    );
  expect(names.length).toBeGreaterThanOrEqual(13);
});

test("WLD-42, WLD-48: a new build takes over whole, when no window of the old one is left, or by one press", async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "practicum-builds-"));
  await cp(dist, folder, { recursive: true });
  const server = await serveFolder(folder);
  try {
    await page.goto(server.url);
    await kept(page);
    const [old] = await page.evaluate(() => caches.keys());
    await publishAnother(folder, "Another build", "f");
    // The visit is the old build's, whole, and the new one comes meanwhile.
    await page.reload();
    await expect(page).toHaveTitle("TRAINING · Practicum");
    await expect.poll(() => page.evaluate(waits), { timeout: 180_000 }).toBe(true);
    expect(await page.evaluate(() => caches.keys())).toContain(old);
    await expect(page.getByText(/^A new version is ready\. Your practice is kept/)).toBeVisible();
    const context = page.context();
    const next = await context.newPage();
    await page.close();
    await next.goto("about:blank");
    await expect(async () => {
      await next.goto(server.url);
      const title = await next.title();
      if (title !== "Another build") await next.goto("about:blank");
      expect(title).toBe("Another build");
    }).toPass({ timeout: 60_000 });
    await expect.poll(() => next.evaluate(() => caches.keys())).not.toContain(old);
    await workAs(next, "Tanya Brooks");
    await moveClock(next, "1 hour");
    await publishAnother(folder, "A third build", "e");
    await next.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await next.getByRole("button", { name: "Take the new version" }).click({ timeout: 180_000 });
    await expect(next).toHaveTitle("A third build");
    // The practice goes on where it was.
    await expect(clockText(next)).toContainText("10:4", { timeout: 180_000 });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Another server, which writes down whatever reaches it, upgrades too. */
async function listen(heard: string[]): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.end();
  });
  server.on("upgrade", (request, socket) => {
    heard.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}/`, stop };
}

/** Until the next visit can do without the server. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.ready).active?.state === "activated",
    undefined,
    {
      timeout: 180_000,
    },
  );
}

async function waits(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.waiting !== null && registration?.waiting !== undefined;
}

/** The same files under another name: what a publisher copies over the old ones. */
async function publishAnother(folder: string, title: string, letter: string): Promise<void> {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const build = /"build":"([0-9a-f]+)"/.exec(page)?.[1] ?? "no build";
  const another = letter.repeat(build.length);
  for (const name of ["index.html", "service-worker.js"]) {
    const text = await readFile(join(folder, name), "utf8");
    const changed = text.replaceAll(build, another).replace(/<title>[^<]*</, `<title>${title}<`);
    await writeFile(join(folder, name), changed);
    for (const ending of ["br", "gz"]) await rm(join(folder, `${name}.${ending}`), { force: true });
  }
}

/** Which ways out the page's policy shuts; runs in the page. */
async function tryEverything(url: string) {
  const failed = (work: Promise<unknown>) =>
    work.then(
      () => false,
      () => true,
    );
  const blocked = (element: HTMLElement) =>
    new Promise<boolean>((resolve) => {
      element.addEventListener("error", () => resolve(true));
      element.addEventListener("load", () => resolve(false));
      document.body.append(element);
    });
  const violation = (directive: string, work: () => void) =>
    new Promise<boolean>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        if (event.effectiveDirective === directive) resolve(true);
      });
      setTimeout(() => resolve(false), 5000);
      work();
    });
  const image = Object.assign(document.createElement("img"), { src: `${url}image.png` });
  const script = Object.assign(document.createElement("script"), { src: `${url}script.js` });
  const form = Object.assign(document.createElement("form"), { action: url, method: "post" });
  document.body.append(form);
  // A worker made as the practice's is.
  const text = `fetch(${JSON.stringify(url)}, { mode: "no-cors" }).then(() => postMessage(false), () => postMessage(true))`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })), { type: "module" });
  // It may answer before the others are through: who is not listening then never hears it.
  const ofWorker = new Promise<boolean>((resolve) =>
    worker.addEventListener("message", (event: MessageEvent<boolean>) => resolve(event.data)),
  );
  return {
    fetch: await failed(fetch(url, { mode: "no-cors" })),
    socket: await violation("connect-src", () => {
      try {
        void new WebSocket(url.replace("http", "ws"));
      } catch {
        // Some say it by throwing, all by the event.
      }
    }),
    image: await blocked(image),
    script: await blocked(script),
    form: await violation("form-action", () => form.submit()),
    worker: await ofWorker,
  };
}

function beaconIsStopped(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 5000);
    navigator.sendBeacon(url, "what a patient said");
  });
}
