import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts, reload } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { SeriesDock } from "./series-dock.tsx";
import { seriesAddress } from "./series-draft.ts";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const provider = "0190c000-0000-7000-8000-000000000001";
const other = "0190c000-0000-7000-8000-000000000002";
const staffId = "0190e000-0000-7000-8000-000000000001";
const nurse = "0190d000-0000-7000-8000-000000000003";
const days = ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"];
const slot = { providerResourceId: provider, date: "2026-12-01", start: "09:00" };

const patient = {
  patientId,
  mrn: "100012",
  name: { family: "Ortega", given: "Rosa", middle: null, suffix: null },
  birthDate: "1980-02-01",
  version: 1,
};
const resource = (resourceId: string, name: string) => ({
  resourceId,
  name,
  kind: "provider",
  staffId,
  locationId: "0190d000-0000-7000-8000-000000000001",
  active: true,
  version: 1,
});
/** The second is closed, with two other times; the third is taken, with none. */
const planned = (count: number) => ({
  minutes: 15,
  bookedDays: ["2026-11-27"],
  visits: days.slice(0, count).map((on, i) => ({
    on,
    ...slot,
    date: on,
    conflict: i === 1 ? "closed-day" : i === 2 ? "slot-taken" : null,
    proposals:
      i === 1
        ? [
            { ...slot, date: "2026-12-07", providerName: "Wei Chen, MD" },
            { providerResourceId: other, date: "2026-12-08", start: "10:15", providerName: "Ana Alvarez, MD" },
          ]
        : [],
  })),
});

const answers: { readonly [path: string]: (input: never) => Reply } = {
  "scheduling.getPatient": () => ({ value: patient }),
  "scheduling.listVisitTypes": () => ({
    value: [{ visitTypeId: nurse, name: "Nurse visit", minutes: 15, newPatient: false, active: true, version: 1 }],
  }),
  "scheduling.listResources": () => ({
    value: [resource(provider, "Wei Chen, MD"), resource(other, "Ana Alvarez, MD")],
  }),
  "scheduling.planSeries": ({ rule }: { rule: { ends: { count: number } } }) => ({ value: planned(rule.ends.count) }),
  "billing.permitReach": ({ days: asked }: { days: string[] }) => ({
    value: [
      {
        kind: "authorization",
        payerName: "Aetna",
        uses: [{ permitId: "p", number: "A-5", visits: 2, until: "2026-12-31" }],
        beyond: asked.slice(2).map((day) => ({ day, because: ["A-5: All 2 visits are used"] })),
      },
    ],
  }),
  "scheduling.bookSeries": ({ visits }: { visits: { appointmentId: string }[] }) => ({
    value: { visits: visits.map(({ appointmentId }) => ({ appointmentId, version: 1 })) },
  }),
};
const desk = (more: { readonly [path: string]: (input: never) => Reply } = {}) =>
  services(({ path, input }) => {
    const answer = more[path] ?? answers[path];
    return answer ? answer(input as never) : { value: [] };
  });
const Dock = ({ on }: { readonly on: Services }) => (
  <SignedIn on={on} roles={["front-desk"]}>
    <InRouter>
      <SeriesDock about={patientId} at={seriesAddress(slot, nurse)} onDone={() => undefined} />
    </InRouter>
  </SignedIn>
);
const sent = (on: Services, path: string) => on.sent.filter((one) => one.path === path).map((one) => one.input);
const visits = () => page.getByRole("list", { name: "Visits to book" });
const count = () => page.getByRole("textbox", { name: "Visits", exact: true });
const reason = () => page.getByRole("textbox", { name: "Reason for the visits" });

beforeEach(noDrafts);

