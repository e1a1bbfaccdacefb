import type { GroupForecast } from "@practicum/contracts/charting/immunization-forecast";
import type { Role } from "@practicum/contracts/permission";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../testing/in-app.tsx";
import { noDrafts } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { ImmunizationsPanel } from "./immunizations-panel.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const group = (name: string, rest: Partial<GroupForecast>): GroupForecast => ({
  group: name,
  state: "due",
  dose: 2,
  earliestOn: "2026-11-01",
  recommendedOn: "2026-11-20",
  pastDueOn: null,
  latestOn: null,
  vaccines: [],
  because: [],
  ...rest,
});
const none = { groups: [], considered: [], notConsidered: [], unknownVaccines: [] };
const loaded = {
  ...none,
  rules: "loaded",
  groups: [
    group("Hib", { state: "complete", dose: null }),
    group("Polio", { vaccines: [{ cvx: "10", label: "Polio, inactivated (IPV)" }] }),
  ],
  notConsidered: ["Hypertension"],
};
const found = [
  { cvx: "110", label: "DTaP-HepB-IPV", cpt: null, inUse: true, scan: null, last: null },
  { cvx: "10", label: "Polio, inactivated (IPV)", cpt: null, inUse: true, scan: null, last: null },
];

const answers = (forecast: unknown) =>
  services(({ path }) => {
    if (path === "charting.immunizationForecast") return { value: forecast };
    if (path === "charting.searchVaccines") return { value: found };
    if (path === "charting.sensitiveParts") return { value: { facts: [], classes: [], mayOpen: false, maySet: false } };
    return { value: {} };
  });

const show = (forecast: unknown, role: Role = "medical-assistant") =>
  render(
    <SignedIn on={answers(forecast)} roles={[role]}>
      <ImmunizationsPanel patientId={patientId} immunizations={[]} />
    </SignedIn>,
  );

beforeEach(noDrafts);

test("CHT-510 without rules the chart says that nothing is forecast, and how they are loaded", async () => {
  await show({ ...none, rules: "missing" });
  await expect.element(page.getByText(/No forecast of what is due: .* practicum codes import cdsi/u)).toBeVisible();
});

test("CHT-513 what is due stands before what is complete, and what was not looked at is said", async () => {
  await show(loaded);
  const lines = page.getByRole("region", { name: "Vaccines due" }).getByRole("listitem");
  await expect
    .element(lines.first().getByText("dose 2, recommended 11/20/2026, possible from 11/01/2026"))
    .toBeVisible();
  await expect.element(lines.first().getByText("Due", { exact: true })).toBeVisible();
  await expect.element(lines.last().getByText("Complete", { exact: true })).toBeVisible();
  await expect.element(page.getByText(/No dose is on record\. What is due assumes that none was given/u)).toBeVisible();
  await expect.element(page.getByText(/nor are these problems: Hypertension/u)).toBeVisible();
});

test("CHT-514 a vaccine that is due opens the form with that vaccine and no other", async () => {
  await show(loaded);
  await page.getByRole("button", { name: "Administer Polio" }).click();
  await page.getByRole("menuitem", { name: /IPV/u }).click();
  const form = page.getByRole("form", { name: "Administer a vaccine" });
  await expect.element(form.getByText("Polio, inactivated (IPV)")).toBeVisible();
  await expect.element(form.getByText("CVX 10", { exact: true })).toBeVisible();
  await expect.element(form.getByRole("textbox", { name: "Lot" })).toBeVisible();
});
