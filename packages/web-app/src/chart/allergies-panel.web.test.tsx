import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Services } from "../testing/in-app.tsx";
import { noDrafts, reload } from "../testing/open-drafts.ts";
import { SignedIn } from "../testing/signed-in.tsx";
import { AllergiesPanel } from "./allergies-panel.tsx";
import type { Allergy, AllergyList } from "./chart-types.ts";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const otherId = "0190a000-0000-7000-8000-00000000000b";
const entry = (substance: string, status: Allergy["status"]): Allergy => ({
  allergyId: crypto.randomUUID(),
  substanceCode: null,
  substance,
  reaction: "hives",
  severity: "severe",
  recordedAt: "2026-11-20T18:00:00Z",
  recordedBy: "Grace Chen, MD",
  status,
});
const listed: AllergyList = {
  status: "listed",
  askedAt: null,
  entries: [entry("Strawberry", "active"), entry("Wool", "inactive")],
};
const notAsked: AllergyList = { status: "not-asked", askedAt: null, entries: [] };

interface Props {
  readonly on: Services;
  readonly of?: string;
  readonly list?: AllergyList;
}

function Panel({ on, of = patientId, list = listed }: Props) {
  return (
    <SignedIn on={on} roles={["physician"]}>
      <AllergiesPanel key={of} patientId={of} list={list} />
    </SignedIn>
  );
}

const answered = () =>
  services(({ path }) => ({
    value: path === "charting.sensitiveParts" ? { facts: [], classes: [], mayOpen: false, maySet: false } : {},
  }));

beforeEach(noDrafts);

test("not asked is never shown as none, and what ended is behind a fold", async () => {
  const { rerender } = await render(<Panel on={answered()} list={notAsked} />);
  await expect.element(page.getByText("Not asked. This is not the same as none.")).toBeVisible();
  await rerender(<Panel on={answered()} />);
  await expect.element(page.getByText("Strawberry")).toBeVisible();
  await expect.element(page.getByText("1 ended or corrected")).toBeVisible();
  await expect.element(page.getByText("Wool")).not.toBeVisible();
});

test("an allergy is added to the patient of the panel; Enter saves it, once", async () => {
  const on = answered();
  await render(<Panel on={on} />);
  await page.getByRole("button", { name: "Penicillins" }).click();
  await page.getByRole("textbox", { name: "Reaction" }).fill("rash");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("textbox", { name: "Reaction" })).not.toBeInTheDocument();
  const adds = on.sent.filter(({ path }) => path === "charting.addAllergy");
  expect(adds).toHaveLength(1);
  expect(adds[0]?.input).toMatchObject({ patientId, substance: "Penicillins", reaction: "rash", severity: "unknown" });
});

test("GTW-72 a half-typed allergy is there after a reload, for its patient alone", async () => {
  const before = await render(<Panel on={answered()} />);
  await page.getByRole("button", { name: "Penicillins" }).click();
  await page.getByRole("textbox", { name: "Reaction" }).fill("throat");
  await before.unmount();
  await reload();
  const { rerender } = await render(<Panel on={answered()} of={otherId} />);
  await expect.element(page.getByRole("textbox", { name: "Reaction" })).not.toBeInTheDocument();
  await rerender(<Panel on={answered()} />);
  await expect.element(page.getByRole("textbox", { name: "Reaction" })).toHaveValue("throat");
  await page.getByRole("button", { name: "Cancel" }).click();
  await rerender(<Panel on={answered()} of={otherId} />);
  await rerender(<Panel on={answered()} />);
  await expect.element(page.getByRole("textbox", { name: "Reaction" })).not.toBeInTheDocument();
});
