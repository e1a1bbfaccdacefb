import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "./testing/clinic.ts";

describe.each(databaseKinds)("the legal name on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "legal names");
  });
  afterAll(() => clinic.stop());

  test("BIL-478 a claim has the legal name, and billing keeps nothing else that the patient says", async () => {
    const about = {
      preferredName: "Marisol",
      formerNames: [{ family: "Vandermeer", given: null }],
      pronouns: { code: "they", text: "" },
      genderIdentity: { code: "nonbinary", text: "" },
    };
    const patientId = await clinic.addPatient({ about });
    await clinic.cover(patientId);
    await clinic.sentClaim(patientId);
    const kept = await clinic.kit.rows<{ content: { name: { given: string } } }>(
      "billing",
      "select content from patient_copy",
    );
    expect(kept.map(({ content }) => content.name.given)).toEqual(["Maria"]);
    expect(JSON.stringify(kept)).not.toMatch(/about|Marisol|Vandermeer|they|nonbinary/);
    const sent = must(clinic.exchange.outbound().find((file) => file.content.includes("MARIA")));
    expect(sent.content).not.toMatch(/MARISOL|VANDERMEER/i);
  });
});
