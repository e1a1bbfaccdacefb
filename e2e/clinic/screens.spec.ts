import { expect, type Page } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { answerInstead, asksFor } from "./answer-instead.ts";
import { call } from "./arrange.ts";
import { type Person, signIn } from "./clinic.ts";

/** Every screen, full, empty and failing, light and dark, at 1440 and at 820 px, looked at by axe. It only reads. */
const screens: { readonly [P in Person]?: readonly string[] } = {
  frontDesk: [
    "/desk",
    "/week",
    "/flow",
    "/patients",
    "/patients/new",
    "/patients/duplicates",
    "/inbox/tasks",
    "/drawer",
    "/outreach",
    "/referrals",
    "/admin/offices",
    "/admin/pharmacies",
  ],
  assistant: ["/flow"],
  // The demonstration's owner.
  physician: [
    "/today",
    "/desk",
    "/specimens",
    "/results",
    "/referrals",
    "/contradictions",
    "/contradictions?show=notes",
    "/reports/alerts",
    "/admin/acts",
  ],
  biller: [
    "/money",
    "/money/charges",
    "/money/claims",
    "/money/era",
    "/money/deposits",
    "/money/deposits?show=unbanked",
    "/money/denials",
    "/money/appeals?show=open",
    "/money/approvals",
    "/drawer",
    "/money/drawers",
    "/money/deposits/slip",
    "/money/statements",
    "/money/statements?show=batches",
    "/money/statements/run",
    "/money/statements?show=plans",
    "/money/statements?show=policy",
    "/money/files",
    "/money/months",
    "/money/reports",
    "/money/reports?show=aging",
    "/money/reports?show=waterfall",
    "/money/reports?show=denials",
    "/money/rules",
    "/money/rules/23",
    "/money/contracts",
    "/money/contracts/fee-schedules",
    "/money/contracts/lab",
    "/money/payers",
    "/money/prices",
  ],
  manager: [
    "/admin/users",
    "/admin/roles",
    "/admin/roles/unused",
    "/admin/accesses",
    "/admin/requests",
    "/admin/practice",
    "/admin/statements",
    "/admin/locations",
    "/admin/hours",
    "/admin/resources",
    "/admin/closures",
    "/admin/audit",
    "/admin/glass",
    "/admin/operations",
    "/outreach",
    "/outreach/new",
    "/outreach/recalls",
    "/outreach/recalls/rules",
    "/outreach/recalls/rules/new",
    "/outreach/announcements",
    "/outreach/announcements/new",
    "/money/reports?show=work",
    "/admin/downtime",
    "/admin/letters",
    "/admin/note-templates",
    "/admin/phrases",
    "/admin/phone",
    "/inbox/calls",
    "/admin/sensitive",
    "/admin/forms",
    "/admin/import",
    "/patients/duplicates",
    "/patients/duplicates/two-people",
    "/patients/duplicates/merged",
  ],
};
/** Stands for the patient in an address until one is known. */
const A_PATIENT = "PATIENT";
const patientPages: { readonly [P in Person]?: readonly string[] } = {
  frontDesk: ["summary", "appointments", "insurance", "messages", "ledger", "referrals"],
  physician: [
    "summary",
    "rooming",
    "chart",
    "meds",
    "results",
    "documents",
    "procedures",
    "referrals",
    "letters",
    "access",
  ],
};

/** So many screens are one test: what fails is named, and tried again, without the others. */
const TOGETHER = 6;

