import { expect, test } from "@playwright/test";
import { address, expectAccessible, type Person, signIn } from "./clinic.ts";

/** Every screen with the demonstration's data in it, light and dark, looked at by axe. */
const screens: { readonly [P in Person]?: readonly string[] } = {
  frontDesk: ["/desk", "/flow", "/patients", "/patients/new", "/inbox/tasks"],
  assistant: ["/flow"],
  physician: ["/today", "/desk"],
  biller: [
    "/money",
    "/money/charges",
    "/money/claims",
    "/money/era",
    "/money/denials",
    "/money/statements",
    "/money/files",
    "/money/payers",
    "/money/prices",
  ],
  manager: ["/admin/users", "/admin/roles", "/admin/practice", "/admin/locations", "/admin/audit", "/admin/operations"],
};
const patientPages = ["summary", "appointments", "insurance", "messages", "ledger"];

for (const [person, paths] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`the screens of ${person}, ${colorScheme}`, async ({ browser }) => {
      const { page, context } = await signIn(browser, person as Person, { colorScheme });
      const all = [...paths];
      if (person === "frontDesk") {
        const found = await page.request.post(`${address()}/api/trpc/scheduling.searchPatients`, {
          data: { text: "ma", limit: 1 },
          headers: { origin: address() },
        });
        const { result }: { result: { data: readonly { patientId: string }[] } } = await found.json();
        const [patient] = result.data;
        expect(patient).toBeDefined();
        all.push(...patientPages.map((name) => `/p/${patient?.patientId}/${name}`));
      }
      for (const path of all) {
        await page.goto(path);
        await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await expectAccessible(page, path.replace(/\/p\/[^/]+/, "/p/…"));
      }
      await context.close();
    });
  }
}
