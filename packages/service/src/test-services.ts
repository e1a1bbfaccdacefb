import { fail } from "@practicum/contracts/error";
import { command, event, query } from "@practicum/contracts/operation";
import { id, instant, text } from "@practicum/contracts/schema";
import { addMinutes } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import { z } from "zod";
import { consumer, defineService } from "./define-service.ts";

/** Two small services for the pipeline's tests: one writes notes about patients, the other counts what it hears of them. */

export const noted = event(
  "notes.noted.v1",
  z.object({ noteId: id("note"), patientId: id("patient"), body: z.string() }),
  (payload) => ({ noteId: payload.noteId }),
  "task.read",
  [],
);

const about = z.strictObject({ patientId: id("patient") });

export const notesApi = {
  write: command({
    summary: "Writes a note and reminds of it after some minutes",
    permission: "vitals.record",
    input: about.extend({ body: text(40), remindInMinutes: z.int().min(1).nullable().default(null) }),
    output: z.object({ noteId: id("note") }),
    errors: ["already-recorded"],
    about: (input) => [input.patientId],
  }),
  jot: command({
    summary: "Adds a line that no constraint keeps from being added twice",
    permission: "vitals.record",
    input: z.strictObject({ line: text(40) }),
    output: z.object({ jottingId: id("jotting") }),
  }),
  forget: command({
    summary: "Takes a reminder back",
    permission: "vitals.record",
    input: z.strictObject({ key: z.string() }),
    output: z.object({}),
  }),
  list: query({
    summary: "A patient's notes",
    permission: "note.billed",
    input: about,
    output: z.array(z.object({ noteId: id("note"), body: z.string(), at: instant })),
    about: (input) => [input.patientId],
  }),
  whether: query({
    summary: "Whether a patient has notes; tells nothing of what is in them",
    permission: "note.billed",
    tellsNoChart: true,
    input: about,
    output: z.boolean(),
    about: (input) => [input.patientId],
  }),
  today: query({
    summary: "Which day it is where the practice is",
    permission: "note.billed",
    input: z.strictObject({}),
    output: z.string(),
    about: () => [],
  }),
  record: query({
    summary: "How many notes a patient has, as the patient may know",
    permission: "patient.read",
    input: about,
    output: z.object({ notes: z.int() }),
    about: (input) => [input.patientId],
  }),
  recordMark: command({
    summary: "Marks a note; whose it is, the note alone says",
    permission: "patient.read",
    input: about.extend({ noteId: id("note") }),
    output: z.object({}),
    about: (input) => [input.patientId],
  }),
  everybody: query({
    summary: "Who has notes",
    permission: "patient.read",
    input: z.strictObject({}),
    output: z.array(z.object({ patientId: id("patient") })),
    patients: (_, output) => output.map((one) => one.patientId),
  }),
  count: query({
    summary: "How many notes there are; opens no record",
    permission: "patient.read",
    input: z.strictObject({}),
    output: z.object({ notes: z.int() }),
  }),
  badReply: query({
    summary: "Breaks its contract",
    permission: "patient.read",
    input: z.strictObject({}),
    output: z.object({ notes: z.int() }),
  }),
  sneaky: query({
    summary: "Tries to write",
    permission: "patient.read",
    input: z.strictObject({}),
    output: z.object({}),
  }),
  wakeSender: command({
    summary: "Wakes the worker",
    permission: "vitals.record",
    input: z.strictObject({}),
    output: z.object({}),
  }),
};

export interface NotesTables {
  readonly jotting: { readonly jotting_id: string; readonly line: string };
  readonly note: { readonly note_id: string; readonly patient_id: string; readonly body: string; readonly at: string };
}

export interface NotesPorts {
  /** Each run of a handler, by what it was asked. */
  readonly ran: string[];
  /** Reminders, as "now key due". */
  readonly reminded: string[];
  /** Bodies or keys that fail now. */
  readonly broken: Set<string>;
  /** Runs of the worker. */
  readonly sent: string[];
  /** Patients of whom nobody is told, and whom the guard was asked about. */
  readonly kept: Set<string>;
  readonly asked: string[];
}

export function notesPorts(): NotesPorts {
  return { ran: [], reminded: [], broken: new Set(), sent: [], kept: new Set(), asked: [] };
}

