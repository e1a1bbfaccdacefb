import type { Referral } from "@practicum/contracts/charting/referrals";
import type { Role } from "@practicum/contracts/permission";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Sent, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { ReferralCard } from "./referral-card.tsx";

const referralId = "0190f000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const documentId = "0190a000-0000-7000-8000-00000000000d";

const referral = (more: Partial<Referral> = {}): Referral => ({
  referralId,
  patientId,
  encounterId: "0190a000-0000-7000-8000-00000000000b",
  specialty: "cardiology",
  to: null,
  urgency: "urgent",
  orderedAt: "2026-11-23T16:00:00.000Z",
  orderedBy: "Chen Test, MD",
  orderedById: "c",
  state: "to-schedule",
  waits: { since: "2026-11-23", due: "2026-11-24", owner: "Front desk", isOverdue: true },
  authorization: { permitId: null, number: "", period: null },
  letter: null,
  appointmentOn: null,
  documentId: null,
  clinical: null,
  steps: [],
  ...more,
});

beforeEach(noDrafts);

function clinic(): Services {
  return services(({ path }: Sent) => {
    if (path === "charting.documents")
      return {
        value: {
          documents: [
            {
              documentId,
              kind: "outside-record",
              title: "Heart report",
              takenOn: "2026-11-23",
              bodySite: "",
              encounterId: null,
              procedureOrderId: null,
              mediaType: "application/pdf",
              bytes: 10,
              sha256: "0",
              size: null,
              addedAt: "2026-11-23T16:00:00.000Z",
              addedBy: "M",
              struck: null,
            },
          ],
          next: null,
        },
      };
    if (path === "billing.listPermits" || path === "billing.listCoverages") return { value: [] };
    return { value: { state: "closed" } };
  });
}

async function show(of: Referral, role: Role) {
  const on = clinic();
  await render(
    <SignedIn on={on} roles={[role]}>
      <InRouter at={`/p/${patientId}/referrals`}>
        <ReferralCard referral={of} />
      </InRouter>
    </SignedIn>,
  );
  return (path: string) => on.sent.filter((one) => one.path === path).map((one) => one.input);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });

test("CHT-254, CHT-261 the desk says in two presses and a date what the office told, and decides nothing", async () => {
  const sent = await show(referral(), "front-desk");
  await expect.element(page.getByText("Overdue since 11/24/2026, Front desk")).toBeVisible();
  for (const name of ["Cancel…", "File the report…", "Review…"]) expect(button(name).query()).toBeNull();
  await button("Appointment…").click();
  await page.getByRole("textbox", { name: "Day of the appointment" }).fill("12/1/2026");
  await button("Record the appointment").click();
  await expect
    .poll(() => sent("charting.recordReferralStep"))
    .toMatchObject([
      { referralId, patientId, step: { kind: "appointment", on: "2026-12-01", toldBy: "office", note: "" } },
    ]);
});

test("CHT-260 a medical assistant files the report in two presses", async () => {
  const sent = await show(referral({ state: "to-file" }), "medical-assistant");
  await button("File the report…").click();
  await button("This is the report").click();
  await expect.poll(() => sent("charting.fileReferralReport")).toMatchObject([{ referralId, patientId, documentId }]);
  // A row's own press is not the row's too.
  expect(sent("charting.fileReferralReport")).toHaveLength(1);
});

test("CHT-258 the provider closes the loop in two presses", async () => {
  const sent = await show(referral({ state: "to-review", documentId }), "physician");
  await expect.element(page.getByRole("link", { name: "Read the report" })).toBeVisible();
  await button("Review…").click();
  await button("Mark as reviewed").click();
  await expect
    .poll(() => sent("charting.decideReferral"))
    .toMatchObject([{ referralId, step: { kind: "reviewed", disposition: "agree", plan: "" } }]);
});

test("CHT-254 a step that was wrong is taken back with a reason, by keys alone", async () => {
  const stepId = "0190a000-0000-7000-8000-00000000000e";
  const step = { kind: "sent" as const, way: "phone" as const, to: "" };
  const steps = [
    { stepId, kind: "sent", step, office: null, at: "2026-11-23T16:00:00.000Z", by: "Desk", takenBack: false },
  ];
  const sent = await show(referral({ steps }), "front-desk");
  button("Take the last step back…").element().focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("Wrong patient{Enter}");
  await expect
    .poll(() => sent("charting.recordReferralStep"))
    .toMatchObject([{ step: { kind: "taken-back", stepId, reason: "Wrong patient" } }]);
});

test("CHT-262 a step whose content is not for who asks is named without it", async () => {
  const steps = [
    {
      stepId: referralId,
      kind: "reviewed",
      step: null,
      office: null,
      at: "2026-11-23T16:00:00.000Z",
      by: "Chen",
      takenBack: false,
    },
  ];
  await show(referral({ state: "closed", waits: null, steps }), "front-desk");
  await expect.element(page.getByRole("listitem")).toHaveTextContent("Decided by a provider 11/23/2026 8:00 AM, Chen");
  expect(button("Take the last step back…").query()).toBeNull();
});

