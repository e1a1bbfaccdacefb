import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { UnusableFile } from "../ports/clearinghouse.ts";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("BIL-62: each file of the exchange is on its own, on %s", (database) => {
  let clinic: Clinic;
  let control = 100;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.stop());
  afterEach(async () => {
    vi.restoreAllMocks();
    await clinic.kit.rows("billing", "drop trigger if exists fail_on_posting on remittance");
    await clinic.kit.settle();
  });

  /** An 835 about a claim of somebody else: it is posted, and its money waits. */
  const era = (trace: string) => {
    control += 1;
    const line = { code: "99213", charge: 100, paid: 100, adjustments: [] };
    return remittance([decision(`X${control}`, [line])], { trace, controlNumber: control });
  };
  const deliver = (name: string, content = era(name)) => clinic.exchange.deliver({ name, content });
  const file = async (name: string) => {
    const listed = await clinic.call("listFiles", { kind: null, before: null, limit: 100 });
    const found = listed.ok ? listed.value.files.find((one) => one.name === name) : undefined;
    if (!found) return null;
    const whole = await clinic.call("getFile", { fileId: found.fileId });
    return whole.ok ? { status: whole.value.status, problem: whole.value.problem, content: whole.value.content } : null;
  };
  /** Posting a remittance of this trace fails as the database would say it. */
  const failOn = async (trace: string, state: string, onlyIf = "true") => {
    await clinic.kit.rows(
      "billing",
      `create or replace function fail_on_posting() returns trigger language plpgsql as $$ begin
         if new.trace = '${trace}' and ${onlyIf} then raise exception 'as told' using errcode = '${state}'; end if;
         return new; end $$`,
    );
    await clinic.kit.rows(
      "billing",
      "create or replace trigger fail_on_posting before insert on remittance for each row execute function fail_on_posting()",
    );
  };

  test("a file with NUL is kept with a sign in its place, and the next one is taken", async () => {
    deliver("nul-1", era("NUL").replace("CARE FIRST", "CARE\0FIRST"));
    deliver("nul-2");
    await clinic.kit.settle();
    const kept = await file("nul-1");
    expect(kept).toMatchObject({ status: "quarantined", problem: expect.stringContaining("NUL") });
    expect(kept?.content).toContain("CARE\u2400FIRST");
    expect(await file("nul-2")).toMatchObject({ status: "processed" });
    expect(await clinic.exchange.ours.list()).toEqual([]);
  });

  test("so is one that a person brings", async () => {
    const reply = await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: "nul.835",
      content: "ISA\0",
    });
    expect(reply).toMatchObject({ value: { status: "quarantined", problem: expect.stringContaining("at place 4") } });
  });

  test("one that can't be used is kept with what is known of it; one that can't be read now waits; the next is taken", async () => {
    const { ours } = clinic.exchange;
    const fetch = ours.fetch.bind(ours);
    vi.spyOn(ours, "fetch").mockImplementation(async (name) => {
      if (name === "read-1") throw new UnusableFile("The file can't be read (EIO).", "start\0");
      if (name === "read-2") throw Object.assign(new Error("busy"), { code: "EBUSY" });
      return fetch(name);
    });
    for (const name of ["read-1", "read-2", "read-3"]) deliver(name);
    await clinic.kit.settle();
    expect(await file("read-1")).toEqual({
      status: "quarantined",
      problem: "The file can't be read (EIO).",
      content: "start\u2400",
    });
    expect(await file("read-3")).toMatchObject({ status: "processed" });
    expect(await ours.list()).toEqual(["read-2"]);
    vi.restoreAllMocks();
    await clinic.kit.settle();
    expect(await file("read-2")).toMatchObject({ status: "processed" });
  });

  test("one that can't be moved away keeps no other waiting, however many there are", async () => {
    const { ours } = clinic.exchange;
    const archive = ours.archive.bind(ours);
    vi.spyOn(ours, "archive").mockImplementation(async (name) => {
      if (name.startsWith("stuck")) throw Object.assign(new Error("read only"), { code: "EROFS" });
      return archive(name);
    });
    for (let count = 0; count < 60; count += 1) deliver(`stuck-${count}`, `no X12, ${count}`);
    deliver("after-stuck");
    await clinic.kit.settle();
    expect(await file("after-stuck")).toMatchObject({ status: "processed" });
    expect(await ours.list()).toHaveLength(60);
  });

  test("one that takes too long to post is kept in quarantine; one that met another transaction is tried again", async () => {
    await failOn("SLOW", "57014");
    deliver("slow-1", era("SLOW"));
    deliver("slow-2");
    await clinic.kit.settle();
    expect(await file("slow-1")).toMatchObject({ status: "quarantined", problem: expect.stringContaining("too long") });
    expect(await file("slow-2")).toMatchObject({ status: "processed" });

    await failOn("MET", "40001");
    deliver("met-1", era("MET"));
    deliver("met-2");
    await clinic.kit.settle();
    expect(await file("met-1")).toBeNull();
    expect(await file("met-2")).toMatchObject({ status: "processed" });
    await clinic.kit.rows("billing", "drop trigger fail_on_posting on remittance");
    await clinic.kit.settle();
    expect(await file("met-1")).toMatchObject({ status: "processed" });
  });

  test("one file has five minutes", async () => {
    // PGlite has no limit of its own.
    await failOn("LIMIT", "P0001", "current_setting('statement_timeout') not in ('5min', '0')");
    deliver("limit", era("LIMIT"));
    await clinic.kit.settle();
    expect(await file("limit")).toMatchObject({ status: "processed" });
  });

  test("without the database nothing is taken, and all of it later", async () => {
    await failOn("AWAY", "08006");
    deliver("away-1", era("AWAY"));
    deliver("away-2");
    await clinic.kit.settle();
    expect(await clinic.exchange.ours.list()).toEqual(["away-1", "away-2"]);
    await clinic.kit.rows("billing", "drop trigger fail_on_posting on remittance");
    await clinic.kit.settle();
    expect([await file("away-1"), await file("away-2")]).toMatchObject([
      { status: "processed" },
      { status: "processed" },
    ]);
  });

  test("a file that can't be sent keeps neither the next one nor what comes in", async () => {
    const { ours } = clinic.exchange;
    const send = ours.send.bind(ours);
    let refused = "";
    vi.spyOn(ours, "send").mockImplementation(async (one) => {
      if (refused === "" || refused === one.name) {
        refused = one.name;
        throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      }
      return send(one);
    });
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    deliver("while-sending");
    await clinic.sentClaim(patientId);
    await clinic.sentClaim(patientId);
    const status = async () => ({
      refused: (await file(refused))?.status,
      came: (await file("while-sending"))?.status,
    });
    expect(await status()).toEqual({ refused: "queued", came: "processed" });
    expect(clinic.exchange.outbound().map((one) => one.name)).not.toContain(refused);
    const others = clinic.exchange.outbound().length;
    expect(others).toBeGreaterThan(0);
    vi.restoreAllMocks();
    await clinic.kit.settle();
    expect(await status()).toEqual({ refused: "sent", came: "processed" });
    expect(clinic.exchange.outbound()).toHaveLength(others + 1);
  });
});
