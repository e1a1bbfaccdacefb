import { operations } from "@practicum/api/operations";
import { role, type Role } from "@practicum/contracts/permission";
import { services } from "@practicum/contracts/services";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import { identityService } from "@practicum/identity/service";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { checkIn, patientInput, staffOf } from "./testing/planted-chart.ts";
import { contracts, sampleInput, type Json, type Known } from "./testing/sample-input.ts";

/**
 * CHT-199: a word stands in a private note, in both of its versions. Then its author and people of every role ask and send everything there is,
 * of every service, with the ids of patient, visit and note. The word is in one answer alone, the author's. An operation that is added is tried.
 */

const WORD = "Zq9private";

interface Reply {
  readonly ok: boolean;
  readonly value?: unknown;
}

describe("private notes", () => {
  let kit: TestHost;
  const author = "00000000-0000-7000-8000-0000000000d1";
  const noteId = "00000000-0000-7000-8000-0000000000d2";
  let patientId = "";
  let encounterId = "";
  const people = new Map<string, { kind: "staff"; staffId: string; name: string; roles: Role[]; sessionId: string }>();

  const ask = async (path: string, input: Json, who: string): Promise<Reply> => {
    const [service = "", name = ""] = path.split(".");
    const call = kit.caller(service, Reflect.get(services, service));
    return (await call(name as never, input as never, { as: must(people.get(who)) })) as Reply;
  };
  const done = async (path: string, input: Json, who = "author") => {
    const reply = await ask(path, input, who);
    expect([path, reply]).toMatchObject([path, { ok: true }]);
    await kit.settle();
    return reply.value as { [key: string]: never };
  };

  beforeAll(async () => {
    const identity = serviceModule(identityService, { auditAnchor: memoryAnchor() });
    kit = await testHost({ database: "pglite", modules: [identity, ...allServices()] });
    const add = async (who: string, staffId: string, as: Role) => {
      people.set(who, { kind: "staff", staffId, name: `Person ${who}`, roles: [as], sessionId: "s" });
      await kit.deliver("identity.staff-changed.v1", { ...staffOf(staffId, as), email: `${who}@example.org` });
    };
    await add("author", author, "physician");
    for (const one of role.options) await add(one, kit.ids.next<"staff">(), one);
    await kit.settle();
    patientId = String((await done("scheduling.registerPatient", patientInput, "front-desk"))["patientId"]);
    encounterId = kit.ids.next<"encounter">();
    await kit.deliver("scheduling.patient-checked-in.v1", checkIn(encounterId, patientId, author));
    await kit.settle();
    for (const section of ["reason", "hpi", "assessment", "plan"])
      await done("charting.saveNoteSection", { encounterId, section, text: "A cough, for a week", baseVersion: 0 });
    await done("charting.savePrivateNote", { noteId, encounterId, text: `${WORD} one`, baseVersion: 0 });
    const diagnoses = [{ code: "J06.9", label: "x" }];
    const procedures = [{ code: "99213", label: "x", modifiers: [], units: 1, pointers: [1] }];
    await done("charting.saveCoding", { encounterId, baseVersion: 0, diagnoses, procedures });
    await done("charting.signEncounter", { encounterId, patientId, supervisorId: null });
    await done("charting.savePrivateNote", { noteId, encounterId, text: `${WORD} two`, baseVersion: 1 });
  });
  afterAll(() => kit.stop());

  /** The operations whose answer has the word. */
  async function tellers(who: string): Promise<string[]> {
    const found: string[] = [];
    for (const [path] of operations) {
      const contract = must(contracts.get(path));
      const known = { patientId, patientIds: [patientId], encounterId, noteId, providerId: author, date: "2026-11-23" };
      const tries: readonly Known[] = [{ text: "", section: "hpi" }, { text: WORD }, { text: "private", scope: "all" }];
      for (const more of tries) {
        const input = sampleInput(contract, { ...known, before: null, limit: 50, open: true, ...more });
        // What is given to the author stays as it was: nobody saves over the note here.
        if (path === "charting.savePrivateNote" || path === "charting.sharePrivateNote") continue;
        if (JSON.stringify(await ask(path, input, who)).includes(`${WORD} `)) found.push(path);
      }
    }
    return [...new Set(found)];
  }

  test("CHT-199 of all answers to its author one alone has the word", async () => {
    expect(await tellers("author")).toEqual(["charting.privateNotes"]);
  }, 120_000);

  test.each(role.options)(
    "CHT-199 no answer to a %s has it",
    async (as) => {
      expect(await tellers(as)).toEqual([]);
    },
    120_000,
  );

  test("CHT-199 no event of any service has it, and so no copy, message, claim or live update", async () => {
    for (const service of Object.keys(services)) {
      expect(JSON.stringify(await kit.events(service))).not.toContain(WORD);
      const access = await kit.events(service, `${service}.access-recorded.v1`);
      expect(JSON.stringify(access)).not.toContain(WORD);
    }
  });
});