test("SCH-208, SCH-209 nothing is booked until each conflict is settled; then all is sent at once, with what was chosen", async () => {
  const on = desk();
  await render(<Dock on={on} />);
  await count().fill("4");
  await expect.element(visits().getByText("Closed then")).toBeVisible();
  await expect.element(visits().getByText("The provider has another visit then")).toBeVisible();
  await expect.element(visits().getByText("No other time is free near it.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Book 4 visits" })).toBeDisabled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await page
    .getByRole("button", { name: "Instead of Tue 12/08/2026 9:00 AM: Tue 12/08/2026 10:15 AM with Ana Alvarez, MD" })
    .click();
  await expect.element(page.getByRole("button", { name: "Book 4 visits" })).toBeDisabled();
  await page.getByRole("button", { name: "Skip Tue 12/15/2026 9:00 AM" }).click();
  expect(sent(on, "scheduling.bookSeries")).toEqual([]);
  await page.getByRole("button", { name: "Book 3 visits" }).click();
  await expect.poll(() => sent(on, "scheduling.bookSeries").length).toBe(1);
  const [wish] = sent(on, "scheduling.bookSeries") as [{ visits: object[] }];
  expect(wish).toMatchObject({
    patientId,
    visitTypeId: nurse,
    ...slot,
    rule: { every: 1, unit: "week", weekdays: [], ends: { by: "count", count: 4 } },
  });
  expect(wish.visits).toMatchObject([
    { on: days[0], ...slot },
    { on: days[1], providerResourceId: other, date: "2026-12-08", start: "10:15" },
    { on: days[3], ...slot, date: days[3] },
  ]);
});

test("SCH-217 the units are counted for the visits that will be booked, without the skipped one", async () => {
  const on = desk();
  await render(<Dock on={on} />);
  await count().fill("4");
  await expect
    .element(page.getByText(/cover 2 of 4 visits\. From Tue 12\/15\/2026 on: A-5: All 2 visits are used/))
    .toBeVisible();
  await page.getByRole("button", { name: "Skip Tue 12/15/2026 9:00 AM" }).click();
  await expect.element(page.getByText(/cover 2 of 3 visits\. From Tue 12\/22\/2026 on/)).toBeVisible();
  expect(sent(on, "billing.permitReach").at(-1)).toEqual({
    patientId,
    booked: ["2026-11-27"],
    days: [days[0], days[1], days[3]],
    staffId,
  });
});

test("SCH-205 a rule that does not fit is said at its field, and nothing can be booked by it", async () => {
  const message = "A series ends within two years. Let it have fewer visits.";
  const on = desk({
    "scheduling.planSeries": () => ({
      error: {
        code: "invalid-input",
        field: "rule.ends.count",
        fields: [{ field: "rule.ends.count", message }],
      },
    }),
  });
  await render(<Dock on={on} />);
  await count().fill("30");
  await expect.element(page.getByText(message)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Book", exact: true })).toBeDisabled();
  await count().fill("1");
  await expect.element(page.getByText("Enter 2 to 52.")).toBeVisible();
});

test("SCH-209 a refusal names the visit, keeps what was chosen, and pressed again it is the same series", async () => {
  const on = desk({
    "scheduling.bookSeries": () => ({ error: { code: "slot-taken", field: "visits.1.start" } }),
  });
  await render(<Dock on={on} />);
  await count().fill("2");
  await page.getByRole("button", { name: /^Instead of Tue 12\/08\/2026 9:00 AM: Mon 12\/07\/2026/ }).click();
  await reason().fill("Allergy injection");
  const asked = sent(on, "scheduling.planSeries").length;
  await page.getByRole("button", { name: "Book 2 visits" }).click();
  await expect
    .element(page.getByText(/^Nothing is booked\. Mon 12\/07\/2026 9:00 AM: That time was just taken/))
    .toBeVisible();
  // The plan is asked for anew, since somebody else was faster.
  await expect.poll(() => sent(on, "scheduling.planSeries").length).toBeGreaterThan(asked);
  await page.getByRole("button", { name: "Book 2 visits" }).click();
  await expect.poll(() => sent(on, "scheduling.bookSeries").length).toBe(2);
  const [first, second] = sent(on, "scheduling.bookSeries");
  expect(second).toEqual(first);
});

test("what is typed and chosen is there again after a reload", async () => {
  const before = await render(<Dock on={desk()} />);
  await count().fill("2");
  await page.getByRole("button", { name: /^Instead of Tue 12\/08\/2026 9:00 AM: Mon 12\/07\/2026/ }).click();
  await reason().fill("Allergy injection");
  await before.unmount();
  await reload();
  await render(<Dock on={desk()} />);
  await expect.element(reason()).toHaveValue("Allergy injection");
  await expect.element(visits().getByText("Mon 12/07/2026 9:00 AM · Wei Chen, MD")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Book 2 visits" })).toBeEnabled();
});
