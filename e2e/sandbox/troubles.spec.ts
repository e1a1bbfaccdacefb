import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { clockText, moveClock, openPractices, openSandbox, trainingBar, workAs } from "./sandbox.ts";

test.setTimeout(600_000);

const address = () => process.env["SANDBOX_URL"] ?? "";

/** Runs in the practice's worker before its own program: what a browser lacks or refuses there. The page makes the worker of a text. */
async function inWorker(page: Page, program: string): Promise<void> {
  // In a block of its own: what the practice's program calls its things changes with every build.
  const block = `{\n${program}\n}\n`;
  await page.addInitScript((before) => {
    const Real = Blob;
    globalThis.Blob = class extends Real {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        const [first] = parts;
        const isWorker = typeof first === "string" && first.startsWith("self.assetsBase=");
        super(isWorker ? [before, ...parts] : parts, options);
      }
    };
  }, block);
}

test("WLD-51: a window that keeps nothing says so, what to do, and loses nothing while it is open", async ({
  page,
}) => {
  await inWorker(page, `indexedDB.open = () => { throw new DOMException("denied", "SecurityError"); };`);
  await openSandbox(page);
  await expect(
    page.getByText(/^This browser keeps nothing for this page \(a private window, or a setting\)/),
  ).toBeVisible();
  await inEveryLook(page, "the chooser of a window that keeps nothing");
  await workAs(page, "Tanya Brooks");
  await moveClock(page, "1 hour");
  // The practice can be had as a file, and the page asks before it goes.
  const shelf = await openPractices(page);
  await expect(shelf.getByText(/^This browser keeps none of these/)).toBeVisible();
  const saving = page.waitForEvent("download");
  await shelf.getByRole("button", { name: "Save as a file", exact: true }).click();
  await saving;
  const asked = page.waitForEvent("dialog");
  void page.reload().catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
});

test("WLD-51: storage that is damaged, of a newer version, or does not answer is said to be so, and is left alone", async ({
  page,
}) => {
  await page.goto(`${address()}icon.svg`);
  const make = (version: number) =>
    page.evaluate(
      (wanted) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open("practicum-world", wanted);
          request.addEventListener("success", () => {
            request.result.close();
            resolve();
          });
          request.addEventListener("error", () => reject(new Error("it did not open")));
        }),
      version,
    );
  // The right version, and none of its stores.
  await make(2);
  await openSandbox(page);
  await expect(page.getByText(/can't be read: its storage is damaged\. Nothing of it was changed\./)).toBeVisible();
  await page.goto(`${address()}icon.svg`);
  await make(99);
  await openSandbox(page);
  await expect(page.getByText(/^A newer version of this training has kept practices/)).toBeVisible();
  await inWorker(page, `indexedDB.open = () => new EventTarget();`);
  await page.goto("about:blank");
  await openSandbox(page);
  // Said once the practice has waited for it in vain, and the roles stand there before.
  await expect(page.getByText(/^This browser does not answer when asked for what it kept/)).toBeVisible({
    timeout: 180_000,
  });
});

test("WLD-51: a disk that is full while one works costs no step, and is said at once", async ({ page }) => {
  // Room for the first hour, and for no other.
  await inWorker(
    page,
    `const put = IDBObjectStore.prototype.put;
    let hours = 0;
    IDBObjectStore.prototype.put = function (value, key) {
      if (this.name === "entries" && value.entry.kind === "jump" && (hours += 1) > 1) throw new DOMException("full", "QuotaExceededError");
      return put.call(this, value, key);
    };`,
  );
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  for (const _ of [1, 2, 3]) await moveClock(page, "1 hour");
  await expect(page.getByText(/^This browser has no room to keep more: .*Save your practice as a file/)).toBeVisible();
  // Work goes on, and nothing of it is missing in the file.
  await moveClock(page, "1 hour");
  await expect(clockText(page)).toContainText("1:4");
  const shelf = await openPractices(page);
  const saving = page.waitForEvent("download");
  await shelf.getByRole("button", { name: "Save as a file", exact: true }).click();
  const text = await (await (await saving).createReadStream()).toArray();
  const saved: { entries: { kind: string }[] } = JSON.parse(Buffer.concat(text).toString("utf8"));
  expect(saved.entries.filter(({ kind }) => kind === "jump")).toHaveLength(4);
  // The next visit goes on from what there was room for.
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(trainingBar(page)).toBeVisible({ timeout: 180_000 });
  await expect(clockText(page)).toContainText("10:4");
});

