import type { StaffMember } from "@practicum/contracts/identity/staff";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { noDrafts, reload } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { PersonDock } from "./person-dock.tsx";

const member = (n: number, of: Partial<StaffMember>): StaffMember => ({
  staffId: `0190e000-0000-7000-8000-00000000000${n}`,
  email: `person${n}@clinic.example`,
  family: "Haddad",
  given: "Omar",
  credential: "",
  roles: ["front-desk"],
  npi: null,
  taxonomy: null,
  supervisorId: null,
  active: true,
  version: 2,
  ...of,
});
const omar = member(1, {});
const physician = { roles: ["physician" as const], npi: "1245319599", taxonomy: "207Q00000X", credential: "MD" };
const alvarez = member(2, { family: "Alvarez", given: "Elena", ...physician });
const retired = member(3, { family: "Stone", given: "Paul", ...physician, active: false });

const clinic = (saved: Reply) =>
  services(({ path }) => {
    if (path === "identity.listStaff") return { value: [omar, alvarez, retired] };
    return path === "identity.saveStaff" ? saved : { value: [] };
  });
const saves = (on: Services) => on.sent.filter(({ path }) => path === "identity.saveStaff");
const Dock = ({ on, about = omar.staffId }: { readonly on: Services; readonly about?: string | null }) => (
  <SignedIn on={on} roles={["practice-manager"]}>
    <InRouter>
      <PersonDock about={about} at={null} onDone={() => undefined} />
    </InRouter>
  </SignedIn>
);

const field = (name: string) => page.getByRole("textbox", { name });

beforeEach(noDrafts);

test("a role that sees patients asks for NPI and specialty; taken away again, neither is sent", async () => {
  const on = clinic({ value: { version: 3, waits: false } });
  await render(<Dock on={on} />);
  await expect.element(field("First name")).toHaveValue("Omar");
  expect(field("NPI").elements()).toEqual([]);
  await page.getByLabelText("Nurse practitioner").click();
  await field("NPI").fill("1234567893");
  await page.getByLabelText("Nurse practitioner").click();
  await expect.element(field("NPI")).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => saves(on).length).toBe(1);
  expect(saves(on)[0]?.input).toMatchObject({ staffId: omar.staffId, version: 2, roles: ["front-desk"], npi: null });
});

test("a physician assistant is supervised by a physician who works here", async () => {
  await render(<Dock on={clinic({ value: {} })} />);
  await page.getByLabelText("Physician assistant").click();
  await page.getByRole("combobox", { name: "Supervising physician" }).click();
  await expect.element(page.getByRole("option", { name: /Elena Alvarez/ })).toBeVisible();
  expect(page.getByRole("option", { name: /Stone/ }).elements()).toEqual([]);
});

test("what waits for a second person is not called saved, and the dock stays open", async () => {
  const on = clinic({ value: { version: 2, waits: true } });
  await render(<Dock on={on} />);
  await page.getByLabelText("Practice manager").click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(page.getByText(/Nothing is changed yet/)).toBeVisible();
  expect(page.getByText("Saved.", { exact: true }).elements()).toEqual([]);
});

test("GTW-72 a person who is half typed is there after a reload, and is one person however often it is sent", async () => {
  const lost = clinic("no-network");
  const before = await render(<Dock on={lost} about={null} />);
  await field("Last name").fill("Okafor");
  await field("First name").fill("Ngozi");
  await field("E-mail, for sign-in").fill("okafor@clinic.example");
  await page.getByLabelText("Biller").click();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByRole("alert")).toBeVisible();
  await before.unmount();
  await reload();
  const on = clinic({ value: { version: 1, waits: false } });
  await render(<Dock on={on} about={null} />);
  await expect.element(field("Last name")).toHaveValue("Okafor");
  await page.getByRole("button", { name: "Add" }).click();
  await expect.poll(() => saves(on).length).toBe(1);
  const ids = [...saves(lost), ...saves(on)].map(({ input }) => (input as { staffId: string }).staffId);
  expect(new Set(ids).size).toBe(1);
  // The next step is to let the person in.
  await expect.poll(() => page.getByLabelText("Address").element().textContent).toContain(`about=${ids[0]}`);
});
