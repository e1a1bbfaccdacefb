import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { keep } from "../session/draft-vault.ts";
import { services, type Services } from "../testing/in-app.tsx";
import { noDrafts } from "../testing/open-drafts.ts";
import { SignedIn } from "../testing/signed-in.tsx";
import { emptyEntry } from "./vitals-entry.ts";
import { VitalsForm } from "./vitals-form.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const recordId = "0190a000-0000-7000-8000-00000000000b";

function Form({ on, born }: { readonly on: Services; readonly born: string }) {
  return (
    <SignedIn on={on} roles={["medical-assistant"]}>
      <VitalsForm key={born} patientId={patientId} encounterId={null} birthDate={born} />
    </SignedIn>
  );
}

const head = () => page.getByRole("textbox", { name: "Head circumference" });
const answered = () => services(() => ({ value: { vitalsId: recordId, abnormal: [], bmiTenths: null } }));

beforeEach(noDrafts);

test("CHT-185 the head of who is under three is asked for and saved, and of nobody older", async () => {
  const on = answered();
  const { rerender } = await render(<Form on={on} born="2000-03-04" />);
  await expect.element(page.getByRole("textbox", { name: "Height" })).toBeVisible();
  await expect.element(head()).not.toBeInTheDocument();
  await rerender(<Form on={on} born="2026-01-02" />);
  await head().fill("44.5 cm");
  await page.getByRole("button", { name: "Save vital signs" }).click();
  await expect.element(head()).toHaveValue("");
  expect(on.sent.map(({ input }) => input)).toMatchObject([{ patientId, headMm: 445, heightMm: null }]);
});

test("what was left half typed in a form with fewer fields comes back, and the new field is empty", async () => {
  const { head: _, ...earlier } = { ...emptyEntry, pulse: "72" };
  keep(`draft:vitals:${patientId}:null`, JSON.stringify({ value: earlier, recordId }), "tab");
  await render(<Form on={answered()} born="2026-01-02" />);
  await expect.element(page.getByRole("textbox", { name: "Pulse" })).toHaveValue("72");
  await expect.element(head()).toHaveValue("");
});
