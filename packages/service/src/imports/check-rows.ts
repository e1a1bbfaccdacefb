import { fail } from "@practicum/contracts/error";
import type { ImportProblem } from "@practicum/contracts/imports";
import { ok } from "@practicum/kernel/result";
import type { Context } from "../define-service.ts";
import type { InputOf, ReplyOf } from "../handler-types.ts";
import {
  kindOfRun,
  nameOf,
  notOpen,
  tellImport,
  type AtRow,
  type Base,
  type ImportsOf,
  type Ops,
} from "./import-kind.ts";
import { clearRows, insertRows, insertRun, linesOf, lockRun, type ImportRow, type RunRow } from "./rows.ts";

/** The check of a file: it is opened, and its rows are compared with what is here. */
export function checkingOf<Schema, Ports, Row extends Base>(of: ImportsOf<Schema, Ports, Row>) {
  type At = Context<Schema, Ports>;
  async function openImport(context: At, input: InputOf<Ops<Row>["openImport"]>): ReplyOf<Ops<Row>["openImport"]> {
    const { tx, now } = context;
    const run = await insertRun(tx, {
      import_id: input.importId,
      kind: String(input.kind),
      system: input.system,
      file_name: input.fileName,
      file_hash: input.fileHash,
      row_count: input.rowCount,
      total: input.total,
      reading: input.reading,
      state: "checked",
      made_at: now,
      made_by: nameOf(context),
      finished_at: null,
      undone_by: null,
    });
    // Looked at again, with other columns maybe: nothing was taken yet, so the rows are checked anew.
    if (run.state === "checked") {
      await lockRun(tx, run.import_id);
      await clearRows(tx, run.import_id, input);
    }
    tellImport(of, context, run.import_id);
    return ok({ importId: run.import_id, state: run.state });
  }

  async function stageImportRows(
    context: At,
    input: InputOf<Ops<Row>["stageImportRows"]>,
  ): ReplyOf<Ops<Row>["stageImportRows"]> {
    const { tx } = context;
    const run = await lockRun(tx, input.importId);
    if (!run) return fail("not-found");
    if (run.state !== "checked") return notOpen(run);
    const rows = input.rows as readonly AtRow<Row>[];
    const wrong = rows.findIndex(({ row }) => row.kind !== run.kind);
    if (wrong !== -1) return fail("invalid-input", { field: `rows.${wrong}.row.kind` });
    const judged = await kindOfRun(of, run).judge(context, run, rows);
    for (const one of judged) for (const like of one.candidates ?? []) context.auditPatient(like.patientId);
    const before = await linesOf(
      tx,
      run.import_id,
      rows.map(({ row }) => row.oldNumber),
    );
    const seen = new Map(before);
    const staged = rows.map(({ line, row }, at): ImportRow => {
      const { state, ...found } = judged[at] ?? { state: "new" as const };
      const first = seen.get(row.oldNumber);
      const twice = run.kind === "patients" && first !== undefined && first !== line;
      seen.set(row.oldNumber, first ?? line);
      return {
        ...blank(run, line, row.oldNumber),
        state: twice ? "refused" : state,
        problem: twice ? alreadyInFile(first) : (found.problem ?? null),
        candidates: found.candidates ?? [],
        about_patient_id: found.patientId ?? null,
        amount: found.amount ?? null,
        content: row,
      };
    });
    const refused = input.refused.map(({ line, oldNumber, problem }): ImportRow => ({
      ...blank(run, line, oldNumber),
      state: "refused",
      problem,
    }));
    return ok({ staged: await insertRows(tx, [...staged, ...refused]) });
  }

  return { openImport, stageImportRows };
}

const alreadyInFile = (line: number): ImportProblem => ({
  field: "oldNumber",
  message: `The number stands in line ${line} too. Keep the line that is right, and take the other one out of the file.`,
});

function blank(run: RunRow, line: number, oldNumber: string): ImportRow {
  return {
    import_id: run.import_id,
    line,
    state: "new",
    old_number: oldNumber,
    problem: null,
    candidates: [],
    not_these: [],
    about_patient_id: null,
    record_id: null,
    amount: null,
    content: null,
  };
}
