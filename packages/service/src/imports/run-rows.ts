import { fail } from "@practicum/contracts/error";
import type { ImportRowState } from "@practicum/contracts/imports";
import { ok } from "@practicum/kernel/result";
import type { Context, TimerHandler } from "../define-service.ts";
import type { InputOf, ReplyOf } from "../handler-types.ts";
import { mergedNow } from "../settle-patients.ts";
import {
  auditBatch,
  kindOfRun,
  nameOf,
  notOpen,
  tellImport,
  type Base,
  type ImportsOf,
  type Ops,
} from "./import-kind.ts";
import { keptAgain, lockRun, rowOf, rowsIn, updateRow, updateRun, type RunRow } from "./rows.ts";

/** So many rows are one transaction: some seconds of work at most, and what a crash repeats. */
const BATCH = 50;

/** What a person says of an import: that it starts, who a doubtful row is, that it is taken back. */
export function runningOf<Schema, Ports, Row extends Base>(of: ImportsOf<Schema, Ports, Row>) {
  type At = Context<Schema, Ports>;
  async function startImport(context: At, { importId }: { importId: string }): ReplyOf<Ops<Row>["startImport"]> {
    const run = await lockRun(context.tx, importId);
    if (!run) return fail("not-found");
    if (run.state === "running" || run.state === "done") return ok({ state: run.state });
    if (run.state !== "checked") return notOpen(run);
    await run_(context, run);
    return ok({ state: "running" });
  }

  async function run_(context: At, run: RunRow): Promise<void> {
    await updateRun(context.tx, run.import_id, { state: "running" });
    await goOn(context, "import-takes", { ...run, version: run.version + 1 }, 0);
    tellImport(of, context, run.import_id);
  }

  async function decideImportRow(
    context: At,
    input: InputOf<Ops<Row>["decideImportRow"]>,
  ): ReplyOf<Ops<Row>["decideImportRow"]> {
    const { tx } = context;
    const run = await lockRun(tx, input.importId);
    const row = run && (await rowOf(tx, input.importId, input.line));
    if (!run || !row) return fail("not-found");
    if (run.state === "undoing" || run.state === "undone") return notOpen(run);
    const decided =
      row.state === "doubtful" || ((row.state === "new" || row.state === "known") && row.candidates.length > 0);
    if (!decided) return notOpen({ ...run, state: "done" });
    if (input.patientId !== null && !row.candidates.some((one) => one.patientId === input.patientId))
      return fail("not-found", { field: "patientId" });
    const state: ImportRowState = input.patientId === null ? "new" : "known";
    await updateRow(tx, row, {
      state,
      about_patient_id: input.patientId,
      not_these: input.patientId === null ? row.candidates.map((one) => one.patientId) : [],
    });
    // What waited for a person is taken at once where the others were taken already.
    if (run.state === "done") await run_(context, run);
    else tellImport(of, context, run.import_id);
    return ok({ state });
  }

  async function undoImport(context: At, { importId }: { importId: string }): ReplyOf<Ops<Row>["undoImport"]> {
    const { tx } = context;
    const run = await lockRun(tx, importId);
    if (!run) return fail("not-found");
    if (run.state === "undoing") return ok({ state: run.state });
    // What was kept the first time may be free by now.
    await keptAgain(tx, importId);
    await updateRun(tx, importId, { state: "undoing", undone_by: nameOf(context) });
    await goOn(context, "import-undoes", { ...run, version: run.version + 1 }, 0);
    tellImport(of, context, importId);
    return ok({ state: "undoing" });
  }

  return { startImport, decideImportRow, undoImport };
}

/** The next batch, at once: the key is the batch's own, so each firing has a cause of its own. */
async function goOn<Schema, Ports>(
  context: Context<Schema, Ports>,
  timer: string,
  { import_id: importId, version }: RunRow,
  after: number,
): Promise<void> {
  await context.schedule(timer, `${importId}:${version}:${after}`, context.now, { importId });
}

/** Whoever a row was found to be about may have been merged into another record since: what is done now is done to that one (SCH-192). */
async function nowOf<Schema, Ports, R extends { readonly about_patient_id: string | null }>(
  { tx }: Context<Schema, Ports>,
  rows: readonly R[],
): Promise<R[]> {
  const about = [...new Set(rows.flatMap((row) => row.about_patient_id ?? []))];
  const { into } = await mergedNow(tx, about);
  return rows.map((row) => ({
    ...row,
    about_patient_id: row.about_patient_id && (into.get(row.about_patient_id) ?? row.about_patient_id),
  }));
}

/** Takes rows batch after batch, or takes them back. */
export function batchesOf<Schema, Ports, Row extends Base>(of: ImportsOf<Schema, Ports, Row>) {
  const takes: TimerHandler<Schema, Ports> = async (context, { payload }) => {
    const run = await lockRun(context.tx, String(payload["importId"]));
    if (run?.state !== "running") return;
    const rows = await nowOf(context, await rowsIn(context.tx, run.import_id, ["new", "known"], BATCH));
    const touched: string[] = [];
    for (const row of rows) {
      const took = await kindOfRun(of, run).take(context, run, row, row.content as Row);
      await updateRow(context.tx, row, {
        state: took.state,
        problem: took.problem ?? null,
        about_patient_id: took.patientId ?? null,
        record_id: took.recordId ?? null,
        ...(took.candidates === undefined ? {} : { candidates: took.candidates }),
      });
      if (took.patientId) touched.push(took.patientId);
    }
    auditBatch(of, context, "startImport", touched);
    if (rows.length < BATCH) await updateRun(context.tx, run.import_id, { state: "done", finished_at: context.now });
    else await goOn(context, "import-takes", run, rows.at(-1)?.line ?? 0);
    tellImport(of, context, run.import_id);
  };

  const undoes: TimerHandler<Schema, Ports> = async (context, { payload }) => {
    const run = await lockRun(context.tx, String(payload["importId"]));
    if (run?.state !== "undoing") return;
    const rows = await nowOf(context, await rowsIn(context.tx, run.import_id, ["taken", "linked"], BATCH));
    for (const row of rows) {
      const kept = await kindOfRun(of, run).untake(context, run, row, row.content as Row);
      await updateRow(
        context.tx,
        row,
        kept === null ? { state: "undone" } : { state: "kept", problem: { field: "oldNumber", ...kept } },
      );
    }
    auditBatch(
      of,
      context,
      "undoImport",
      rows.flatMap((row) => row.about_patient_id ?? []),
    );
    if (rows.length < BATCH) {
      await kindOfRun(of, run).undone?.(context, run);
      await updateRun(context.tx, run.import_id, { state: "undone" });
    } else await goOn(context, "import-undoes", run, rows.at(-1)?.line ?? 0);
    tellImport(of, context, run.import_id);
  };

  return { "import-takes": takes, "import-undoes": undoes };
}