export const notes = defineService<NotesTables, NotesPorts>()({
  name: "notes",
  api: notesApi,
  async guard({ ports }, patientIds) {
    ports.asked.push(patientIds.join());
    return patientIds.some((id) => ports.kept.has(id)) ? { code: "chart-restricted" } : null;
  },
  async hearing({ ports }, events) {
    const kept = events.filter(({ payload }) => ports.kept.has(String(Reflect.get(Object(payload), "patientId"))));
    return new Map(kept.map(({ id }) => [id, "nobody"]));
  },
  handlers: {
    async write({ tx, ids, now, ports, emit, schedule }, input) {
      ports.ran.push(input.body);
      const noteId = ids.next<"note">();
      const row = { note_id: noteId, patient_id: input.patientId, body: input.body, at: now };
      const written = await tx
        .insertInto("note")
        .values(row)
        .onConflict((conflict) => conflict.column("body").doNothing())
        .returning("note_id")
        .executeTakeFirst();
      emit(noted, { noteId, patientId: input.patientId, body: input.body });
      if (input.remindInMinutes !== null) {
        await schedule("remind", input.body, addMinutes(now, input.remindInMinutes), { noteId });
      }
      if (!written) return fail("already-recorded", { field: "body" });
      if (ports.broken.has(input.body)) throw new Error(`broken by ${input.body}`);
      return ok({ noteId });
    },
    async jot({ tx, ids }, { line }) {
      const jottingId = ids.next<"jotting">();
      await tx.insertInto("jotting").values({ jotting_id: jottingId, line }).execute();
      return ok({ jottingId });
    },
    async forget({ cancelTimer }, { key }) {
      await cancelTimer("remind", key);
      return ok({});
    },
    async today({ today }) {
      return ok(today);
    },
    async list({ tx }, { patientId }) {
      const rows = await tx.selectFrom("note").selectAll().where("patient_id", "=", patientId).orderBy("at").execute();
      return ok(rows.map((row) => ({ noteId: row.note_id, body: row.body, at: row.at })));
    },
    async whether() {
      return ok(true);
    },
    async record({ tx }, { patientId }) {
      const rows = await tx.selectFrom("note").select("note_id").where("patient_id", "=", patientId).execute();
      return ok({ notes: rows.length });
    },
    async recordMark({ tx, auditPatient }, { noteId }) {
      const note = await tx
        .updateTable("note")
        .set({ body: sql`body || '*'` })
        .where("note_id", "=", noteId)
        .returning("patient_id")
        .executeTakeFirst();
      if (!note) return fail("not-found");
      auditPatient(note.patient_id);
      return ok({});
    },
    async everybody({ tx }) {
      const rows = await tx.selectFrom("note").select("patient_id").distinct().execute();
      return ok(rows.map((row) => ({ patientId: row.patient_id })));
    },
    async count({ tx }) {
      const { written } = await tx
        .selectFrom("note")
        .select(({ fn }) => fn.countAll<number>().as("written"))
        .executeTakeFirstOrThrow();
      return ok({ notes: written });
    },
    async badReply() {
      return ok({ notes: 1.5 });
    },
    async sneaky({ tx }) {
      await sql`delete from note`.execute(tx);
      return ok({});
    },
    async wakeSender({ wake }) {
      wake("sender");
      return ok({});
    },
  },
  consumers: {},
  timers: {
    async remind({ now, ports, emit }, { key, dueAt, payload }) {
      if (ports.broken.has(key)) throw new Error(`broken by ${key}`);
      for (const patientId of ports.kept) emit(noted, { noteId: String(payload["noteId"]), patientId, body: key });
      ports.reminded.push(`${now} ${key} ${dueAt}`);
    },
  },
  workers: {
    sender: {
      everyMs: 3_600_000,
      async run({ ports, transact }) {
        const { n } = await transact(
          ({ tx, emit, ids }) => {
            for (const patientId of ports.kept) {
              // Once: what a worker tells each time, nobody would come to an end with.
              if (!ports.sent.includes(patientId)) emit(noted, { noteId: ids.next<"note">(), patientId, body: "sent" });
              ports.sent.push(patientId);
            }
            return tx
              .selectFrom("note")
              .select(({ fn }) => fn.countAll<number>().as("n"))
              .executeTakeFirstOrThrow();
          },
          { entry: "count" },
        );
        ports.sent.push(`${n} notes`);
      },
    },
  },
  migrations: {
    "0001-notes": {
      async up(db) {
        await sql`create table jotting (jotting_id uuid not null, line text not null)`.execute(db);
        await sql`create table note (note_id uuid primary key, patient_id uuid not null, body text not null unique,
          at timestamptz not null)`.execute(db);
      },
    },
  },
});

export interface CounterTables {
  readonly tally: { readonly patient_id: string; readonly notes: number; readonly letters: number };
}

export interface CounterPorts {
  readonly broken: Set<string>;
}

export const counterApi = {
  praise: command({
    summary: "Adds a letter to the tally of a patient of whom there are notes",
    permission: "vitals.record",
    input: about,
    output: z.object({ letters: z.int() }),
    errors: ["not-found"],
    about: (input) => [input.patientId],
  }),
};

export const counter = defineService<CounterTables, CounterPorts>()({
  name: "counter",
  api: counterApi,
  handlers: {
    async praise({ tx, notHereYet }, { patientId }) {
      const praised = await tx
        .updateTable("tally")
        .set({ letters: sql`letters + 1` })
        .where("patient_id", "=", patientId)
        .returning("letters")
        .executeTakeFirst();
      return praised ? ok(praised) : notHereYet({ field: "patientId" });
    },
  },
  consumers: {
    noted: consumer(noted, async ({ tx, ports }, payload) => {
      const row = { patient_id: payload.patientId, notes: 1, letters: payload.body.length };
      await tx
        .insertInto("tally")
        .values(row)
        .onConflict((conflict) =>
          conflict.column("patient_id").doUpdateSet({
            notes: sql`tally.notes + 1`,
            letters: sql`tally.letters + excluded.letters`,
          }),
        )
        .execute();
      if (ports.broken.has(payload.body)) throw new Error(`broken by ${payload.body}`);
    }),
  },
  timers: {},
  workers: {},
  migrations: {
    "0001-tally": {
      async up(db) {
        await sql`create table tally (patient_id uuid primary key, notes integer not null, letters integer not null)`.execute(
          db,
        );
      },
    },
  },
});
