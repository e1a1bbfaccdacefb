import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { book, call, checkIn, register, today, type Somebody } from "./arrange.ts";
import { openBrowser, password, people, type Person, signIn } from "./clinic.ts";
import { Keyboard } from "./keyboard.ts";

/** Booking and signing without a mouse: nothing here clicks, and the focus can be seen after every key. */

/** A first visit of half an hour, and half an hour to move it by. */
const ROOM_SLOTS = 4;

async function signInByKeyboard(page: Page, person: Person): Promise<Keyboard> {
  const keys = new Keyboard(page);
  await page.goto("/");
  await keys.expectAt(page.getByLabel("E-mail"));
  await keys.type(people[person]);
  await keys.press("Tab");
  await keys.expectAt(page.getByRole("textbox", { name: "Password" }));
  await keys.type(password);
  await keys.press("Enter");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  return keys;
}

test("the front desk registers, books, moves and receives a patient by keyboard", async ({ browser }) => {
  const context = await openBrowser(browser);
  const page = await context.newPage();
  const { page: helper } = await signIn(browser, "frontDesk");
  const keys = await signInByKeyboard(page, "frontDesk");
  const grid = page.getByRole("grid", { name: /^Day sheet/ });
  await keys.expectAt(grid);

  const somebody = await register(helper, "Ada");
  await test.step("the palette finds the patient, and the focus is on the patient's page", () =>
    findPatient(keys, somebody));

  await test.step("books a slot of the finder by its digit", async () => {
    await keys.press("Control+k");
    await keys.type(`book ${somebody.family}`);
    await keys.take(new RegExp(somebody.family, "i"));
    const dock = page.getByRole("complementary", { name: "Book a visit" });
    await expect(dock.getByRole("list", { name: "Open times, best first" }).getByRole("button").first()).toBeVisible();
    await keys.expectSeen();
    await keys.press("1");
    await keys.expectAt(dock.getByRole("button", { name: "Book", exact: true }));
    await keys.press("Enter");
    await expect(dock).toBeHidden();
    await keys.expectAt(grid);
  });

  const second = await register(helper, "Bea");
  await test.step("N books on the day sheet, at the cell of the cursor", async () => {
    await page.keyboard.press("Home");
    await toFreeSlot(keys);
    await keys.press("n");
    const dock = page.getByRole("complementary", { name: "Book a visit" });
    await keys.expectAt(dock.getByRole("textbox", { name: "Patient" }));
    await keys.type(second.family);
    await keys.take(new RegExp(second.family, "i"));
    await keys.expectAt(dock.getByRole("button", { name: "Book", exact: true }));
    await keys.press("Enter");
    await expect(dock).toBeHidden();
    await keys.expectAt(grid);
    await expect.poll(() => activeCell(page)).toContain(second.family.toUpperCase());
  });

  await test.step("M and the arrows move it, Enter puts it down", async () => {
    const before = await visitOf(helper, second);
    await keys.press("m");
    await keys.expectSeen();
    await keys.press("ArrowDown", "ArrowDown", "Enter");
    await expect.poll(async () => (await visitOf(helper, second)).start).not.toBe(before.start);
    await keys.expectAt(grid);
    await expect.poll(() => activeCell(page)).toContain(second.family.toUpperCase());
  });

  await test.step("C opens the check-in; the last button receives the patient", async () => {
    await keys.press("c");
    const dock = page.getByRole("complementary", { name: "Check in" });
    await expect(dock.getByText("Mark the two that the patient told you.")).toBeVisible();
    await keys.expectSeen();
    await keys.press("y");
    await keys.goTo(dock.getByRole("button", { name: "Card matches" }));
    await keys.press("Enter");
    await keys.goTo(dock.getByRole("button", { name: "Signed", exact: true }));
    await keys.press("Enter");
    // Without a coverage it is a self-pay visit: its fee is asked for, or let go.
    await keys.goTo(dock.getByRole("button", { name: "No charge today" }));
    await keys.press("Enter");
    await keys.goTo(dock.getByRole("button", { name: "Check in", exact: true }));
    await keys.press("Enter");
    await expect(page.getByText(/is checked in\./)).toBeVisible();
    await expect(dock).toBeHidden();
    await keys.expectAt(grid);
  });
  await context.close();
});

