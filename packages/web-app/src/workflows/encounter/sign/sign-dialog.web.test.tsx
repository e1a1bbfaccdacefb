import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { createQueryClient } from "../../../api/query-client.ts";
import { services, type Reply } from "../../../testing/in-app.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { SignDialog } from "./sign-dialog.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const encounter = {
  encounterId: "0190a000-0000-7000-8000-00000000000b",
  providerId: "0199aaaa-0000-7000-8000-000000000001",
  providerName: "Tanya Brooks",
  patientName: { family: "Harker", given: "Mina", middle: null, suffix: null },
  birthDate: "1984-12-02",
} as const;
const item = (severity: "stop" | "fix", message: string) => ({ severity, code: message, message, target: "allergies" });
const gate = (...items: readonly unknown[]): Reply => ({
  value: { items, needsSupervisor: false, supervisors: [], others: [] },
});

/** Answers the first check at once, the next one when it is told to; whatever is signed is signed. */
async function checkedAnew(first: Reply) {
  const next = Promise.withResolvers<Reply>();
  let checks = 0;
  const client = createQueryClient();
  const on = services(({ path }) => {
    if (path === "charting.signGate") return (checks += 1) === 1 ? first : next.promise;
    return { value: { status: "signed", seal: "0", signedAt: "2026-11-23T20:00:00Z" } };
  });
  await render(
    <SignedIn on={on} roles={["physician"]} client={client}>
      <SignDialog encounter={encounter} patientId={patientId} unsaved={null} onJump={() => {}} onClose={() => {}} />
    </SignedIn>,
  );
  const button = page.getByRole("button", { name: /^Sign as Brooks/ });
  await expect.element(button).toHaveFocus();
  // The note changed, as after each save: what was asked about it is asked again.
  void client.invalidateQueries();
  await expect.poll(() => checks).toBe(2);
  const signed = () => on.sent.filter(({ path }) => path === "charting.signEncounter").length;
  return { button, answer: next.resolve, signed };
}

test("Enter while the note is checked anew is not lost: it signs, once, when the same is told", async () => {
  const { answer, signed } = await checkedAnew(gate(item("fix", "No allergies asked.")));
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{Enter}");
  expect(signed()).toBe(0);
  answer(gate(item("fix", "No allergies asked.")));
  await expect.poll(signed).toBe(1);
});

test("Enter while the note is checked anew does not sign over what nobody has read", async () => {
  const { button, answer, signed } = await checkedAnew(gate());
  await userEvent.keyboard("{Enter}");
  answer(gate(item("fix", "No vital signs.")));
  await expect.element(page.getByText("No vital signs.")).toBeVisible();
  await expect.element(button).toHaveFocus();
  expect(signed()).toBe(0);
  await userEvent.keyboard("{Enter}");
  await expect.poll(signed).toBe(1);
});

test("a stop that the new check finds takes the signature away, and the focus goes to it", async () => {
  const { button, answer, signed } = await checkedAnew(gate());
  await userEvent.keyboard("{Enter}");
  answer(gate(item("stop", "The dose is ten times too high.")));
  await expect.element(page.getByRole("button", { name: /ten times too high/ })).toHaveFocus();
  await expect.element(button).toBeDisabled();
  expect(signed()).toBe(0);
});
