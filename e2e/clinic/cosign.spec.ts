import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { book, call, checkIn, register, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";

test("CHT-155 to CHT-157 a physician assistant's note is returned, answered, and co-signed with an attestation", async ({
  browser,
}) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Una"), today(), /Okafor/);
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page: author, context: authors } = await signIn(browser, "physicianAssistant");
  await write(author, encounterId);
  const { supervisors } = await call<{ supervisors: readonly { staffId: string; name: string }[] }>(
    author,
    "charting.signGate",
    { encounterId },
  );
  const supervisorId = supervisors.find(({ name }) => name.startsWith("Elena Alvarez"))?.staffId;
  await call(author, "charting.signEncounter", { encounterId, patientId: visit.patientId, supervisorId });

  const { page: physician, context: physicians } = await signIn(browser, "physician");
  await physician.goto("/today");
  const rowOf = (page: typeof author, list: string) =>
    page.getByRole("grid", { name: list }).getByRole("row", { name: new RegExp(visit.family, "i") });
  await rowOf(physician, "To co-sign").click();
  const signatures = physician.getByRole("region", { name: "Signatures" });
  await signatures.getByRole("button", { name: /^Return to Ngozi Okafor/ }).click();
  await physician.getByRole("textbox", { name: "What is missing, or to be changed" }).fill("Which side was it?");
  await expectAccessible(physician, "a note that is being returned");
  // What was typed outlives a reload.
  await physician.reload();
  await expect(physician.getByRole("textbox", { name: "What is missing, or to be changed" })).toHaveValue(
    "Which side was it?",
  );
  await signatures.getByRole("button", { name: "Return the note" }).click();
  await expect(signatures.getByText("It is with Ngozi Okafor")).toBeVisible();

  await author.goto("/today");
  await rowOf(author, "Returned to you").click();
  const hers = author.getByRole("region", { name: "Signatures" });
  await expect(hers).toContainText("Which side was it?");
  await hers.getByRole("textbox", { name: "Your answer" }).fill("Both sides; the left one more.");
  await expectAccessible(author, "a returned note");
  await hers.getByRole("button", { name: "Add and send back" }).click();
  await expect(author.getByRole("region", { name: "Addenda" })).toContainText("Both sides; the left one more.");
  await expect(hers.getByText("It waits for the supervising physician’s co-signature.")).toBeVisible();

  await expect(physician.getByRole("region", { name: "Addenda" })).toContainText("Both sides; the left one more.");
  await signatures.getByRole("textbox", { name: "Attestation" }).fill("I have discussed this visit with the author.");
  await signatures.getByRole("button", { name: /^Co-sign as Alvarez, MD/ }).click();
  await expect(physician.getByRole("heading", { level: 1, name: "Co-signed note" })).toBeVisible();
  await expect(signatures).toContainText(/Attested by Elena Alvarez, MD/);
  await expect(signatures).toContainText("I have discussed this visit with the author.");
  await authors.close();
  await physicians.close();
});
