import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Browser, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { setAhead } from "../support/clock.ts";
import { aheadMs } from "../support/working-day.ts";
import { test } from "../support/test.ts";

/** An installation of its own, without a practice, and nothing but screens from there to the first booked patient. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const dataDir = join(root, ".data", "e2e-founding");
const PASSWORD = "purple lamp walks uphill";
const PHYSICIANS_PASSWORD = "quiet river under maples";

/** A Monday morning: a practice opens. */
const ahead = aheadMs();
let origin = "";

/** A browser of a person's own, at the practice's moment. */
async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin });
  await setAhead(context, ahead);
  return context.newPage();
}

let launcher: ChildProcess | undefined;

// The second goes on in the practice that the first founded.
test.describe.configure({ mode: "serial" });

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
      PRACTICUM_CLOCK_AHEAD_MS: String(ahead),
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
  origin = new URL(link).origin;
  const page = await openBrowser(browser);

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
  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Practice" }).click();
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
  // The dock proposes one when it knows the types; what is typed at that very moment would stand behind it.
  await expect(page.getByRole("combobox", { name: "Visit type" })).not.toHaveValue("");
  await pick(page, "Visit type", "New patient");
  const slots = page.getByRole("list", { name: "Open times, best first" });
  await slots.getByRole("button").first().click();
  await field(page, "Reason for the visit").fill("First visit");
  await page.getByRole("button", { name: "Book", exact: true }).last().click();
  await expect(page.getByText(/Booked|is booked/).first()).toBeVisible();

  // Who was invited sets a password by the link alone.
  const guest = await openBrowser(browser);
  await guest.goto(invitation);
  await expect(field(guest, "E-mail")).toHaveValue("osei@oak.example");
  await guest.getByLabel("New password").fill(PHYSICIANS_PASSWORD);
  await guest.getByRole("button", { name: "Set the password" }).click();
  await expect(guest.getByText("The password is set")).toBeVisible();
});

async function signIn(browser: Browser, email: string, password: string): Promise<Page> {
  const page = await openBrowser(browser);
  await page.goto("/");
  await page.getByLabel("E-mail").fill(email);
  await field(page, "Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Find a patient or a command" })).toBeVisible();
  return page;
}

