import type { Role } from "@practicum/contracts/permission";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { PermittedPage } from "../../shell/permitted-page.tsx";
import { services } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { SignedIn } from "../../testing/signed-in.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

async function tabs(at: string, role: Role = "practice-manager") {
  await page.viewport(820, 600);
  await render(
    <SignedIn on={services(() => ({ value: [] }))} roles={[role]}>
      <InRouter at={at}>
        <PermittedPage>
          <AdminTabs />
        </PermittedPage>
      </InRouter>
    </SignedIn>,
  );
}
const links = (of: string) =>
  page
    .getByRole("navigation", { name: of })
    .getByRole("link")
    .all()
    .map((one) => one.element().textContent);
const address = page.getByRole("status", { name: "Address" });
const find = page.getByRole("textbox", { name: "Find a page of the administration" });

test("the administration is grouped by what its pages are about, and shows the group of the open page", async () => {
  await tabs("/admin/hours");
  await expect.element(page.getByRole("link", { name: "Schedule" })).toHaveAttribute("data-current", "true");
  expect(links("Administration")).toEqual([
    "Staff",
    "Practice",
    "Schedule",
    "Templates",
    "Privacy and audit",
    "System",
  ]);
  expect(links("Pages")).toEqual(["Hours", "Visit types and resources", "Closures"]);
  await page.getByRole("link", { name: "Templates" }).click();
  await expect.element(address).toHaveTextContent("/admin/letters");
});

test("what is typed finds pages of every group by their beginnings and other words, and Enter opens the first", async () => {
  await tabs("/admin/users");
  await find.fill("holi");
  await expect.poll(() => links("Found")).toEqual(["Closures"]);
  await userEvent.keyboard("{Enter}");
  await expect.element(address).toHaveTextContent("/admin/closures");
  await find.fill("zzz");
  await expect.element(page.getByText("No page of the administration begins with “zzz”.")).toBeVisible();
  await userEvent.keyboard("{Enter}{Escape}");
  await expect.element(find).toHaveValue("");
  await expect.element(address).toHaveTextContent("/admin/closures");
});

test("who may open few pages has them in one row, and what is not theirs is no page", async () => {
  await tabs("/admin/offices", "front-desk");
  await expect.element(page.getByRole("link", { name: "Outside offices" })).toBeVisible();
  await expect.element(find).not.toBeInTheDocument();
});

test("an address of the administration that a role does not open shows no buttons that only refuse", async () => {
  await tabs("/admin/users/x", "front-desk");
  await expect.element(page.getByText("There is no such page")).toBeVisible();
  await expect.element(page.getByRole("link", { name: "Outside offices" })).not.toBeInTheDocument();
});
