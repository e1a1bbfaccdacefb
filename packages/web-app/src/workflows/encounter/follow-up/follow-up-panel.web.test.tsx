import type { FollowUp } from "@practicum/contracts/charting/follow-ups";
import type { Role } from "@practicum/contracts/permission";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../../testing/in-app.tsx";
import { SignedIn, TEST_DAY } from "../../../testing/signed-in.tsx";
import { FollowUpPanel } from "./follow-up-panel.tsx";
import { useFollowUp } from "./use-follow-up.ts";

const encounterId = "0190f000-0000-7000-8000-000000000001";
const chen = "0190f000-0000-7000-8000-0000000000c1";
const nair = "0190f000-0000-7000-8000-0000000000c2";
const check = "0190f000-0000-7000-8000-0000000000d1";
const acute = "0190f000-0000-7000-8000-0000000000d2";

function clinic(): Services {
  let version = 0;
  return services(({ path }): Reply => {
    if (path === "scheduling.listVisitTypes")
      return {
        value: [
          { visitTypeId: "0190f000-0000-7000-8000-0000000000d0", name: "New patient", newPatient: true, active: true },
          { visitTypeId: acute, name: "Acute visit", newPatient: false, active: true },
          { visitTypeId: check, name: "Follow-up", newPatient: false, active: true },
        ],
      };
    if (path === "scheduling.listResources")
      return { value: [{ resourceId: "r", kind: "provider", active: true, staffId: nair, name: "Leela Nair, NP" }] };
    if (path === "charting.saveFollowUp") return { value: { version: (version += 1) } };
    return { value: [] };
  });
}

function Note({ value, editable }: { readonly value: FollowUp | null; readonly editable: boolean }) {
  const encounter = {
    encounterId,
    serviceDate: TEST_DAY,
    providerId: chen,
    providerName: "David Chen, MD",
    followUp: { value, version: 0 },
  };
  const control = useFollowUp(encounter);
  return <FollowUpPanel encounter={encounter} control={control} editable={editable} />;
}

const show = async (on: Services, role: Role = "physician", value: FollowUp | null = null) =>
  render(
    <SignedIn on={on} roles={[role]}>
      <Note value={value} editable={role === "physician"} />
    </SignedIn>,
  );
const last = (on: Services) => on.sent.filter(({ path }) => path === "charting.saveFollowUp").at(-1)?.input;
const asked = {
  visitType: { visitTypeId: check, name: "Follow-up" },
  provider: { staffId: chen, name: "David Chen, MD" },
};

test("CHT-454 one press says when: the usual kind of visit, with the note's own provider; each can be changed", async () => {
  const on = clinic();
  await show(on);
  await expect.element(page.getByText("Not said yet.")).toBeVisible();
  await page.getByRole("button", { name: "2 weeks" }).click();
  const first = { encounterId, baseVersion: 0, followUp: { kind: "visit", ...asked, why: "" } };
  await expect.poll(() => last(on)).toMatchObject(first);
  expect(last(on)).toMatchObject({ followUp: { when: { kind: "after", count: 2, unit: "weeks" } } });
  await expect.element(page.getByText("In 2 weeks, around 12/07/2026: Follow-up with David Chen, MD.")).toBeVisible();
  await page.getByRole("combobox", { name: "With" }).click();
  await userEvent.keyboard("nair{Enter}");
  await expect.poll(() => last(on)).toMatchObject({ baseVersion: 1, followUp: { provider: { staffId: nair } } });
  await page.getByRole("button", { name: "3 months" }).click();
  await expect
    .poll(() => last(on))
    .toMatchObject({ followUp: { when: { count: 3, unit: "months" }, provider: { staffId: nair } } });
});

test("CHT-454 any other day is typed, and is said once it is left; none needed is said as such", async () => {
  const on = clinic();
  await show(on);
  const day = page.getByRole("textbox", { name: "On this day or after" });
  await expect.element(day).toBeEnabled();
  await day.fill("1/5/2027");
  expect(last(on)).toBeUndefined();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => last(on)).toMatchObject({ followUp: { when: { kind: "on", date: "2027-01-05" } } });
  await page.getByRole("button", { name: "None needed" }).click();
  await expect.poll(() => last(on)).toMatchObject({ followUp: { kind: "none" } });
  await expect.element(page.getByText("No follow-up visit is needed.")).toBeVisible();
});

test("CHT-454 who does not write the note reads it, and changes nothing", async () => {
  const when = { kind: "after", count: 1, unit: "weeks" } as const;
  await show(clinic(), "medical-assistant", { kind: "visit", when, ...asked, why: "Blood pressure" });
  await expect.element(page.getByText(/In 1 week, around 11\/30\/2026: .* For: Blood pressure/)).toBeVisible();
  expect(page.getByRole("button").elements()).toEqual([]);
});
