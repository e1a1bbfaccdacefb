import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import {
  book,
  call,
  checkIn,
  cover,
  refusedClaim,
  register,
  release,
  sign,
  today,
  write,
  type Somebody,
} from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** Each error is linked to the field that mends it: the link puts the caret into the field, marks it and brings it into view. */

async function expectCaret(page: Page, field: Locator): Promise<void> {
  await expect(field).toBeFocused();
  await expect(field).toBeInViewport({ ratio: 1 });
  await expect(page.locator(".w-reached")).toBeVisible();
}

test("a claim's error leads into the coverage, and is gone when it is mended", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Mia"), today());
  await cover(desk, visit);
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page: physician, context: second } = await signIn(browser, "physician");
  await write(physician, encounterId);
  await sign(physician, visit, encounterId);
  await second.close();

  const { page, context } = await signIn(browser, "biller");
  const claimId = await release(page, encounterId);
  await endCoverage(page, visit, today(-1));
  await page.goto(`/money/claims/${claimId}`);
  await page.getByRole("button", { name: /The coverage had ended on the date of service/ }).click();
  await expect(page).toHaveURL(/\/insurance\?field=to&of=/);
  const until = page.getByRole("textbox", { name: "Termination date" });
  await expectCaret(page, until);
  await until.fill("");
  await page.keyboard.press("Enter");
  await expect(until).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No errors found" })).toBeVisible();
  await context.close();
});

test("links reach a provider's NPI, a patient's address and a practice's ZIP, by the contract's names", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "manager");
  const staff = await call<readonly { staffId: string; family: string }[]>(page, "identity.listStaff", {});
  const alvarez = staff.find((one) => one.family === "Alvarez")?.staffId ?? "";
  await page.goto(`/admin/users?dock=person&about=${alvarez}&field=npi&of=${alvarez}`);
  await expectCaret(page, page.getByRole("textbox", { name: "NPI" }));
  await page.goto("/admin/practice?field=billingAddress.zip");
  await expectCaret(page, page.getByRole("textbox", { name: "ZIP" }));
  await context.close();

  const { page: desk, context: other } = await signIn(browser, "frontDesk");
  const { patientId } = await register(desk, "Noa");
  await desk.goto(`/p/${patientId}/summary?field=address.line1`);
  await expectCaret(desk, desk.getByRole("textbox", { name: "Street" }));
  await other.close();
});

test("the gate's items put the caret into the note, the codes and the list they name", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Pia"), today());
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page, context } = await signIn(browser, "physician");
  await write(page, encounterId, []);
  await page.goto(`/p/${visit.patientId}/visit/${encounterId}`);
  const gate = async (item: RegExp) => {
    await page.getByRole("button", { name: "Sign…" }).click();
    await page.getByRole("dialog", { name: "Sign the note" }).getByRole("button", { name: item }).click();
  };
  await gate(/99213 points to no diagnosis/);
  await expectCaret(page, page.getByRole("checkbox", { name: "99213 was done for J02.9" }));
  await gate(/Nobody has asked about allergies/);
  await expectCaret(page, page.getByRole("textbox", { name: "Add an allergy" }));
  const plan = page.getByRole("textbox", { name: "Plan", exact: true });
  await plan.fill("");
  await expect(page.getByText(/Saved \d/).first()).toBeVisible();
  await gate(/Plan is empty/);
  await expectCaret(page, plan);
  await context.close();
});

test("a denial leads to the line it is about, and its correction to the field that is the cause", async ({
  browser,
}) => {
  const refused = await refusedClaim(browser, "98");
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money/denials");
  // A row that comes while the list is looked at waits behind a button, so that nothing moves under the hand.
  const pill = page.getByRole("button", { name: /^\d+ new$/ });
  const row = page.getByRole("grid", { name: "Denials" }).getByRole("row", { name: new RegExp(refused.family, "i") });
  await expect(async () => {
    if (await pill.isVisible()) await pill.click({ timeout: 1000 });
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await row.click();
  const lineage = page.getByRole("region", { name: "Denial" }).getByRole("list");
  await lineage.getByRole("listitem").filter({ hasText: "Charge" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/money\/claims\/[0-9a-f-]+\?field=/);
  const place = page.locator(".w-reached");
  await expect(place).toBeVisible();
  await expect(place).toBeFocused();
  await page.goBack();
  await page.getByRole("button", { name: "Correct and resend" }).click();
  // CO-242: another physician is assigned, which stands in the coverage.
  await expect(page).toHaveURL(/\/insurance\?field=pcpNpi&of=[0-9a-f-]+$/);
  await expectCaret(page, page.locator('[data-field="pcpNpi"]').first());
  await context.close();
});

interface Coverage {
  readonly coverageId: string;
  readonly payerName: string;
  readonly payerKind: string;
  readonly priority: number;
  readonly eligibility: object | null;
}

/** Ends a patient's coverage before the visit, as a slip of the hand would. */
async function endCoverage(page: Page, { patientId }: Somebody, to: string): Promise<void> {
  const [found] = await call<readonly Coverage[]>(page, "billing.listCoverages", { patientId });
  if (!found) throw new Error("there is no coverage");
  const { payerName: _name, payerKind: _kind, priority: _priority, eligibility: _answer, ...kept } = found;
  await call(page, "billing.updateCoverage", { ...kept, to });
}