test("a practice of one's own: its first visit is charted, billed through the clearinghouse's folder, and paid", async ({
  browser,
}) => {
  const desk = await signIn(browser, "ana@oak.example", PASSWORD);

  // What the first claim needs, by the checklist alone.
  await desk.goto("/admin/start");
  const before = desk.getByRole("region", { name: "Before the first claim" });
  await expect(before.getByText("3 missing")).toBeVisible();
  await before.getByRole("link", { name: "Payers" }).click();
  await expect(desk.getByText("No payers yet")).toBeVisible();
  await desk.getByRole("button", { name: "Add a payer" }).first().click();
  await pick(desk, "Choose from the list", "Aetna");
  await desk.getByRole("button", { name: "Add the payer" }).click();
  await expect(desk.getByRole("grid", { name: "Payers" }).getByRole("row", { name: /Aetna/ })).toContainText("60054");
  await desk.goto("/money/prices");
  await field(desk, "Code").fill("99203");
  await field(desk, "Price").fill("180");
  await desk.getByRole("button", { name: "Save price" }).click();
  await expect(desk.getByText("99203 is priced from")).toBeVisible();
  await desk.goto("/money/clearinghouse");
  await field(desk, "Submitter ID").fill("OAKSTREET");
  await field(desk, "Receiver ID").fill("BIGHOUSE");
  await field(desk, "Name of the clearinghouse").fill("Big House");
  await desk.getByRole("radio", { name: /^Production/ }).check();
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("Saved. The next file carries it.")).toBeVisible();
  await desk.goto("/admin/start");
  await expect(before.getByText("Ready")).toBeVisible();

  // The front desk: card, consents, copay.
  await desk.goto("/patients");
  await desk.getByLabel("Find a patient").fill("Lindqvist");
  await desk
    .getByRole("option", { name: /Lindqvist/i })
    .or(desk.getByRole("row", { name: /Lindqvist/i }))
    .first()
    .click();
  await expect(desk).toHaveURL(/\/p\/[0-9a-f-]+\//);
  const patient = desk.url().replace(/(\/p\/[0-9a-f-]+).*/, "$1");
  await desk.goto(`${patient}/insurance`);
  await desk
    .getByRole("button", { name: /Add a coverage|Add coverage/ })
    .first()
    .click();
  await pick(desk, "Payer", "Aetna");
  await field(desk, "Member ID").fill("W123456789");
  await field(desk, "Effective date").fill("1/1/26");
  await field(desk, "Copay").fill("25");
  await desk.getByRole("button", { name: /^Add and check/ }).click();
  await expect(desk.getByText("W123456789")).toBeVisible();
  await desk.goto(`${patient}/summary`);
  await desk
    .getByRole("button", { name: /\d [AP]M$/ })
    .first()
    .click();
  await desk.getByRole("button", { name: "Check in", exact: true }).click();
  await desk.getByRole("button", { name: "Name and birth date match" }).click();
  await desk.getByRole("button", { name: "Card matches" }).click();
  await desk.getByRole("button", { name: "Signed", exact: true }).click();
  await desk.getByRole("button", { name: "Take $25.00" }).click();
  await expect(desk.getByText("$25.00 taken, receipt")).toBeVisible();
  await desk.getByRole("button", { name: "Check in", exact: true }).last().click();
  await expect(desk.getByText(/is checked in/).first()).toBeVisible();

  const physician = await signIn(browser, "osei@oak.example", PHYSICIANS_PASSWORD);
  await physician.goto("/today");
  await physician
    .getByText(/lindqvist/i)
    .first()
    .click();
  await physician.keyboard.press("Enter");
  await expect(physician).toHaveURL(/\/visit\//);
  await physician.getByRole("button", { name: "Use it" }).click();
  await field(physician, "History of present illness").fill("New here. Sore throat for two days, no fever.");
  await field(physician, "Exam").fill("Throat red, no exudate.");
  await field(physician, "Assessment").fill("Viral sore throat.");
  await field(physician, "Plan").fill("Fluids and rest.");
  await field(physician, "Add a diagnosis").fill("J02.9");
  await physician
    .getByRole("option", { name: /J02\.9/ })
    .first()
    .click();
  await field(physician, "Add a procedure or visit code").fill("99203");
  await physician.getByRole("option", { name: /99203/ }).first().click();
  await physician.getByRole("button", { name: "Asked: no known allergies" }).click();
  await expect(physician.getByText("The patient was asked: no known allergies.")).toBeVisible();
  await physician.getByRole("button", { name: "Sign…" }).click();
  await physician.getByRole("button", { name: /^Sign as Osei, MD/ }).click();
  await expect(physician.getByText("Signed and sealed.")).toBeVisible();

  await desk.goto("/money/charges");
  await desk.getByRole("button", { name: "Release 1 clean visit" }).click();
  await expect(desk.getByText("1 released, 1 claim built.")).toBeVisible();
  await desk.goto("/money/claims");
  await desk.getByRole("button", { name: "Send 1 ready claim" }).click();
  await expect(desk.getByText("1 claim sent in one file.")).toBeVisible();

  await answerClaim({ paid: 95, contractual: 60, copay: 25 });
  await desk.goto(`${patient}/ledger`);
  await expect(desk.getByText("Aetna paid for 99203")).toBeVisible({ timeout: 60_000 });
  for (const name of ["Insurance pending", "Patient due", "Unapplied"]) {
    const figure = desk.getByRole("definition").filter({ has: desk.getByRole("button", { name: `Explain: ${name}` }) });
    await expect(figure).toContainText("$0.00");
  }
  await desk.goto("/money/era");
  await expect(desk.getByRole("row", { name: /EFT0001/ })).toContainText("Posted");
  await desk.goto("/money");
  const cash = desk.getByRole("row", { name: /^Cash/ });
  await expect(cash).toContainText("$120.00");
  await expect(desk.getByText("The ledger sums to $0.00.")).toBeVisible();
});

/**
 * What a clearinghouse does: it takes the claim out of its folder and puts the payer's 835 there, under its name once it is whole
 * (OPERATING.md, files to and from the clearinghouse).
 */
async function answerClaim({ paid, contractual, copay }: Readonly<Record<"paid" | "contractual" | "copay", number>>) {
  const [practice] = await readdir(join(dataDir, "clearinghouse"));
  const folder = join(dataDir, "clearinghouse", String(practice));
  const claims = async () => (await readdir(join(folder, "outbound"))).filter((name) => name.startsWith("837P"));
  // It is written by a worker, after the screen has said that the claim goes out.
  await expect.poll(claims).toHaveLength(1);
  const [sent] = await claims();
  const claim = await readFile(join(folder, "outbound", String(sent)), "utf8");
  // Directed to the ids that the screen was given, as production.
  expect(claim).toMatch(/^ISA\*00\* {10}\*00\* {10}\*30\*OAKSTREET {6}\*ZZ\*BIGHOUSE {7}\*.*\*P\*:~/);
  const [, number, total] = /CLM\*([^*]+)\*([^*]+)\*/.exec(claim) ?? [];
  expect(total).toBe("180");
  const day = /GS\*HC\*OAKSTREET\*BIGHOUSE\*(\d{8})\*/.exec(claim)?.[1] ?? "";
  const set = [
    "ST*835*0001",
    `BPR*I*${paid}*C*ACH*CCP*01*111000025*DA*123456*1512345678**01*222000111*DA*987654*${day}`,
    "TRN*1*EFT0001*1512345678",
    `DTM*405*${day}`,
    "N1*PR*AETNA",
    "N3*PO BOX 1",
    "N4*HARTFORD*CT*06101",
    "PER*BL*SUPPORT*TE*8005550100",
    "N1*PE*OAK STREET FAMILY MEDICINE*XX*1234567893",
    "LX*1",
    `CLP*${number}*1*${total}*${paid}*${copay}*12*AET0001`,
    "NM1*QC*1*LINDQVIST*OLA****MI*W123456789",
    `SVC*HC:99203*${total}*${paid}**1`,
    `DTM*472*${day}`,
    `CAS*CO*45*${contractual}`,
    `CAS*PR*3*${copay}`,
    `AMT*B6*${paid + copay}`,
  ];
  const file = [
    `ISA*00*          *00*          *ZZ*BIGHOUSE       *30*OAKSTREET      *${day.slice(2)}*0930*^*00501*000000001*0*P*:`,
    `GS*HP*BIGHOUSE*OAKSTREET*${day}*0930*1*X*005010X221A1`,
    ...set,
    `SE*${set.length + 1}*0001`,
    "GE*1*1",
    "IEA*1*000000001",
  ];
  const arriving = join(folder, "inbound", "aetna-835.x12.part");
  await writeFile(arriving, `${file.join("~\n")}~\n`);
  await rename(arriving, arriving.replace(/\.part$/, ""));
}