test("WLD-51: data that is deleted while one works is said to be gone, and what was done is still here", async ({
  page,
}) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  await moveClock(page, "1 hour");
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(address());
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await moveClock(page, "1 hour");
  await expect(page.getByText(/^This browser no longer keeps this page's practices/)).toBeVisible();
  const shelf = await openPractices(page);
  await expect(shelf.getByRole("listitem")).toHaveCount(1);
});

test("WLD-52: two tabs of a page without locks: the second says that it keeps nothing", async ({ page, context }) => {
  const without = `Object.defineProperty(navigator, "locks", { value: undefined });`;
  await inWorker(page, without);
  await openSandbox(page);
  await expect(page.getByText(/open in another tab/)).toBeHidden();
  const second = await context.newPage();
  await inWorker(second, without);
  await openSandbox(second);
  await expect(second.getByText(/^Your practice is open in another tab/)).toBeVisible();
});

test("WLD-53: a browser that is too old, or runs no WebAssembly, says so and what to do instead", async ({
  page,
  context,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(Map, "groupBy"));
  await page.goto(address());
  await expect(page.getByRole("alert")).toHaveText(/too old .*Map\.groupBy is missing.* current Chrome, Edge, Firefox/);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  const other = await context.newPage();
  await inWorker(other, `WebAssembly.Module = function () { throw new Error("not here"); };`);
  await other.goto(address());
  await expect(other.getByRole("alert")).toContainText("needs WebAssembly", { timeout: 180_000 });
  const third = await context.newPage();
  // A program that ends at its first line.
  await third.addInitScript(() => Object.defineProperty(globalThis, "history", { value: undefined }));
  await third.goto(address());
  await expect(third.getByRole("alert")).toContainText("could not start in this browser", { timeout: 180_000 });
});

test("WLD-16: a practice of an older build is done again in this one and it is said; one that can't be done is kept as it is", async ({
  page,
}) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  for (const _ of [1, 2]) await moveClock(page, "1 hour");
  await changeWhileAway(page, "build");
  await expect(
    page.getByText(
      /^This training is a newer version .*: your \d+ steps were done again in it\. Each went as before\./,
    ),
  ).toBeVisible({ timeout: 180_000 });
  await expect(clockText(page)).toContainText("11:4");
  await changeWhileAway(page, "entry");
  await expect(
    page.getByText(
      /^The practice that you left can't be opened: Step 1 of \d+ can't be done again in this version\. It is kept as it is, under Practices/,
    ),
  ).toBeVisible({ timeout: 180_000 });
  if (!(await trainingBar(page).isVisible())) await workAs(page, "Tanya Brooks");
  const shelf = await openPractices(page);
  await expect(shelf.getByRole("note")).toHaveText(/^Step 1 of \d+ can't be done again/);
  // It can be had as a file all the same.
  const saving = page.waitForEvent("download");
  await shelf.getByRole("button", { name: /^Save as a file: Your practice/ }).click();
  await saving;
});

/** While nothing of the practice runs: it would keep itself once more, as it is left. */
async function changeWhileAway(page: Page, what: "build" | "entry"): Promise<void> {
  const left = page.url();
  await page.goto(`${address()}icon.svg`);
  await page.evaluate(changeKept, what);
  await page.goto(left);
}

/** Makes the kept practice one of another build; or one whose first step this build does not know. Runs in the page. */
function changeKept(what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("practicum-world");
    request.addEventListener("success", () => {
      const db = request.result;
      const transaction = db.transaction(["worlds", "entries", "moments"], "readwrite");
      const change = (store: string, by: (value: Record<string, unknown>) => Record<string, unknown>) => {
        const cursor = transaction.objectStore(store).openCursor();
        cursor.addEventListener("success", () => {
          if (cursor.result === null) return;
          cursor.result.update(by(cursor.result.value));
          if (store === "worlds") cursor.result.continue();
        });
      };
      change("worlds", (world) => ({ ...world, build: "an older build" }));
      const entry = {
        kind: "command",
        at: "2026-11-17T17:40:00.001Z",
        staffId: "x",
        path: "desk.noSuchThing",
        body: "{}",
      };
      if (what === "entry") change("entries", (kept) => ({ ...kept, entry: { ...entry, commandId: "x" } }));
      // A moment would spare the first steps.
      transaction.objectStore("moments").clear();
      transaction.addEventListener("complete", () => {
        db.close();
        resolve();
      });
      transaction.addEventListener("abort", () => reject(new Error("it was not changed")));
    });
  });
}
