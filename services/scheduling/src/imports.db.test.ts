import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MONDAY, openPractice, outcome, personInput, register, value, type TestPractice } from "./test/practice.ts";

const reading = { columns: [{ field: "oldNumber", column: "Chart no" }], values: [] };

function person(oldNumber: string, family: string, given: string, birthDate: string, more: object = {}) {
  return {
    kind: "patients" as const,
    oldNumber,
    name: { family, given, middle: null, suffix: null },
    birthDate,
    sex: "female" as const,
    phone: null,
    email: null,
    address: null,
    language: "en",
    ...more,
  };
}

type Row = ReturnType<typeof person> | ReturnType<typeof visit>;

function visit(practice: TestPractice, oldNumber: string, start: string, date = MONDAY) {
  return {
    kind: "appointments" as const,
    oldNumber,
    date,
    start,
    minutes: null,
    providerResourceId: practice.chen as string,
    visitTypeId: practice.followUp as string,
    reason: "",
  };
}

describe.each(databaseKinds)("imports on %s", (database) => {
  let practice: TestPractice;
  let hashes = 0;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(async () => {
    await practice.kit.stop();
  });

  const hash = () => (hashes++).toString(16).padStart(64, "0");
  const id = <K extends string>() => practice.kit.ids.next<K>();

  async function open(kind: "patients" | "appointments", rowCount: number, fileHash = hash()) {
    const input = {
      importId: id<"import">(),
      kind,
      system: "OldEHR",
      fileName: "a.csv",
      fileHash,
      rowCount,
      total: null,
      reading,
    };
    return value(await practice.call("openImport", input)).importId;
  }

  async function check(rows: readonly Row[], fileHash = hash()) {
    const [first] = rows;
    const importId = await open(first?.kind ?? "patients", rows.length, fileHash);
    const numbered = rows.map((row, at) => ({ line: at + 2, row }));
    value(await practice.call("stageImportRows", { importId, rows: numbered, refused: [] }));
    return importId;
  }

  async function run(importId: Id<"import">) {
    value(await practice.call("startImport", { importId }));
    await practice.kit.settle();
  }

  async function undo(importId: Id<"import">) {
    value(await practice.call("undoImport", { importId }));
    await practice.kit.settle();
  }

  const rowsOf = async (importId: Id<"import">) =>
    value(await practice.call("listImportRows", { importId, states: [], before: null, limit: 200 })).rows;
  const states = async (importId: Id<"import">) => (await rowsOf(importId)).map((row) => row.state);
  const found = async (text: string) =>
    value(await practice.call("searchPatients", { text, limit: 10 })).map((one) => one.name.given);
  const runOf = async (importId: Id<"import">) =>
    value(await practice.call("listImports", { before: null, limit: 50 })).imports.find(
      (one) => one.importId === importId,
    );

  test("SCH-176: a check takes nothing over; the start takes every row that can be, each once however often it is asked for", async () => {
    const rows = [person("A-1", "Okonkwo", "Chidi", "1971-02-03"), person("A-2", "Petrov", "Ivan", "1965-07-08")];
    const fileHash = hash();
    const importId = await check(rows, fileHash);
    expect(await states(importId)).toEqual(["new", "new"]);
    expect(await found("okonkwo")).toEqual([]);
    await run(importId);
    expect(await states(importId)).toEqual(["taken", "taken"]);
    expect(await found("okonkwo")).toEqual(["Chidi"]);
    await run(importId);
    // The same file again is the same import, and it is over.
    expect(await open("patients", 2, fileHash)).toBe(importId);
    expect(
      outcome(await practice.call("stageImportRows", { importId, rows: [{ line: 2, row: rows[0]! }], refused: [] })),
    ).toBe("import-not-open");
    expect(await found("petrov")).toEqual(["Ivan"]);
    expect(await runOf(importId)).toMatchObject({ state: "done", counts: { taken: 2 }, madeBy: expect.any(String) });
  });

  test("SCH-177: a check that is begun anew has the new rows alone", async () => {
    const fileHash = hash();
    const first = await check([person("B-1", "Wrong", "Column", "1971-02-03")], fileHash);
    const second = await check([person("B-1", "Right", "Column", "1971-02-03")], fileHash);
    expect(second).toBe(first);
    expect((await rowsOf(first)).map(({ row }) => row?.kind === "patients" && row.name.family)).toEqual(["Right"]);
  });

  test("SCH-178: the very same person is linked by the old number; whoever is only alike waits for a person", async () => {
    const here = await register(practice, { family: "Lindqvist", given: "Astrid", birthDate: "1980-05-06" });
    const importId = await check([
      person("C-1", "Lindqvist", "Astrid", "1980-05-06"),
      // The twin sister: the same day, the same family, another name.
      person("C-2", "Lindqvist", "Ingrid", "1980-05-06"),
      // The same name and day, and a man.
      person("C-3", "Lindqvist", "Astrid", "1980-05-06", { sex: "male" }),
    ]);
    expect(await states(importId)).toEqual(["known", "doubtful", "doubtful"]);
    await run(importId);
    expect(await states(importId)).toEqual(["linked", "doubtful", "doubtful"]);
    const [linked] = await rowsOf(importId);
    expect(linked?.patientId).toBe(here);
    expect(await found("lindqvist")).toEqual(["Astrid"]);
    // A person looks: the twin is somebody else, the third is the one who is here.
    value(await practice.call("decideImportRow", { importId, line: 3, patientId: null }));
    value(await practice.call("decideImportRow", { importId, line: 4, patientId: here }));
    await practice.kit.settle();
    expect(await states(importId)).toEqual(["linked", "taken", "linked"]);
    expect((await found("lindqvist")).toSorted()).toEqual(["Astrid", "Ingrid"]);
    const stranger = await register(practice, { family: "Nobody", given: "Near", birthDate: "1933-01-01" });
    expect(outcome(await practice.call("decideImportRow", { importId, line: 3, patientId: stranger }))).toBe(
      "import-not-open",
    );
  });

  test("SCH-179: whoever was registered between the check and the start is seen, and waits", async () => {
    const importId = await check([person("D-1", "Haverford", "Milo", "1999-09-09")]);
    await register(practice, { family: "Haverford", given: "Milo", birthDate: "1999-09-09" });
    await run(importId);
    const [row] = await rowsOf(importId);
    expect(row).toMatchObject({ state: "doubtful", candidates: [{ score: expect.any(Number) }] });
  });

  test("SCH-180: a line that can't be taken says its column and what to do; the others go in", async () => {
    const importId = await open("patients", 4);
    value(
      await practice.call("stageImportRows", {
        importId,
        rows: [
          { line: 2, row: person("E-1", "Sandoval", "Rosa", "2030-01-01") },
          { line: 3, row: person("E-2", "Sandoval", "Rosa", "1950-01-01") },
          { line: 4, row: person("E-2", "Vance", "Cyrus", "1951-02-02") },
        ],
        refused: [{ line: 5, oldNumber: "", problem: { field: "family", message: "The last name is missing." } }],
      }),
    );
    await run(importId);
    const rows = await rowsOf(importId);
    expect(rows.map((row) => [row.state, row.problem?.field ?? null])).toEqual([
      ["refused", "birthDate"],
      ["taken", null],
      ["refused", "oldNumber"],
      ["refused", "family"],
    ]);
    expect(rows[2]?.problem?.message).toContain("line 3");
  });

  test("SCH-181: an import is the manager's, who has shown lately who it is; it is audited with the patients", async () => {
    const input = {
      importId: id<"import">(),
      kind: "patients" as const,
      system: "S",
      fileName: "a",
      fileHash: hash(),
      rowCount: 1,
      total: null,
      reading,
    };
    expect(outcome(await practice.call("openImport", input, { as: ["front-desk"] }))).toBe("not-allowed");
    const importId = await check([person("F-1", "Quimby", "Noor", "1944-04-04")]);
    await run(importId);
    const [row] = await rowsOf(importId);
    const audited = await practice.kit.events("scheduling", "scheduling.access-recorded.v1");
    const batch = audited.filter(
      ({ payload }) =>
        (payload as { operation: string; actor: { kind: string } }).operation === "startImport" &&
        (payload as { actor: { kind: string } }).actor.kind === "system",
    );
    expect(batch.at(-1)?.payload).toMatchObject({ patientIds: [row?.patientId] });
  });

  test("SCH-182: taken back, the records are in error and gone from every search; with whom somebody has worked since stays, and is named", async () => {
    const before = await found("zuberi");
    const importId = await check([
      person("G-1", "Zuberi", "Amina", "1970-10-10", { phone: "6195550111" }),
      person("G-2", "Zuberi", "Bakari", "1972-11-11"),
      person("G-3", "Zuberi", "Chausiku", "1974-12-12"),
    ]);
    await run(importId);
    const [, visited, covered] = await rowsOf(importId);
    value(
      await practice.call("bookAppointment", {
        appointmentId: id(),
        patientId: visited!.patientId!,
        visitTypeId: practice.followUp,
        providerResourceId: practice.chen,
        roomResourceId: null,
        date: MONDAY,
        start: "15:00",
        minutes: null,
        reason: "",
        overbookReason: null,
      }),
    );
    await practice.kit.advanceTo("2026-11-23T16:01:00.000Z");
    await practice.kit.deliver("billing.account-changed.v1", { patientId: covered!.patientId });
    await practice.kit.settle();
    await undo(importId);
    expect((await rowsOf(importId)).map((row) => [row.state, row.problem?.message ?? null])).toEqual([
      ["undone", null],
      ["kept", expect.stringContaining("visit")],
      ["kept", expect.stringContaining("money")],
    ]);
    for (const text of ["zuberi amina", "10/10/1970", "(619) 555-0111", "G-1"])
      expect(await found(text)).toEqual(before);
    expect(
      value(
        await practice.call("findDuplicates", {
          family: "Zuberi",
          given: "Amina",
          birthDate: "1970-10-10",
          phone: null,
        }),
      ).filter((one) => one.name.given === "Amina"),
    ).toEqual([]);
    // Billing has nothing about the third any more: taken back again, she goes too.
    await practice.kit.advanceTo("2026-11-23T16:02:00.000Z");
    await practice.kit.deliver("billing.import-undone.v1", { patientIds: [covered!.patientId] });
    await practice.kit.settle();
    await undo(importId);
    expect(await states(importId)).toEqual(["undone", "kept", "undone"]);
    expect(await runOf(importId)).toMatchObject({ state: "undone", counts: { undone: 2, kept: 1 } });
  });

  test("SCH-182: an import that is taken back leaves every search as it was; the file can come again", async () => {
    const look = async () =>
      Promise.all(
        ["yamamoto", "4/4/1944", "kenji", "H-1"].map((text) =>
          practice.call("searchPatients", { text, limit: 50 }).then(value),
        ),
      );
    const here = await register(practice, { family: "Yamamoto", given: "Kenji", birthDate: "1944-04-04" });
    const before = await look();
    const rows = [
      person("H-1", "Yamamoto", "Kenji", "1944-04-04"),
      person("H-2", "Yamamoto-Reyes", "Hana", "1990-04-04"),
    ];
    const fileHash = hash();
    const importId = await check(rows, fileHash);
    await run(importId);
    expect(await found("H-1")).toEqual(["Kenji"]);
    await undo(importId);
    expect(await look()).toEqual(before);
    expect(value(await practice.call("getPatient", { patientId: here })).active).toBe(true);
    const again = await check(rows, fileHash);
    expect(again).not.toBe(importId);
    await run(again);
    expect(await states(again)).toEqual(["linked", "taken"]);
  });

  test("SCH-183: the old number finds the patient", async () => {
    await run(await check([person("00-Xy7", "Abernathy", "Lou", "1961-01-02")]));
    expect(await found("00-xy7")).toEqual(["Lou"]);
  });

  test("SCH-184: visits to come are booked by the rules of a booking; a conflict, a closed hour and what has been are rows of the report", async () => {
    await run(
      await check([person("V-1", "Tolliver", "Bo", "1955-05-05"), person("V-2", "Umarov", "Dina", "1956-06-06")]),
    );
    const importId = await check([
      visit(practice, "V-1", "10:00"),
      visit(practice, "V-2", "10:00"),
      visit(practice, "V-2", "12:15"),
      visit(practice, "V-2", "10:30", "2026-11-20"),
      visit(practice, "nobody", "11:00"),
    ]);
    expect(await states(importId)).toEqual(["new", "new", "refused", "refused", "refused"]);
    await run(importId);
    const rows = await rowsOf(importId);
    expect(rows.map((row) => [row.state, row.problem?.field ?? null])).toEqual([
      ["taken", null],
      ["refused", "start"],
      ["refused", "start"],
      ["refused", "date"],
      ["refused", "oldNumber"],
    ]);
    const sheet = value(await practice.call("patientAppointments", { patientId: rows[0]!.patientId! }));
    expect(sheet.map((one) => [one.date, one.start, one.status])).toEqual([[MONDAY, "10:00", "booked"]]);
  });

  test("SCH-185: taken back, the visits are cancelled; one that was confirmed since stays", async () => {
    await run(
      await check([person("W-1", "Winslow", "Ada", "1957-07-07"), person("W-2", "Xiong", "Pao", "1958-08-08")]),
    );
    const importId = await check([visit(practice, "W-1", "14:00"), visit(practice, "W-2", "14:15")]);
    await run(importId);
    const [, second] = await rowsOf(importId);
    const [booked] = value(await practice.call("patientAppointments", { patientId: second!.patientId! }));
    value(
      await practice.call("confirmAppointment", {
        appointmentId: booked!.appointmentId,
        version: booked!.version,
        confirmed: true,
      }),
    );
    await undo(importId);
    expect(await states(importId)).toEqual(["undone", "kept"]);
    const [first] = await rowsOf(importId);
    const [gone] = value(await practice.call("patientAppointments", { patientId: first!.patientId! }));
    expect(gone?.status).toBe("cancelled");
  });

  test("SCH-186: two hundred rows go in batches, and each is there once", async () => {
    const rows = Array.from({ length: 120 }, (_, at) =>
      person(
        `N-${at}`,
        `Family${"abcdefghij"[at % 10]}${"klmnopqrst"[Math.floor(at / 10) % 10]}${at < 100 ? "x" : "y"}`,
        `Given${"uvwxyzabcd"[(at * 7) % 10]}`,
        `19${20 + (at % 70)}-0${1 + (at % 9)}-1${at % 9}`,
      ),
    );
    const importId = await open("patients", rows.length);
    const numbered = rows.map((row, at) => ({ line: at + 2, row }));
    value(await practice.call("stageImportRows", { importId, rows: numbered.slice(0, 100), refused: [] }));
    value(await practice.call("stageImportRows", { importId, rows: numbered.slice(100), refused: [] }));
    // A request that is sent again brings nothing twice.
    value(await practice.call("stageImportRows", { importId, rows: numbered.slice(100), refused: [] }));
    await run(importId);
    const run_ = await runOf(importId);
    expect(run_).toMatchObject({ state: "done", rowCount: 120 });
    const { counts } = run_!;
    expect(counts.taken + counts.linked + counts.doubtful).toBe(120);
    const { count } = (
      await practice.kit.rows<{ count: number }>(
        "scheduling",
        `select count(*)::int as count from patient_number where old_number like 'N-%'`,
      )
    )[0]!;
    expect(count).toBe(counts.taken + counts.linked);
  });
  test("SCH-192 a row about a record that was merged since goes to the survivor and is taken back there; a merged record that was made stays", async () => {
    const born = "1972-02-14";
    const known = await register(practice, { family: "Thorsen", given: "Marit", birthDate: born, phone: "6195550911" });
    const survivor = await register(practice, { family: "Kjeldsen", given: "Marit", birthDate: "1972-04-12" });
    const importId = await check([
      person("M-1", "Thorsen", "Marit", born, { phone: "6195550911" }),
      person("M-2", "Ferreira", "Odete", "1990-10-10"),
    ]);
    expect(await states(importId)).toEqual(["known", "new"]);
    const merged = async (duplicateId: string) => {
      const mergeId = id<"merge">();
      value(await practice.call("mergePatients", { mergeId, survivorId: survivor, duplicateId, reason: "married" }));
      return mergeId;
    };
    await merged(known);
    await run(importId);
    expect(await states(importId)).toEqual(["linked", "taken"]);
    const numbers = () =>
      practice.kit.rows<{ old_number: string; patient_id: string }>(
        "scheduling",
        `select old_number, patient_id from patient_number where old_number like 'M-%' and ended_at is null`,
      );
    const made = (await rowsOf(importId))[1]?.patientId ?? "";
    expect(await numbers()).toEqual(
      expect.arrayContaining([
        { old_number: "M-1", patient_id: survivor },
        { old_number: "M-2", patient_id: made },
      ]),
    );
    const again = await merged(made);
    await undo(importId);
    expect(await states(importId)).toEqual(["undone", "kept"]);
    expect(value(await practice.call("getPatient", { patientId: survivor })).active).toBe(true);
    expect((await numbers()).map((row) => row.old_number)).toEqual(["M-2"]);
    value(await practice.call("unmergePatients", { mergeId: again, because: "" }));
    expect(value(await practice.call("getPatient", { patientId: made })).active).toBe(true);
  });
  test("a registration is as before", async () => {
    expect(
      outcome(
        await practice.call(
          "registerPatient",
          personInput({ family: "Abernathy", given: "Lou", birthDate: "1961-01-02" }),
        ),
      ),
    ).toBe("possible-duplicate");
  });
});
