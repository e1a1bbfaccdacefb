import { ok } from "@practicum/kernel/result";
import type { Context } from "../define-service.ts";
import type { InputOf, ReplyOf } from "../handler-types.ts";
import { checkingOf } from "./check-rows.ts";
import type { Base, ImportsOf, Ops } from "./import-kind.ts";
import { countRows, rowPage, runPage, type Counted, type RunRow } from "./rows.ts";
import { batchesOf, runningOf } from "./run-rows.ts";

/*
 * What every import does, whatever it takes over: rows are checked and kept, a person looks, then a timer takes them batch after batch,
 * each batch a transaction; so a crash loses nothing and nothing is taken twice. The service says what a row of each kind means.
 */

/** The handlers and timers of a service that takes over files. Their rules are in the SPEC of each service. */
export function importsOf<Schema, Ports, Row extends Base>(of: ImportsOf<Schema, Ports, Row>) {
  type At = Context<Schema, Ports>;

  async function listImports({ tx }: At, input: InputOf<Ops<Row>["listImports"]>): ReplyOf<Ops<Row>["listImports"]> {
    const { runs, next } = await runPage(tx, input);
    const counted = await countRows(
      tx,
      runs.map((run) => run.import_id),
    );
    return ok({ imports: runs.map((run) => runOf(run, counted.get(run.import_id))), next });
  }

  async function listImportRows(
    { tx }: At,
    input: InputOf<Ops<Row>["listImportRows"]>,
  ): ReplyOf<Ops<Row>["listImportRows"]> {
    const { rows, next } = await rowPage(tx, input);
    const shown = rows.map((row) => ({
      line: row.line,
      state: row.state,
      oldNumber: row.old_number,
      problem: row.problem,
      candidates: [...row.candidates],
      patientId: row.about_patient_id,
      row: row.content as Row | null,
    }));
    return ok({ rows: shown, next });
  }

  return {
    handlers: { ...checkingOf(of), ...runningOf(of), listImports, listImportRows },
    timers: batchesOf(of),
  };
}

function runOf(run: RunRow, counted: Counted | undefined) {
  return {
    importId: run.import_id,
    kind: run.kind,
    system: run.system,
    fileName: run.file_name,
    state: run.state,
    rowCount: run.row_count,
    counts: counted?.counts ?? { new: 0, known: 0, doubtful: 0, refused: 0, taken: 0, linked: 0, undone: 0, kept: 0 },
    total: run.total,
    takenTotal: run.total === null ? null : (counted?.takenTotal ?? 0),
    reading: run.reading,
    madeAt: run.made_at,
    madeBy: run.made_by,
    finishedAt: run.finished_at,
    undoneBy: run.undone_by,
    version: run.version,
  };
}