test("the physician writes, codes and signs a note by keyboard, through the gate", async ({ browser }) => {
  const { page: helper } = await signIn(browser, "frontDesk");
  const visit = await book(helper, await register(helper, "Cleo"), today());
  await checkIn(helper, visit);
  const context = await openBrowser(browser);
  const page = await context.newPage();
  const keys = await signInByKeyboard(page, "physician");

  await test.step("the day's list has the focus; J goes down it, Enter opens the note", async () => {
    const list = page.getByRole("grid", { name: "Patients of today" });
    const row = list.getByRole("row", { name: new RegExp(visit.family, "i") });
    await expect(row).toContainText("Not started");
    await keys.expectAt(list.getByRole("row").nth(1));
    await keys.goTo(row, "j", 60);
    await keys.press("Enter");
  });

  const section = (name: string) => page.getByRole("textbox", { name, exact: true });
  await test.step("the caret is in the first empty section; Tab leads through the note", async () => {
    await keys.expectAt(section("Reason for visit"));
    await keys.type("Sore throat");
    await keys.goTo(section("History of present illness"));
    await keys.type("Two days, SOB / CP denied, 101/102 F and/or chills.");
    await expect(page.getByRole("listbox", { name: "Insert" })).toBeHidden();
    await expect(section("History of present illness")).toHaveValue(
      "Two days, SOB / CP denied, 101/102 F and/or chills.",
    );
    await keys.goTo(section("Plan"));
    await keys.type("Fluids and rest.");
  });

  await test.step("a slash in the note leads to the codes", async () => {
    const menu = page.getByRole("listbox", { name: "Insert" });
    await keys.press("Enter");
    await keys.type("/di");
    await expect(menu.getByRole("option", { selected: true })).toHaveText("Diagnosis…");
    await keys.press("Escape");
    await expect(menu).toBeHidden();
    await expect(section("Plan")).toHaveValue("Fluids and rest.\n/di");
    await keys.press("Backspace", "Backspace", "Backspace");
    await keys.type("/di");
    await keys.press("Enter");
    await expect(section("Plan")).toHaveValue("Fluids and rest.\n");
    const search = page.getByRole("textbox", { name: "Add a diagnosis" });
    await keys.expectAt(search);
  });

  await test.step("three diagnoses typed in one go: each Enter takes what its own words find", async () => {
    await page.keyboard.type("J02.9\nI10\nE11.9\n");
    const chosen = page.getByRole("list", { name: "Diagnoses in their order" }).getByRole("listitem");
    await expect(chosen).toContainText(["J02.9", "I10", "E11.9"]);
    await expect(chosen).toHaveCount(3);
    await keys.goTo(page.getByRole("textbox", { name: "Add a procedure or visit code" }));
    await keys.type("99213");
    await keys.take(/99213/);
    await expect(page.getByRole("checkbox", { name: "99213 was done for J02.9" })).toBeChecked();
  });

  await test.step("the gate lists what is missing, and its item puts the caret there", async () => {
    await keys.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: "Sign the note" });
    await keys.expectAt(dialog.getByRole("button", { name: /Assessment is empty/ }));
    await keys.press("Enter");
    await keys.expectAt(section("Assessment"));
    await keys.type("Viral sore throat.");
    await keys.press("Control+Enter");
    await keys.expectAt(dialog.getByRole("button", { name: /^Sign as Alvarez, MD/ }));
    await keys.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Signed note" })).toBeVisible();
    await keys.expectSeen();
  });
  await context.close();
});

async function findPatient(keys: Keyboard, { family, patientId }: Somebody): Promise<void> {
  await keys.press("Control+k");
  await keys.expectAt(keys.page.getByRole("textbox", { name: "Find a patient or a command" }));
  await keys.type(family);
  await keys.take(new RegExp(family, "i"));
  await expect(keys.page).toHaveURL(new RegExp(`/p/${patientId}/`));
  await keys.expectAt(keys.page.getByRole("heading", { level: 1 }));
}

/** What the cursor of the day sheet is on, in words. */
async function activeCell(page: Page): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
    const cell = document.getElementById(id);
    return `${cell?.getAttribute("aria-label") ?? ""} ${cell?.textContent ?? ""}`;
  });
}

/** Down the column of the cursor to an afternoon time with room for the visit, and for moving it. */
async function toFreeSlot(keys: Keyboard): Promise<void> {
  let [free, before] = [0, ""];
  for (let cell = await activeCell(keys.page); cell !== before; cell = await activeCell(keys.page)) {
    free = /^[1-5]:\d\d PM.* free/.test(cell) ? free + 1 : 0;
    if (free === ROOM_SLOTS) {
      await keys.press(...Array.from({ length: ROOM_SLOTS - 1 }, () => "ArrowUp"));
      return;
    }
    before = cell;
    await keys.press("ArrowDown");
  }
  throw new Error("no free stretch in the column");
}

interface Visit {
  readonly start: string;
  readonly minutes: number;
}

async function visitOf(helper: Page, { patientId }: Somebody): Promise<Visit> {
  const [visit] = await call<readonly Visit[]>(helper, "scheduling.patientAppointments", { patientId });
  if (!visit) throw new Error("the visit is not there");
  return visit;
}
