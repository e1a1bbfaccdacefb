import type { ContactChoice } from "@practicum/contracts/scheduling/contact-choices";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../../testing/in-app.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { ContactChoices } from "./contact-choices.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const notAsked = { allowed: null, saidAt: null, by: null };
const choices: readonly ContactChoice[] = [
  { channel: "call", allowed: true, saidAt: "2026-11-20T18:00:00.000Z", by: "Tanya Brooks" },
  { channel: "voicemail", ...notAsked },
  { channel: "text", ...notAsked },
  { channel: "email", allowed: false, saidAt: "2026-11-20T18:00:00.000Z", by: "Tanya Brooks" },
];
const answering = () =>
  services(({ path }) => (path === "scheduling.getContactChoices" ? { value: { choices } } : { value: {} }));
const way = (name: string) => page.getByRole("radiogroup", { name, exact: true });

test("SCH-270 who was not asked said neither yes nor no; an answer goes out for its way alone, and is taken back", async () => {
  const on = answering();
  await render(
    <SignedIn on={on} roles={["front-desk"]}>
      <ContactChoices patientId={patientId} />
    </SignedIn>,
  );
  await expect.element(way("Text messages").getByRole("radio", { name: "Not asked" })).toBeChecked();
  await expect.element(way("E-mail").getByRole("radio", { name: "No", exact: true })).toBeChecked();
  await way("Text messages").getByText("No", { exact: true }).click();
  const sent = () => on.sent.filter(({ path }) => path === "scheduling.saveContactChoices").map(({ input }) => input);
  await expect.poll(sent).toEqual([{ patientId, choices: [{ channel: "text", allowed: false }] }]);
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect.poll(() => sent().slice(1)).toEqual([{ patientId, choices: [{ channel: "text", allowed: null }] }]);
});

test("SCH-270 who may not change the record reads the answers", async () => {
  await render(
    <SignedIn on={answering()} roles={["biller"]}>
      <ContactChoices patientId={patientId} />
    </SignedIn>,
  );
  await expect.element(page.getByText("11/20/2026, Tanya Brooks").first()).toBeVisible();
  const said = page
    .getByRole("definition")
    .elements()
    .map((one) => one.textContent.slice(0, 9));
  expect(said).toEqual(["yes11/20/", "not asked", "not asked", "no11/20/2"]);
  expect(page.getByRole("radiogroup").elements()).toEqual([]);
});
