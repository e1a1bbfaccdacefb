import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

const ours = {
  senderQualifier: "ZZ",
  senderId: "OAK4711",
  receiverQualifier: "30",
  receiverId: "OCTO-77",
  receiverName: "Octopus Clearing",
  contactName: "Ana Reyes",
  usage: "T",
} as const;

describe.each(databaseKinds)("the clearinghouse's settings on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "clearinghouse");
  });
  afterAll(() => clinic.stop());

  const asManager = { as: ["practice-manager" as const] };
  const newestFile = () => must(clinic.exchange.outbound().at(-1)).content;
  const sendsClaim = async (family: string) => {
    const patientId = await clinic.addPatient({ family });
    await clinic.cover(patientId);
    await clinic.sentClaim(patientId);
  };

  test("BIL-220 BIL-221 until they are set the tax id sends; from then on each file carries them, a test as a test", async () => {
    const before = await clinic.call("getClearinghouse", {}, asManager);
    expect(before).toMatchObject({ ok: true, value: { version: 0, usage: "P", simulated: false } });
    await sendsClaim("Ames");
    expect(isaOf(newestFile())).toMatchObject({ receiver: "CLEARINGHOUSE", usage: "P" });

    expect(await clinic.call("saveClearinghouse", { ...ours, version: 0 }, asManager)).toMatchObject({ ok: true });
    await sendsClaim("Boyle");
    expect(isaOf(newestFile())).toEqual({ from: "ZZ", sender: "OAK4711", to: "30", receiver: "OCTO-77", usage: "T" });
    const segments = newestFile()
      .split("~")
      .map((each) => each.trim());
    expect(segments).toContainEqual(expect.stringMatching(/^GS\*HC\*OAK4711\*OCTO-77\*/));
    expect(segments).toContainEqual(expect.stringMatching(/^NM1\*41\*.*\*46\*OAK4711$/));
    expect(segments).toContainEqual("NM1*40*2*OCTOPUS CLEARING*****46*OCTO-77");
    expect(segments).toContainEqual(expect.stringMatching(/^PER\*IC\*ANA REYES\*TE\*/));
  });

  test("BIL-222 a manager changes what a manager saw, with the form that the files need; nobody else does", async () => {
    const now = must(await clinic.call("getClearinghouse", {}, asManager).then((got) => (got.ok ? got.value : null)));
    const save = (more: object, as = asManager) =>
      clinic.call("saveClearinghouse", { ...ours, version: now.version, ...more }, as);
    expect(await save({ version: now.version - 1 })).toMatchObject({ ok: false, error: { code: "stale-version" } });
    expect(await save({ receiverId: "A".repeat(16) })).toMatchObject({ ok: false, error: { field: "receiverId" } });
    expect(await save({ senderId: "oak*1" })).toMatchObject({ ok: false, error: { field: "senderId" } });
    expect(await save({}, { as: ["biller" as never] })).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(await clinic.call("getClearinghouse", {}, asManager)).toMatchObject({ value: { receiverId: "OCTO-77" } });
    expect(await save({ usage: "P" })).toMatchObject({ ok: true, value: { version: now.version + 1 } });
    expect(await save({ usage: "T" })).toMatchObject({ ok: false, error: { code: "stale-version" } });
    expect(await clinic.call("getClearinghouse", {}, asManager)).toMatchObject({ value: { usage: "P" } });
  });
});

function isaOf(content: string) {
  const elements = must(content.split("~")[0])
    .split("*")
    .map((each) => each.trim());
  const [from, sender, to, receiver, usage] = [5, 6, 7, 8, 15].map((at) => elements[at]);
  return { from, sender, to, receiver, usage };
}
