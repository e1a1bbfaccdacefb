import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { NewCallDock } from "./new-call-dock.tsx";

const patientId = "0190b000-0000-7000-8000-000000000001";

const settings = {
  callReasons: [
    { id: "refill", label: "Refill", ask: "Which medicine?", pool: "medical-assistant", urgency: "today" },
    { id: "bill", label: "Bill or insurance", ask: "", pool: "biller", urgency: "routine" },
  ],
  redFlags: [
    {
      id: "chest",
      label: "Chest pain",
      english: ["chest pain"],
      spanish: ["dolor pecho"],
      say: "Hang up and call 911.",
    },
  ],
  urgencies: [{ urgency: "emergency", dueMinutes: 5, escalateMinutes: 5, escalateTo: "physician" }],
};

const patient = {
  patientId,
  mrn: "100042",
  version: 1,
  active: true,
  name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  sex: "female",
  phone: "6195550100",
  email: null,
  address: null,
  language: "en",
  guarantor: null,
  emergencyContact: null,
};

const sent: unknown[] = [];

const dock = (about: string | null) =>
  render(
    <SignedIn
      on={services(({ path, input }) => {
        switch (path) {
          case "messaging.phoneSettings":
            return { value: { settings, version: 0, savedAt: null, savedBy: null } };
          case "messaging.listCalls":
            return { value: { calls: [], next: null, all: { count: 0 } } };
          case "scheduling.getPatient":
            return { value: patient };
          case "identity.listStaff":
            return { value: [] };
          case "messaging.takeCall":
            sent.push(input);
            return { value: { version: 1, urgency: "today", dueAt: "2026-11-23T22:00:00.000Z" } };
          default:
            return { error: { code: "not-found" } };
        }
      })}
      roles={["front-desk"]}
    >
      <InRouter>
        <NewCallDock about={about} at={null} onDone={() => {}} />
      </InRouter>
    </SignedIn>,
  );

beforeEach(async () => {
  sent.length = 0;
  await noDrafts();
});

test("MSG-201, MSG-203: a reason says whose the call is and how urgent; the number is the patient's; one typed field and Ctrl+Enter send it", async () => {
  await dock(patientId);
  await expect.element(page.getByRole("textbox", { name: "Call back at" })).toHaveValue("(619) 555-0100");
  ((await page.getByRole("button", { name: "Refill" }).findElement()) as HTMLElement).focus();
  await userEvent.keyboard("2");
  await expect.element(page.getByRole("textbox", { name: "Message" })).toHaveFocus();
  await userEvent.keyboard("Got a statement twice.{Control>}{Enter}{/Control}");
  await expect
    .poll(() => sent)
    .toMatchObject([
      {
        patientId,
        stranger: null,
        callback: "6195550100",
        reason: "Bill or insurance",
        message: "Got a statement twice.",
        pool: "biller",
        ownerId: null,
        urgency: "routine",
      },
    ]);
});

test("MSG-204: red-flag words show at once what to do and make it an emergency, until a person says that it is not so", async () => {
  await dock(patientId);
  await page.getByRole("button", { name: "Refill" }).click();
  await userEvent.keyboard("Le da dolor en el pecho");
  await expect.element(page.getByText("Hang up and call 911.")).toBeVisible();
  await expect.element(page.getByRole("radio", { name: "Emergency" })).toBeChecked();
  await expect.element(page.getByRole("combobox", { name: "For" })).toHaveValue("Physician pool");
  await page.getByLabelText("Asked: not so (chest pain)").click();
  await expect.element(page.getByRole("radio", { name: "Today" })).toBeChecked();
  await page.getByRole("button", { name: "Send" }).click();
  await expect.poll(() => sent).toMatchObject([{ urgency: "today", pool: "medical-assistant", ruledOut: ["chest"] }]);
});

test("MSG-200: nobody is called for without a name, and a wrong number keeps what was typed", async () => {
  await dock(null);
  await page.getByRole("button", { name: "Refill" }).click();
  await userEvent.keyboard("Needs more");
  await page.getByRole("button", { name: "Send" }).click();
  await expect.element(page.getByText("Choose the patient, or Not a patient yet.")).toBeVisible();
  await page.getByRole("button", { name: "Not a patient yet" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Kim Ode");
  await page.getByRole("textbox", { name: "Call back at" }).fill("555-01");
  await page.getByRole("button", { name: "Send" }).click();
  await expect.element(page.getByText("Enter a ten-digit phone number, or + and the country's code.")).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "Message" })).toHaveValue("Needs more");
  expect(sent).toEqual([]);
});

test("MSG-213: a number abroad is taken as it is called, and a 1 before ten digits is our own country", async () => {
  for (const [typed, callback] of [
    ["+49 30 1234-5678", "+493012345678"],
    ["011 52 664 555 0100", "+526645550100"],
    ["+1 (619) 555-0199", "6195550199"],
    ["1-619-555-0198", "6195550198"],
  ] as const) {
    sent.length = 0;
    await noDrafts();
    await dock(patientId);
    await page.getByRole("button", { name: "Refill" }).last().click();
    await userEvent.keyboard("Needs more");
    await page.getByRole("textbox", { name: "Call back at" }).last().fill(typed);
    await page.getByRole("button", { name: "Send" }).last().click();
    await expect.poll(() => sent).toMatchObject([{ callback }]);
    await cleanup();
  }
});
