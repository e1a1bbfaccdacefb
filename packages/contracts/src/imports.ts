import { z } from "zod";
import { command, query } from "./operation.ts";
import { paging } from "./parts.ts";
import { id, instant, localDate, personName, sumOfCents, text, version } from "./schema.ts";

/** Taking over the records of an old system from a file of rows: the same steps in every service that takes some. */

/** As many rows as travel in one request. */
export const IMPORT_ROWS_AT_ONCE = 100;
/** As many as one file may have; more come in several files. */
export const IMPORT_ROWS_MAX = 50_000;

/**
 * `new`: would be taken. `known`: is here already, and gets the old number. `doubtful`: a person says who it is. `refused`: with the column and what to do. Then
 * `taken` or `linked`; after an undo `undone`, or `kept` because somebody has worked with it since.
 */
export const importRowState = z.enum(["new", "known", "doubtful", "refused", "taken", "linked", "undone", "kept"]);
export type ImportRowState = z.output<typeof importRowState>;

export const importState = z.enum(["checked", "running", "done", "undoing", "undone"]);

/** What is wrong with a row: which of the fields, and what to do about it. */
export const importProblem = z.strictObject({ field: text(40), message: text(200) });
export type ImportProblem = z.output<typeof importProblem>;

/** A patient who may be the person of a row. */
export const importCandidate = z.object({
  patientId: id("patient"),
  mrn: z.string(),
  name: personName,
  birthDate: localDate,
  score: z.int(),
  because: z.array(z.string()),
});
export type ImportCandidate = z.output<typeof importCandidate>;

/** The number that the old system gave, as it stands in its files. */
export const oldNumber = text(40);

/** Which column of the file is which field, and how its values were read: kept, and proposed for the next file of that system. */
const reading = z.strictObject({
  columns: z.array(z.strictObject({ field: text(40), column: text(200) })).max(40),
  values: z.array(z.strictObject({ field: text(40), value: z.string().max(200), means: text(80) })).max(500),
});
export type ImportReading = z.output<typeof reading>;

const line = z.int().min(1).max(1_000_000);
const counts = z.object(
  Object.fromEntries(importRowState.options.map((state) => [state, z.int()])) as {
    readonly [S in ImportRowState]: z.ZodInt;
  },
);

export const importRun = z.object({
  importId: id("import"),
  kind: z.string(),
  system: z.string(),
  fileName: z.string(),
  state: importState,
  /** Of the file; fewer have come while it is sent. */
  rowCount: z.int(),
  counts,
  /** Of money: what the file comes to, and what of it stands in the books by this import. */
  total: sumOfCents.nullable(),
  takenTotal: sumOfCents.nullable(),
  reading,
  madeAt: instant,
  madeBy: z.string(),
  finishedAt: instant.nullable(),
  undoneBy: z.string().nullable(),
  version,
});
export type ImportRun = z.output<typeof importRun>;

/** The operations of a service that takes over rows of these kinds. */
export function importOperations<Kind extends z.ZodEnum, Row extends z.ZodType>(of: {
  readonly kind: Kind;
  readonly row: Row;
  readonly bytesMax: number;
}) {
  const importId = id("import");
  return {
    openImport: command({
      summary: "Opens the import of a file; the same file of the same system is one import until it is undone",
      permission: "import.run",
      fresh: true,
      bytesMax: 262_144,
      input: z.strictObject({
        importId,
        kind: of.kind,
        system: text(60),
        fileName: text(120),
        /** SHA-256 of the file, in hexadecimal. */
        fileHash: z.string().regex(/^[0-9a-f]{64}$/),
        rowCount: z.int().min(1).max(IMPORT_ROWS_MAX),
        total: sumOfCents.nullable(),
        reading,
      }),
      output: z.object({ importId, state: importState }),
    }),
    stageImportRows: command({
      summary: "Checks rows of a file against what is here; nothing is taken over by it",
      permission: "import.run",
      bytesMax: of.bytesMax,
      input: z.strictObject({
        importId,
        rows: z.array(z.strictObject({ line, row: of.row })).max(IMPORT_ROWS_AT_ONCE),
        /** Lines that can't be read. */
        refused: z
          .array(z.strictObject({ line, oldNumber: z.string().max(40), problem: importProblem }))
          .max(IMPORT_ROWS_AT_ONCE),
      }),
      output: z.object({ staged: z.int() }),
      errors: ["not-found", "import-not-open"],
      patients: () => [],
    }),
    startImport: command({
      summary: "Takes over all rows that can be taken, a batch after the other",
      permission: "import.run",
      fresh: true,
      input: z.strictObject({ importId }),
      output: z.object({ state: importState }),
      errors: ["not-found", "import-not-open"],
    }),
    decideImportRow: command({
      summary: "Says who the person of a doubtful row is: a patient who is here, or somebody else",
      permission: "import.run",
      input: z.strictObject({ importId, line, patientId: id("patient").nullable() }),
      output: z.object({ state: importRowState }),
      errors: ["not-found", "import-not-open"],
      about: (input) => [input.patientId],
    }),
    undoImport: command({
      summary: "Takes an import back by opposite entries; rows that somebody has worked with since are kept and named",
      permission: "import.run",
      fresh: true,
      input: z.strictObject({ importId }),
      output: z.object({ state: importState }),
      errors: ["not-found", "import-not-open"],
    }),
    listImports: query({
      summary: "Imports with their counts, the newest first",
      permission: "import.run",
      input: z.strictObject(paging),
      output: z.object({ imports: z.array(importRun), next: z.string().nullable() }),
    }),
    listImportRows: query({
      summary: "Rows of an import in the order of the file, all or those of some states",
      permission: "import.run",
      input: z.strictObject({ importId, states: z.array(importRowState).max(8), ...paging }),
      output: z.object({
        rows: z.array(
          z.object({
            line,
            state: importRowState,
            oldNumber: z.string(),
            problem: importProblem.nullable(),
            candidates: z.array(importCandidate),
            patientId: id("patient").nullable(),
            /** Null of a line that could not be read. */
            row: of.row.nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
      errors: ["not-found"],
      patients: (_, output) =>
        output.rows.flatMap((row) => [row.patientId, ...row.candidates.map((one) => one.patientId)]),
    }),
  };
}

/** Of each service that takes some: an import went on, or was taken back. */
export const importChangedPayload = z.object({ importId: id("import") });