test("CHT-280 the plan's number is typed with its days where the referral is, and never empty", async () => {
  const sent = await show(referral({ state: "to-send", authorization: null }), "front-desk");
  await button("The plan gave a number…").click();
  await button("Record the number").click();
  await expect.element(page.getByText("Enter the number that the plan gave.")).toBeVisible();
  await page.getByRole("textbox", { name: "Number, as the plan wrote it" }).fill("ENT-4711");
  await page.getByRole("textbox", { name: "Good from" }).fill("11/24/2026");
  await page.getByRole("textbox", { name: "Good until" }).fill("12/24/2026");
  await button("Record the number").click();
  const period = { from: "2026-11-24", until: "2026-12-24" };
  await expect
    .poll(() => sent("charting.recordReferralStep"))
    .toMatchObject([{ referralId, step: { kind: "authorization", permitId: null, number: "ENT-4711", period } }]);
});

test.each([
  ["2026-11-23", true],
  ["2026-11-24", false],
  ["2026-12-24", false],
  ["2026-12-25", true],
])("CHT-280 an appointment on %s is warned of where the number is not good: %s", async (appointmentOn, isWarned) => {
  const period = { from: "2026-11-24", until: "2026-12-24" };
  const authorization = { permitId: null, number: "ENT-4711", period };
  await show(referral({ state: "awaiting-report", authorization, appointmentOn }), "front-desk");
  await expect.element(page.getByText(/ENT-4711/)).toBeVisible();
  expect(page.getByText(/the number is good from/).query() !== null).toBe(isWarned);
});

test("CHT-277 a follow-up asks who does it and by when, and nothing else does", async () => {
  const sent = await show(referral({ state: "to-review", documentId }), "physician");
  await button("Review…").click();
  expect(page.getByRole("textbox", { name: "Followed up by" }).query()).toBeNull();
  await page.getByRole("combobox", { name: "What follows" }).click();
  await page.getByRole("option", { name: "To be followed up" }).click();
  await page.getByRole("textbox", { name: "In words" }).fill("Echo in a month");
  await page.getByRole("combobox", { name: "Who follows it up" }).click();
  await page.getByRole("option", { name: "Medical assistants" }).click();
  await page.getByRole("textbox", { name: "Followed up by" }).fill("12/23/2026");
  await button("Mark as reviewed").click();
  const followUp = { by: "assistants", due: "2026-12-23" };
  await expect
    .poll(() => sent("charting.decideReferral"))
    .toMatchObject([{ step: { kind: "reviewed", disposition: "follow-up", plan: "Echo in a month", followUp } }]);
});

const letterId = "0190a000-0000-7000-8000-0000000000aa";
const letter = { letterId, isSigned: true, isStruck: false, isForOffice: false, to: "Old Heart Center" };
const office = {
  outsideProviderId: "0190a000-0000-7000-8000-0000000000bb",
  name: "Harbor Hearts",
  specialty: "cardiology" as const,
  practice: "",
  phone: null,
  fax: null,
  npi: null,
  address: "",
  active: true,
  version: 1,
};

test("CHT-272 a signed letter for another office is said to be that, and another one is written in one press", async () => {
  const sent = await show(referral({ state: "to-send", to: office, letter }), "medical-assistant");
  await expect
    .element(page.getByText(/addressed to Old Heart Center, and the referral goes to Harbor Hearts/))
    .toBeVisible();
  await button("Write another letter").click();
  await expect.poll(() => sent("charting.writeReferralLetter")).toMatchObject([{ referralId, patientId }]);
});

test("CHT-272 a letter for this office is only read, and in place of a struck one another is written", async () => {
  await show(referral({ state: "to-send", to: office, letter: { ...letter, isForOffice: true } }), "medical-assistant");
  await expect.element(page.getByRole("link", { name: "Read or print the letter" })).toBeVisible();
  expect(button("Write another letter").query()).toBeNull();
  await show(
    referral({ state: "to-send", to: office, letter: { ...letter, isSigned: false, isStruck: true } }),
    "physician",
  );
  await expect.element(button("Write the letter")).toBeVisible();
});

test("CHT-275 what was sent keeps the name of then, whatever the office is called now", async () => {
  const step = { kind: "sent" as const, way: "fax" as const, to: "" };
  const at = "2026-11-23T16:00:00.000Z";
  const steps = [
    { stepId: referralId, kind: "sent", step, office: "Old Heart Center", at, by: "Desk", takenBack: false },
  ];
  await show(referral({ to: office, steps }), "front-desk");
  await expect.element(page.getByText(/^Sent by fax to Old Heart Center/)).toBeVisible();
});
