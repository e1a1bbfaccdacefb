import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";

/** An installation of its own, without a practice, and nothing but screens from there to the first booked patient. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const dataDir = join(root, ".data", "e2e-founding");
const PASSWORD = "purple lamp walks uphill";

let launcher: ChildProcess | undefined;

test.afterAll(async () => {
  if (launcher === undefined || launcher.exitCode !== null) return;
  const gone = once(launcher, "exit");
  launcher.kill("SIGTERM");
  await gone;
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start -- --empty`: gives the link that it prints. */
async function startEmpty(): Promise<string> {
  await rm(dataDir, { recursive: true, force: true });
  const child = spawn(process.execPath, [join(root, "infra", "src", "start.ts"), "--empty"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRACTICUM_DATA_DIR: dataDir,
      PRACTICUM_PORT: "0",
      PRACTICUM_CLOCK_AHEAD_MS: "0",
      PRACTICUM_PARENT_PID: String(process.pid),
    },
  });
  launcher = child;
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      const link = /http:\/\/localhost:\d+\/found#\S+/.exec(said)?.[0];
      if (link !== undefined) resolve(link);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => reject(new Error(`it did not start:\n${said.slice(-4000)}`)));
  });
}

const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });

async function pick(page: Page, label: string | RegExp, choice: string) {
  await page.getByRole("combobox", { name: label }).fill(choice);
  await page.keyboard.press("Tab");
}

test("IDN-102 IDN-105 IDN-109 from an empty installation to the first booked patient, by the screens alone", async ({
  browser,
}) => {
  const link = await startEmpty();
  const context = await browser.newContext({ baseURL: new URL(link).origin });
  const page = await context.newPage();

  await page.goto("/");
  await expect(page.getByText("This installation has no practice yet.")).toBeVisible();
  await page.goto(link);
  await field(page, "Name").fill("Oak Street Family Medicine");
  await field(page, "Phone").fill("503 555 0100");
  await field(page, "NPI of the practice").fill("1234567890");
  await field(page, "EIN").fill("33-0123456");
  await pick(page, "Specialty", "Family medicine");
  await pick(page, "Time zone", "Pacific");
  await field(page, "Street").fill("12 Oak St");
  await field(page, "City").fill("Portland");
  await field(page, "State").fill("or");
  await field(page, "ZIP").fill("97201-0001");
  await page.getByRole("button", { name: "Go on" }).click();
  // The check digit is wrong; what was typed is kept.
  await expect(field(page, "NPI of the practice")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "founding: the practice");
  await field(page, "NPI of the practice").fill("1234567893");
  await page.getByRole("button", { name: "Go on" }).click();

  // Whoever comes back goes on there; the link itself opens nothing a second time.
  await expect(page.getByText("Step 2 of 2")).toBeVisible();
  await page.goto("/found");
  await field(page, "First name").fill("Ana");
  await field(page, "Last name").fill("Reyes");
  await field(page, "E-mail, for sign-in").fill("ana@oak.example");
  await field(page, "Password").fill("learn-by-doing");
  await expectAccessible(page, "founding: the manager");
  await page.getByRole("button", { name: "Found the practice" }).click();
  await expect(page.getByRole("alert")).toContainText("among the first that guessers try");
  await field(page, "Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Found the practice" }).click();

  await expect(page.getByRole("heading", { name: "Getting started" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Demonstration.")).toHaveCount(0);
  await expectAccessible(page, "getting started");
  const part = page.getByRole("region", { name: "Before the first visit" });
  await expect(part.getByText("6 missing")).toBeVisible();

  // The site is where the practice is: nothing is typed twice.
  await page.getByRole("button", { name: "Add a site" }).click();
  await expect(field(page, "Street")).toHaveValue("12 Oak St");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(part.getByText("1 open.")).toBeVisible();

  await page.getByRole("button", { name: "Add a person" }).click();
  await field(page, "Last name").fill("Osei");
  await field(page, "First name").fill("Kwame");
  await field(page, "Credential").fill("MD");
  await field(page, "E-mail, for sign-in").fill("osei@oak.example");
  await page.getByRole("checkbox", { name: "Physician", exact: true }).check();
  await field(page, "NPI").fill("1245319599");
  await pick(page, "Specialty", "Family medicine");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Create sign-in code" }).click();
  const invitation = await page.locator("output.a-link").innerText();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Put into the schedule" }).click();
  await page.getByRole("form", { name: "Column of the schedule" }).getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: /Add 7 visit types/ }).click();
  await expect(part.getByText("7 in use.")).toBeVisible();
  await part.getByRole("link", { name: "Hours" }).click();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("The hours are set.").first()).toBeVisible();
  await page.getByRole("link", { name: "Getting started" }).click();
  // The second step of the manager's sign-in alone is left: an authenticator is no screen of ours.
  await expect(part.getByText("1 missing")).toBeVisible();

  await page.goto("/patients/new");
  await field(page, "Last name").fill("Lindqvist");
  await field(page, "First name").fill("Ola");
  await field(page, "Birth date").fill("3/14/71");
  await pick(page, "Sex", "Female");
  await field(page, "Phone").fill("5035550177");
  await field(page, "Street").fill("3 Elm St");
  await field(page, "City").fill("Portland");
  await field(page, "State").fill("OR");
  await field(page, "ZIP").fill("97202");
  await page.getByRole("button", { name: /Register/ }).click();
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\//);
  await page.getByRole("button", { name: /Book/ }).first().click();
  await pick(page, "Visit type", "New patient");
  const slots = page.getByRole("list", { name: "Open times, best first" });
  await slots.getByRole("button").first().click();
  await field(page, "Reason for the visit").fill("First visit");
  await page.getByRole("button", { name: "Book", exact: true }).last().click();
  await expect(page.getByText(/Booked|is booked/).first()).toBeVisible();

  // Who was invited sets a password by the link alone.
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(invitation);
  await expect(field(guest, "E-mail")).toHaveValue("osei@oak.example");
  await guest.getByLabel("New password").fill("quiet river under maples");
  await guest.getByRole("button", { name: "Set the password" }).click();
  await expect(guest.getByText("The password is set")).toBeVisible();
});
