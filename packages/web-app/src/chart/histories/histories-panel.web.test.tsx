import type { Histories, HistoryContent } from "@practicum/contracts/charting/histories";
import type { Role } from "@practicum/contracts/permission";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../testing/in-app.tsx";
import { noDrafts } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { HistoriesPanel } from "./histories-panel.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const nothing: Histories = {
  facts: [],
  lists: { family: "not-asked", surgery: "not-asked", pregnancy: "not-asked" },
  packYears: null,
  obstetrics: null,
  pregnancy: null,
};
const fact = (content: HistoryContent): Histories["facts"][number] => ({
  historyId: "0190a000-0000-7000-8000-0000000000f1",
  content,
  source: "patient",
  at: "2026-11-20T18:00:00.000Z",
  by: "Ana Ramirez, MA",
  standing: "current",
  struck: null,
});

const clinic = (histories: Histories, sex: "female" | "male" = "female"): Services =>
  services(({ path }): Reply => {
    if (path === "charting.histories") return { value: histories };
    if (path === "scheduling.getPatient") return { value: { patientId, sex, birthDate: "1970-05-04" } };
    if (path === "charting.sensitiveParts") return { value: { facts: [], classes: [], mayOpen: false, maySet: false } };
    return { value: {} };
  });
const show = async (on: Services, role: Role = "medical-assistant") =>
  render(
    <SignedIn on={on} roles={[role]}>
      <HistoriesPanel patientId={patientId} large />
    </SignedIn>,
  );
const last = (on: Services) => on.sent.filter(({ path }) => path === "charting.recordHistory").at(-1)?.input;

beforeEach(noDrafts);

test("CHT-462 what nobody asked says so; one press says that there is none", async () => {
  const on = clinic(nothing);
  await show(on);
  const surgeries = page.getByRole("group", { name: "Surgeries" });
  await expect.element(surgeries.getByText("Not asked", { exact: true })).toBeVisible();
  await expect.element(page.getByText("Pregnant today: not asked")).toBeVisible();
  await surgeries.getByRole("button", { name: "Asked: none" }).click();
  await expect.poll(() => last(on)).toMatchObject({ patientId, content: { kind: "none", of: "surgery" } });
});

test("CHT-461 the room enters a smoker by keys: use, cigarettes, years", async () => {
  const on = clinic(nothing);
  await show(on);
  await page.getByRole("button", { name: "Enter: Tobacco" }).click();
  await page.getByRole("button", { name: "Current" }).click();
  await page.getByLabelText("Cigarettes a day").fill("20");
  await page.getByLabelText("Years").fill("30");
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => last(on))
    .toMatchObject({
      source: "patient",
      content: {
        kind: "tobacco",
        use: "current",
        products: ["cigarettes"],
        cigarettesPerDay: 20,
        years: 30,
        quitOn: null,
      },
    });
});

test("CHT-463 a surgery's year is read as it was typed; what can't be read is said at its field and nothing is lost", async () => {
  const on = clinic(nothing, "male");
  await show(on);
  await expect.element(page.getByRole("group", { name: "Surgeries" })).toBeVisible();
  await page.getByRole("button", { name: "Add: Surgeries" }).click();
  await page.getByRole("textbox", { name: "Procedure" }).fill("Appendectomy");
  await page.getByLabelText("Year or date").fill("one summer");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Enter a year, a month and year, or a date.")).toBeVisible();
  expect(last(on)).toBeUndefined();
  await page.getByLabelText("Year or date").fill("6/2014");
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => last(on))
    .toMatchObject({
      content: { kind: "surgery", procedure: "Appendectomy", when: "2014-06", side: null },
    });
});

test("CHT-462 what is listed says who said it, and is marked as an error from its menu", async () => {
  const on = clinic({
    ...nothing,
    lists: { ...nothing.lists, surgery: "listed" },
    facts: [fact({ kind: "surgery", procedure: "Appendectomy", when: "2014", side: null, complications: "" })],
  });
  await show(on);
  await expect.element(page.getByText("Patient, Ana Ramirez, MA, 11/20/2026 10:00 AM")).toBeVisible();
  await page.getByRole("button", { name: "Change Appendectomy, 2014" }).click();
  await page.getByRole("menuitem", { name: "Entered in error" }).click();
  await expect
    .poll(() => on.sent.find(({ path }) => path === "charting.strikeHistory")?.input)
    .toMatchObject({ historyId: "0190a000-0000-7000-8000-0000000000f1", patientId });
});