for (const [person, paths] of Object.entries(screens)) {
  const pages = patientPages[person as Person] ?? [];
  const all = [...paths, ...pages.map((name) => `/p/${A_PATIENT}/${name}`)];
  for (let from = 0; from < all.length; from += TOGETHER) {
    const some = all.slice(from, from + TOGETHER);
    const part = all.length > TOGETHER ? `, from ${some[0]?.replace(A_PATIENT, "…")}` : "";
    test(`the screens of ${person}${part}`, async ({ browser }) => {
      // Each screen is looked at in every look.
      test.setTimeout(60_000 * (1 + some.length));
      const { page, context } = await signIn(browser, person as Person);
      const patientId = some.some((path) => path.includes(A_PATIENT)) ? await somePatient(page) : "";
      await page.goto("/");
      // The app first goes where the person's role begins; an address given before that would be taken back.
      await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
      for (const path of some) {
        await test.step(path, async () => {
          await open(page, path.replace(A_PATIENT, patientId));
          await inEveryLook(page, path.replace(A_PATIENT, "…"));
        });
      }
      await context.close();
    });
  }
}

async function somePatient(page: Page): Promise<string> {
  const asked = { text: "ma", limit: 1 };
  const [patient] = await call<readonly { patientId: string }[]>(page, "scheduling.searchPatients", asked);
  expect(patient).toBeDefined();
  return patient?.patientId ?? "";
}

test("main screens with nothing in them", async ({ browser }) => {
  const { page: desk, context } = await signIn(browser, "frontDesk");
  await desk.goto("/desk?date=2031-01-05");
  await expect(desk.getByRole("grid", { name: "Day sheet, Sunday, January 5, 2031" })).toBeVisible();
  await inEveryLook(desk, "the desk on a day without visits");
  await open(desk, "/patients");
  await desk.getByLabel("Find a patient").fill("Zzyzxqw");
  await expect(desk.getByText("Nobody found")).toBeVisible();
  await inEveryLook(desk, "a search without a hit");
  await context.close();

  const { page: biller, context: other } = await signIn(browser, "biller");
  // An empty answer of the gateway: the demonstration has claims and may have tasks.
  await answerInstead(biller, "billing.listClaims", answer({ claims: [], next: null, all: { count: 0, total: 0 } }));
  await answerInstead(biller, "messaging.listTasks", answer({ tasks: [], next: null, all: { count: 0 } }));
  await biller.goto("/money/claims");
  await expect(biller.getByText("No claims here")).toBeVisible();
  await inEveryLook(biller, "claims, empty");
  await open(biller, "/inbox/tasks");
  await expect(biller.getByText("Nothing waits")).toBeVisible();
  await inEveryLook(biller, "tasks, empty");
  await other.close();
});

test("main screens that could not be loaded say what failed, and try again", async ({ browser }) => {
  const failing = [
    { person: "frontDesk", path: "/desk", procedure: "scheduling.daySheet", what: /The schedule of/ },
    { person: "biller", path: "/money/claims", procedure: "billing.listClaims", what: /The claims/ },
    { person: "biller", path: "/inbox/tasks", procedure: "messaging.listTasks", what: /tasks/i },
  ] as const;
  for (const { person, path, procedure, what } of failing) {
    const { page, context } = await signIn(browser, person);
    const answerAgain = await answerInstead(page, procedure, { error: internal(procedure) });
    await page.goto(path);
    const failure = page.getByRole("alert").filter({ hasText: what });
    await expect(failure).toBeVisible();
    await expectAccessible(page, `${path}, failing`);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page, `${path}, failing, dark`);
    const again = failure.getByRole("button", { name: /again|retry/i });
    const asked = page.waitForRequest((request) => asksFor(procedure)(request.url()));
    await again.click();
    await asked;
    await answerAgain();
    // Live news may have it loaded anew before the button is pressed a second time.
    await expect(async () => {
      if (await again.isVisible()) await again.click({ timeout: 1000 });
      await expect(failure).toHaveCount(0, { timeout: 1000 });
    }).toPass();
    await context.close();
  }
});

/** Goes to another page as a link does: the app stays, so that nothing is loaded twice. */
async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, "", to), path);
  await expect(page).toHaveURL((url) => url.href.endsWith(path));
  await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

function answer(data: unknown) {
  return { result: { data } };
}

/** A failure that has no name in the contracts. */
function internal(path: string) {
  return {
    message: "Something went wrong.",
    code: -32603,
    data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, path, domain: { code: "internal" } },
  };
}
