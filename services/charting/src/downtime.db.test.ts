import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, patient, value, type Clinic } from "./test/clinic.ts";

const bytes = (length: number, from: number) => Uint8Array.from({ length }, (_, at) => (at + from) % 256);
const KEY = bytes(32, 7).toBase64();
const NONCE = bytes(12, 90).toBase64();

async function open(sealed: string, key = KEY): Promise<unknown> {
  const made = await crypto.subtle.importKey("raw", Uint8Array.fromBase64(key), "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: Uint8Array.fromBase64(NONCE) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, made, Uint8Array.fromBase64(sealed))));
}

describe.each(databaseKinds)("the charts of a downtime kit on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  test("SVC-57 what a kit has of the charts is sealed for its key; who was not asked has no 'none'", async () => {
    const [allergic, unasked] = [await patient(clinic), await patient(clinic)];
    value(
      await clinic.call(
        "addAllergy",
        {
          patientId: allergic,
          allergyId: clinic.kit.ids.next<"allergy">(),
          substanceCode: null,
          substance: "Penicillin V",
          reaction: "hives",
          severity: "severe",
        },
        { as: clinic.ma },
      ),
    );
    const asked = { patientIds: [allergic, unasked], key: KEY, nonce: NONCE };
    const { sealed } = value(await clinic.call("exportDowntimeCharts", asked));
    expect(atob(sealed)).not.toContain("Penicillin");
    await expect(open(sealed, bytes(32, 8).toBase64())).rejects.toThrow();
    expect(await open(sealed)).toEqual([
      {
        patientId: allergic,
        allergies: { status: "listed", entries: ["Penicillin V: hives, severe"] },
        medications: { reviewed: false, entries: [] },
        problems: [],
      },
      {
        patientId: unasked,
        allergies: { status: "not-asked", entries: [] },
        medications: { reviewed: false, entries: [] },
        problems: [],
      },
    ]);
  });

  test("CHT-292 nothing that bears a class is in a kit, whoever makes it", async () => {
    const patientId = await patient(clinic);
    const add = (code: string, label: string) =>
      clinic.call(
        "addProblem",
        { problemId: clinic.kit.ids.next<"problem">(), patientId, code, label, onsetOn: null },
        { as: clinic.chen },
      );
    value(await add("I10", "Pressure"));
    value(await add("Z30.09", "Contraception"));
    const name = "Levonorgestrel 1.5 mg tablet";
    const drug = { medicationId: clinic.kit.ids.next<"medication">(), patientId, rxnorm: null, name, directions: "" };
    value(await clinic.call("addMedication", { ...drug, startedOn: null }, { as: clinic.chen }));
    const { sealed } = value(
      await clinic.call("exportDowntimeCharts", { patientIds: [patientId], key: KEY, nonce: NONCE }),
    );
    expect(await open(sealed)).toMatchObject([{ problems: ["Pressure (I10)"], medications: { entries: [] } }]);
  });
});
