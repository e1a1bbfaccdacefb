import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { IMPORT_ROWS_AT_ONCE, IMPORT_ROWS_MAX } from "@practicum/contracts/imports";
import { formatCents } from "@practicum/kernel/money";
import { formatCount } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import type { Columns } from "../../../csv/columns.ts";
import type { DateOrder } from "../../../csv/read-cells.ts";
import type { ReadCsv } from "../../../csv/read-csv.ts";
import { kindOf } from "./import-kinds.ts";
import type { Draft, Loaded } from "./loaded-file.ts";
import type { ReadRows, Said } from "./read-rows.ts";
import { useImportCommands } from "./use-imports.ts";

interface CheckProps {
  readonly file: Loaded;
  readonly draft: Draft;
  readonly read: ReadRows;
  readonly columns: Columns;
  readonly order: DateOrder | null;
  readonly values: Said["values"];
  /** What is still in the way of the check, in the order of the page. */
  readonly lacks: readonly string[];
  readonly onChecked: (importId: string) => void;
}

/** Sends what was read to be compared with what is here; nothing is taken over by it. */
export function CheckRows({ file, draft, read, columns, order, values, lacks, onChecked }: CheckProps) {
  const { kind, system } = draft;
  const { service, many, one } = kindOf(kind);
  const commands = useImportCommands();
  const [sent, setSent] = useState<number | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const count = read.rows.length + read.refused.length;
  const run = async () => {
    setFailed(null);
    setSent(0);
    const open = {
      importId: newId<"import">(),
      system: system.trim(),
      // limit: the name of the file, cut to what the contract keeps.
      fileName: file.name.slice(0, 120),
      fileHash: file.hash,
      rowCount: count,
      total: read.total,
      reading: readingOf(columns, file.csv, values, order),
    };
    const opened =
      service === "scheduling"
        ? await commands.scheduling.open.run({ ...open, kind: kind as "patients" })
        : await commands.billing.open.run({ ...open, kind: kind as "balances" });
    const failure = !opened.ok
      ? opened.error
      : opened.value.state === "checked"
        ? await send(opened.value.importId)
        : null;
    setSent(null);
    if (failure) setFailed(describeError(failure));
    else if (opened.ok) onChecked(opened.value.importId);
  };
  const send = async (importId: string) => {
    for (let at = 0; at < Math.max(read.rows.length, read.refused.length); at += IMPORT_ROWS_AT_ONCE) {
      const part = {
        importId,
        // limit: as many as one request takes; the next ones follow.
        rows: read.rows.slice(at, at + IMPORT_ROWS_AT_ONCE),
        refused: read.refused.slice(at, at + IMPORT_ROWS_AT_ONCE),
      };
      const staged =
        service === "scheduling"
          ? await commands.scheduling.stage.run(part as Parameters<typeof commands.scheduling.stage.run>[0])
          : await commands.billing.stage.run(part as Parameters<typeof commands.billing.stage.run>[0]);
      if (!staged.ok) return staged.error;
      setSent(Math.min(at + IMPORT_ROWS_AT_ONCE, count));
    }
    return null;
  };
  const tooMany = count > IMPORT_ROWS_MAX;
  return (
    <>
      <div className="im-row">
        <Button
          size="xs"
          loading={sent !== null}
          disabled={lacks.length > 0 || count === 0 || tooMany}
          onClick={() => void run()}
        >
          Check {formatCount(count, "row")}
        </Button>
        <span className="a-dim" role="status">
          {sent !== null
            ? `${sent} of ${count} rows are compared with what is here.`
            : `${formatCount(read.rows.length, one, many)} can be read, ${formatCount(read.refused.length, "row")} can't: the check says why, row by row.`}
          {read.total !== null && ` The file comes to ${formatCents(read.total)}.`}
        </span>
      </div>
      {lacks.length > 0 && <div className="a-dim">Before the check: {lacks.join("; ")}.</div>}
      {tooMany && <Notice tone="warn">A file has at most {IMPORT_ROWS_MAX} rows. Split it.</Notice>}
      {failed && (
        <Notice tone="danger" role="alert">
          {failed}
        </Notice>
      )}
    </>
  );
}

function readingOf(columns: Columns, csv: ReadCsv, values: Said["values"], order: DateOrder | null) {
  const known = Object.entries(columns).flatMap(([field, at]) => {
    const column = at === null ? undefined : csv.headings[at];
    // limit: headings and values are cut to what is kept for the next file.
    return column ? [{ field, column: column.slice(0, 200) }] : [];
  });
  const meant = Object.entries(values).flatMap(([field, of]) =>
    Object.entries(of).map(([value, means]) => ({ field, value: value.slice(0, 200), means })),
  );
  const dates = order === null ? [] : [{ field: "dates", value: "", means: order }];
  // limit: as many as are kept; the others are asked again with the next file.
  return { columns: known, values: [...dates, ...meant.filter((one) => one.means !== "")].slice(0, 500) };
}
