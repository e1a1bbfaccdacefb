import { PDFDocument } from "@cantoo/pdf-lib";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appealPolicyColumns } from "../sql/tables-appeal-policy.ts";
import { openClinic, type Clinic, type NoteMore } from "../testing/clinic.ts";
import { acknowledgment277CA, decision, remittance, reversalOf } from "../testing/payer-files.ts";

const CO = (reason: string, amount: number) => ({ group: "CO", reason, amount });
const NOTE = JSON.stringify({
  serviceDate: "2026-11-20",
  provider: { name: "Chen, Ana MD" },
  sections: {
    reason: "Cough",
    hpi: "Three weeks of wheezing.",
    plan: "Spirometry today.",
    assessment: "Asthma",
    exam: "",
    ros: "",
  },
  diagnoses: [{ code: "J45.20", label: "Asthma" }],
  procedures: [{ code: "99213", label: "Visit" }],
  signed: { at: "2026-11-20T18:00:00.000Z", by: "Chen, Ana MD" },
});
const SEAL = bytesToHex(sha256(utf8ToBytes(NOTE)));
/** The smallest picture there is: one pixel. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe.each(databaseKinds)("appeals on %s", (database) => {
  let clinic: Clinic;
  let traces = 0;
  beforeAll(async () => {
    clinic = await openClinic(database, "appeals");
  });
  afterAll(() => clinic.stop());

  const next = <K extends string>() => clinic.kit.ids.next<K>();
  const receive = async (...payments: ClaimPayment835[]) => {
    traces += 1;
    const content = remittance(payments, { trace: `APPEAL${traces}`, controlNumber: 500 + traces });
    await clinic.call("receiveFile", { fileId: next(), name: `appeal-${traces}.835`, content });
    await clinic.kit.settle();
  };
  const refusal = (number: string, reason = "197") =>
    decision(number, [{ code: "99213", charge: 15_000, paid: 0, adjustments: [CO(reason, 15_000)] }]);
  const payment = (number: string) =>
    decision(number, [{ code: "99213", charge: 15_000, paid: 9000, adjustments: [CO("45", 6000)] }]);

  /** A visit that was billed and refused as a whole. */
  const denied = async (reason = "197", note: NoteMore = {}) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const claim = await clinic.sentClaim(patientId, note);
    await receive(refusal(claim.number, reason));
    const listed = await clinic.call("listDenials", { open: true, text: claim.number, before: null, limit: 5 });
    const denial = must(listed.ok ? listed.value.denials[0] : null, "a denial");
    return { patientId, denialId: denial.denialId, deadline: denial.deadline, ...claim };
  };
  const draft = async (denialId: string) => {
    const appealId = next<"appeal">();
    expect(await clinic.call("draftAppeal", { appealId, denialId })).toMatchObject({ value: { status: "draft" } });
    return appealId;
  };
  const appealOf = async (appealId: string) => {
    const reply = await clinic.call("getAppeal", { appealId });
    return must(reply.ok ? reply.value : null, "an appeal");
  };
  const denialOf = async (denialId: string) => {
    const reply = await clinic.call("getDenial", { denialId });
    return must(reply.ok ? reply.value : null);
  };
  const save = async (appealId: string, change: object) => {
    const { version, grounds, body, authorization, papers } = await appealOf(appealId);
    expect(
      await clinic.call("saveAppeal", { appealId, version, grounds, body, authorization, papers, ...change }),
    ).toMatchObject({ ok: true });
  };
  const send = async (appealId: string, more: object = {}) => {
    const { version } = await appealOf(appealId);
    const letter = { letterId: next<"letter">(), way: "electronic" as const, fax: null, sentOn: null, because: null };
    const reply = await clinic.call("sendAppeal", { appealId, version, ...letter, ...more });
    await clinic.kit.settle();
    return reply;
  };
  const answer = async (appealId: string, outcome: "upheld" | "overturned" | "partly" | "information", on: string) => {
    const { version } = await appealOf(appealId);
    const said = { answerId: next<"answer">(), outcome, answeredOn: on, dueOn: null, words: "As they wrote" };
    return clinic.call("recordAppealAnswer", { appealId, version, ...said });
  };
  /** Sent with the number that its grounds want. */
  const sentAppeal = async (denialId: string) => {
    const appealId = await draft(denialId);
    await save(appealId, { authorization: "AUTH0001" });
    expect(await send(appealId)).toMatchObject({ value: { status: "sent" } });
    return appealId;
  };
  const sentFiles = () => clinic.exchange.outbound().filter((file) => file.name.startsWith("appeal-"));
  const pagesOf = async (pdf: string) => (await PDFDocument.load(Uint8Array.fromBase64(pdf))).getPageCount();
  const today = () => clinic.kit.clock.now().slice(0, 10);

  test("BIL-180, BIL-181: drafted from the record, once, with a gap where the record has nothing", async () => {
    const { denialId, number, deadline } = await denied();
    const appealId = await draft(denialId);
    const appeal = await appealOf(appealId);
    expect(appeal).toMatchObject({ level: 1, levelName: "First appeal", grounds: "authorization", status: "draft" });
    expect(appeal.dueOn).toBe(deadline);
    expect(appeal.body).toContain("$150.00 of this claim with CO-197");
    expect(appeal.body).toContain("99213 (Established visit, low complexity)");
    expect(appeal.head.map((one) => one.value).join("|")).toContain(`Maria López, born 03/04/1981|CF1234567|${number}`);
    expect(appeal.warnings.map((one) => one.field)).toEqual(["authorization", "papers.note", "body"]);
    // Nothing has gone: the refusal is as it was.
    expect(await denialOf(denialId)).toMatchObject({ status: "open" });
    expect(await clinic.call("draftAppeal", { appealId: next(), denialId })).toMatchObject({
      error: { code: "already-recorded" },
    });
    expect(await send(appealId)).toMatchObject({
      error: {
        code: "invalid-input",
        field: "body",
        fields: [{ message: "Fill in [authorization number], or take the sentence out." }],
      },
    });
  });

  test("BIL-180, BIL-185: sent it is with the payer, and nothing else is done about the refusal", async () => {
    const { denialId, claimId, number } = await denied();
    const before = sentFiles().length;
    const appealId = await sentAppeal(denialId);
    const { version, status } = await denialOf(denialId);
    expect(status).toBe("appealed");
    for (const action of ["correct", "write-off"] as const)
      expect(
        await clinic.call("resolveDenial", { denialId, version, action, reason: "other", note: "Given up" }),
      ).toMatchObject({ error: { code: "appeal-is-out" } });
    const claim = await clinic.call("getClaim", { claimId });
    expect(await clinic.call("correctClaim", { claimId, version: claim.ok ? claim.value.version : 0 })).toMatchObject({
      error: { code: "appeal-is-out" },
    });
    const files = sentFiles();
    expect(files).toHaveLength(before + 1);
    const index = JSON.parse(must(files.at(-1)).content);
    expect(index).toMatchObject({
      kind: "appeal",
      appealId,
      payerId: "CFHP1",
      claimNumber: expect.any(String),
      grounds: "authorization",
      authorization: "AUTH0001",
      attachments: ["remittance", "claim"],
    });
    expect(await pagesOf(index.letter)).toBe(3);
    const { letters } = await appealOf(appealId);
    expect(letters).toMatchObject([{ kind: "appeal", way: "electronic", status: "sent", pages: 3 }]);
    const kept = await clinic.call("appealPdf", { appealId, letterId: must(letters[0]).letterId });
    expect(kept).toMatchObject({ value: { pdf: index.letter, name: `appeal-${number}.pdf` } });
  });

  test("BIL-184: the note is the sealed one or none; files go behind it; the same letter has the same bytes", async () => {
    const { denialId } = await denied("50", { seal: SEAL });
    const appealId = await draft(denialId);
    const { version } = await appealOf(appealId);
    const forged = NOTE.replace("Three weeks", "Three years");
    expect(await clinic.call("attachNote", { appealId, version, sealed: forged })).toMatchObject({
      error: { code: "note-not-sealed" },
    });
    const attached = await clinic.call("attachNote", { appealId, version, sealed: NOTE });
    expect(attached).toMatchObject({ ok: true });
    const file = { appealId, paperId: next<"paper">(), name: "Spirometry.png" };
    const second = attached.ok ? attached.value.version : 0;
    expect(await clinic.call("attachFile", { ...file, version: second, content: "AAAA" })).toMatchObject({
      error: { code: "invalid-input", field: "content" },
    });
    expect(await clinic.call("attachFile", { ...file, version: second, content: PNG })).toMatchObject({ ok: true });
    const pdf = async () => {
      const reply = await clinic.call("appealPdf", { appealId, letterId: null });
      return must(reply.ok ? reply.value : null);
    };
    const printed = await pdf();
    // Letter, decision, claim, note, picture.
    expect(printed.pages).toBe(5);
    expect(await pagesOf(printed.pdf)).toBe(5);
    expect((await pdf()).pdf).toBe(printed.pdf);
    await clinic.call("removeAttachment", { appealId, paperId: file.paperId, version: second + 1 });
    expect((await pdf()).pages).toBe(4);
    await save(appealId, { body: "王" });
    expect(await clinic.call("appealPdf", { appealId, letterId: null })).toMatchObject({
      error: { code: "letter-not-printable", field: "body" },
    });
  });

  test("BIL-184: an acknowledgment that the payer accepted is the proof, with this claim's segments alone", async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const claim = await clinic.sentClaim(patientId);
    const file = must(clinic.exchange.outbound().findLast((one) => one.content.includes(claim.number))).content;
    const content = acknowledgment277CA(file, claim.number, true);
    await clinic.call("receiveFile", { fileId: next(), name: "ack", content });
    await receive(refusal(claim.number, "29"));
    const listed = await clinic.call("listDenials", { open: true, text: claim.number, before: null, limit: 5 });
    const appealId = await draft(must(listed.ok ? listed.value.denials[0] : null).denialId);
    const appeal = await appealOf(appealId);
    expect(appeal.grounds).toBe("timely-filing");
    expect(appeal.body).toContain("accepted for processing on");
    expect(appeal.body).not.toMatch(/\[/);
    expect(appeal.available.find((one) => one.paper === "acknowledgment")).toMatchObject({ has: true });
    expect(await send(appealId)).toMatchObject({ ok: true });
    expect(JSON.parse(must(sentFiles().at(-1)).content).attachments).toContain("277CA");
  });
  test("BIL-185, BIL-187: asked for information, overturned, and paid by the 835 alone; the ledger explains each cent", async () => {
    const { patientId, denialId, claimId, number } = await denied();
    const appealId = await sentAppeal(denialId);
    const reply = (outcome: string) =>
      JSON.stringify({
        kind: "appeal-answer",
        appealId,
        letterId: appealId,
        outcome,
        on: today(),
        dueOn: outcome === "information" ? "2027-01-15" : null,
        words: `It is ${outcome}`,
      });
    const take = async (content: string) =>
      clinic.call("receiveFile", { fileId: next(), name: "answer.json", content });
    expect(await take(reply("information"))).toMatchObject({ value: { kind: "appeal-answer", status: "processed" } });
    expect(await appealOf(appealId)).toMatchObject({ status: "information-requested", followUpOn: "2027-01-15" });
    expect(await send(appealId)).toMatchObject({ value: { status: "sent" } });
    expect((await appealOf(appealId)).letters.map((one) => one.kind)).toEqual(["information", "appeal"]);
    await take(reply("overturned"));
    expect(await appealOf(appealId)).toMatchObject({ status: "overturned", outcome: "overturned" });
    // A letter moves no money: the refusal stands until the payer decides anew.
    expect(await denialOf(denialId)).toMatchObject({ status: "appealed" });
    const account = async () => {
      const found = await clinic.call("getAccount", { patientId });
      return found.ok ? [found.value.insurancePending, found.value.patientDue] : [];
    };
    expect(await account()).toEqual([15_000, 0]);
    await receive(reversalOf(refusal(number)), payment(number));
    expect(await denialOf(denialId)).toMatchObject({ status: "overturned" });
    expect(await appealOf(appealId)).toMatchObject({ status: "settled", outcome: "overturned", followUpOn: null });
    expect(await clinic.call("getClaim", { claimId })).toMatchObject({ value: { status: "paid", paid: 9000 } });
    expect(await account()).toEqual([0, 0]);
    // Once more, and with another name: nothing changes, and the file says so.
    expect(await take(reply("partly"))).toMatchObject({ value: { status: "processed", note: expect.any(String) } });
    expect(await denialOf(denialId)).toMatchObject({ status: "overturned" });
  });

  test("BIL-187: a new decision without a letter settles it too; a draft ends with its refusal", async () => {
    const out = await denied();
    const sent = await sentAppeal(out.denialId);
    await receive(reversalOf(refusal(out.number)), payment(out.number));
    expect(await appealOf(sent)).toMatchObject({ status: "settled", outcome: "decided-anew" });
    const given = await denied();
    const drafted = await draft(given.denialId);
    const { version } = await denialOf(given.denialId);
    const writeOff = { action: "write-off", reason: "other", note: "Not worth it" } as const;
    await clinic.call(
      "resolveDenial",
      { denialId: given.denialId, version, ...writeOff },
      { as: ["practice-manager"] },
    );
    expect(await appealOf(drafted)).toMatchObject({ status: "dropped", followUpOn: null });
  });

  test("BIL-182, BIL-186: upheld, the next level begins with its own time; an answer is taken back by an entry of its own", async () => {
    const { denialId } = await denied();
    const first = await sentAppeal(denialId);
    expect(await answer(first, "upheld", "2099-01-01")).toMatchObject({ error: { code: "in-the-future" } });
    expect(await answer(first, "upheld", today())).toMatchObject({ value: { status: "upheld" } });
    expect(await denialOf(denialId)).toMatchObject({ status: "open" });
    const second = await draft(denialId);
    const level2 = await appealOf(second);
    expect(level2).toMatchObject({ level: 2, levelName: "Second appeal" });
    expect(level2.body).toContain("Our first appeal of");
    const takeBack = async () => {
      const { version } = await appealOf(first);
      const entry = { answerId: next<"answer">(), because: "It was another claim's letter" };
      return clinic.call("takeBackAppealAnswer", { appealId: first, version, ...entry });
    };
    // The second level stands on the answer.
    expect(await takeBack()).toMatchObject({ error: { code: "already-recorded" } });
    const { version } = await appealOf(second);
    await clinic.call("withdrawAppeal", { appealId: second, version, letterId: next(), because: "Begun too early" });
    expect(await takeBack()).toMatchObject({ value: { status: "sent" } });
    expect(await denialOf(denialId)).toMatchObject({ status: "appealed" });
    expect((await appealOf(first)).answers).toMatchObject([
      { outcome: "upheld", takenBackBecause: "It was another claim's letter" },
    ]);
  });

  test("BIL-182: after the payer's last level there is none", async () => {
    const { denialId } = await denied();
    for (const level of [1, 2, 3]) {
      const appealId = await sentAppeal(denialId);
      expect((await appealOf(appealId)).level).toBe(level);
      await answer(appealId, "upheld", today());
    }
    expect(await clinic.call("draftAppeal", { appealId: next(), denialId })).toMatchObject({
      error: { code: "no-level-left", detail: { level: "External review" } },
    });
    expect((await denialOf(denialId)).deadline).toBeNull();
  });

  test("BIL-186: corrected and withdrawn by letters of their own; what was sent stays as it went", async () => {
    const { denialId } = await denied();
    const appealId = await sentAppeal(denialId);
    const [one] = (await appealOf(appealId)).letters;
    const pdfOf = async () => clinic.call("appealPdf", { appealId, letterId: must(one).letterId });
    const before = await pdfOf();
    await save(appealId, { body: "Another text." });
    expect(await send(appealId)).toMatchObject({ error: { code: "invalid-input", field: "because" } });
    expect(await send(appealId, { because: "The day was wrong" })).toMatchObject({ ok: true });
    expect(await pdfOf()).toEqual(before);
    const { version } = await appealOf(appealId);
    expect(
      await clinic.call("withdrawAppeal", {
        appealId,
        version,
        letterId: next(),
        because: "A corrected claim is sent",
      }),
    ).toMatchObject({ value: { status: "withdrawn" } });
    expect((await appealOf(appealId)).letters.map((letter) => letter.kind)).toEqual([
      "withdrawal",
      "correction",
      "appeal",
    ]);
    expect(await denialOf(denialId)).toMatchObject({ status: "open" });
  });

  test("BIL-183: after the payer's time it goes only with why, by hand on the day that a person says", async () => {
    const { denialId, deadline } = await denied();
    const appealId = await draft(denialId);
    await save(appealId, { authorization: "AUTH0001" });
    const byHand = { way: "by-hand", sentOn: must(deadline) };
    expect(await send(appealId, { ...byHand, sentOn: "2099-01-01" })).toMatchObject({
      error: { code: "in-the-future" },
    });
    await clinic.kit.rows("billing", `update appeal set due_on = '2026-11-01' where appeal_id = '${appealId}'`);
    expect((await appealOf(appealId)).warnings.map((one) => one.field)).toContain("dueOn");
    const late = { way: "by-hand", sentOn: today() };
    expect(await send(appealId, late)).toMatchObject({ error: { code: "invalid-input", field: "because" } });
    expect(await send(appealId, { ...late, because: "The remittance came late" })).toMatchObject({ ok: true });
    expect((await appealOf(appealId)).letters).toMatchObject([{ way: "by-hand", because: "The remittance came late" }]);
  });

  test("BIL-185: by fax it goes through the line once, to the payer's number or the one that is given", async () => {
    const { denialId } = await denied();
    const appealId = await draft(denialId);
    await save(appealId, { authorization: "AUTH0001" });
    expect(await send(appealId, { way: "fax" })).toMatchObject({ error: { code: "invalid-input", field: "fax" } });
    expect(await send(appealId, { way: "fax", fax: "6195550199" })).toMatchObject({ ok: true });
    await clinic.kit.settle();
    const { letters } = await appealOf(appealId);
    expect(letters).toMatchObject([{ way: "fax", fax: "6195550199", status: "sent" }]);
    const sent = clinic.fax.sent().filter((one) => one.name === letters[0]?.letterId);
    expect(sent).toMatchObject([{ to: "6195550199" }]);
    expect(await pagesOf(must(sent[0]).pdf)).toBe(letters[0]?.pages);
  });

  test("BIL-188: followed by day and owner, found by number, page after page", async () => {
    const { denialId, number } = await denied();
    const appealId = await sentAppeal(denialId);
    const list = async (show: "due" | "open" | "settled", more: object = {}) => {
      const reply = await clinic.call("listAppeals", { show, ownerId: null, before: null, limit: 200, ...more });
      return must(reply.ok ? reply.value : null);
    };
    const ids = async (show: "due" | "open" | "settled", more: object = {}) =>
      (await list(show, more)).appeals.map((one) => one.appealId);
    expect(await ids("due")).not.toContain(appealId);
    expect(await ids("open", { text: number })).toEqual([appealId]);
    const { version } = await appealOf(appealId);
    const follow = { appealId, version, ownerId: clinic.ids.doctor, followUpOn: today() };
    expect(await clinic.call("followAppeal", { ...follow, ownerId: next() })).toMatchObject({
      error: { field: "ownerId" },
    });
    expect(await clinic.call("followAppeal", follow)).toMatchObject({ ok: true });
    expect(await ids("due", { ownerId: clinic.ids.doctor })).toEqual([appealId]);
    const all = await list("open");
    expect(all.all?.count).toBe(all.appeals.length);
    const first = await list("open", { limit: 1 });
    const rest = await list("open", { before: first.next });
    expect([...first.appeals, ...rest.appeals].map((one) => one.appealId)).toEqual(
      all.appeals.map((one) => one.appealId),
    );
    const days = all.appeals.map((one) => one.followUpOn ?? "9999-12-31");
    expect(days).toEqual(days.toSorted((one, other) => one.localeCompare(other)));
  });

  test("BIL-234: a refusal that was marked as appealed without a letter is open again, and can be appealed", async () => {
    const stray = await denied();
    const out = await denied();
    await sentAppeal(out.denialId);
    await clinic.kit.rows("billing", `update denial set status = 'appealed' where denial_id = '${stray.denialId}'`);
    expect(await clinic.call("draftAppeal", { appealId: next(), denialId: stray.denialId })).toMatchObject({
      error: { code: "claim-not-ready" },
    });
    for (const statement of appealPolicyColumns) await clinic.kit.rows("billing", statement);
    expect(await denialOf(stray.denialId)).toMatchObject({ status: "open" });
    expect(await denialOf(out.denialId)).toMatchObject({ status: "appealed" });
    const claim = await clinic.call("getClaim", { claimId: stray.claimId });
    expect(claim.ok && claim.value.history.map((one) => one.what)).toContain("Denial: open again");
    await draft(stray.denialId);
    // Once more changes nothing.
    for (const statement of appealPolicyColumns) await clinic.kit.rows("billing", statement);
    expect(await denialOf(stray.denialId)).toMatchObject({ status: "open" });
  });

  test("BIL-235: a payer's levels and its address for letters are kept with it, and the address stands on the letter", async () => {
    const { denialId } = await denied("50");
    const payers = await clinic.call("listPayers", {});
    const payer = must(payers.ok ? payers.value.find((one) => one.payerId === clinic.ids.hmo) : null);
    const appeals = {
      ...payer.appeals,
      levels: [{ name: "Grievance", days: 45, answerDays: 20 }],
      address: "PO Box 7\nSan Diego CA 92112",
    };
    const desk = { as: ["front-desk"] as const };
    expect(await clinic.call("savePayer", { ...payer, appeals }, desk)).toMatchObject({ ok: false });
    expect(await clinic.call("savePayer", { ...payer, appeals })).toMatchObject({ ok: true });
    const appeal = await appealOf(await draft(denialId));
    expect(appeal).toMatchObject({ levelName: "Grievance", levels: appeals.levels });
    // A payer that is saved without a word about appeals keeps what it has.
    const { appeals: _, ...plain } = payer;
    expect(await clinic.call("savePayer", { ...plain, version: payer.version + 1 })).toMatchObject({ ok: true });
    const again = await clinic.call("listPayers", {});
    const kept = must(again.ok ? again.value.find((one) => one.payerId === clinic.ids.hmo) : null);
    expect(kept.appeals).toEqual(appeals);
    await clinic.call("savePayer", { ...payer, version: kept.version });
  });

  test("BIL-236: the queue of appeals counts what its list shows: a draft today, and a sent one when it is time to ask", async () => {
    const queue = async () => {
      const reply = await clinic.call("workQueues", {});
      return must(reply.ok ? reply.value.find((one) => one.queue === "appeals") : null);
    };
    const listed = async () => {
      const ask = { show: "due" as const, ownerId: null, text: "", limit: 1, before: null };
      const reply = await clinic.call("listAppeals", ask);
      return must(reply.ok ? reply.value.all : null);
    };
    const before = await queue();
    const { denialId } = await denied();
    const appealId = await draft(denialId);
    expect(await queue()).toMatchObject({ count: before.count + 1, amount: before.amount + 15_000 });
    expect(await listed()).toEqual({ count: before.count + 1, total: before.amount + 15_000 });
    await save(appealId, { authorization: "AUTH0001" });
    expect(await send(appealId)).toMatchObject({ ok: true });
    expect(await queue()).toMatchObject({ count: before.count, amount: before.amount });
    expect(await listed()).toEqual({ count: before.count, total: before.amount });
  });
});
