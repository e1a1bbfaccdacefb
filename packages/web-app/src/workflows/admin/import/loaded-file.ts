import type { LocalDate } from "@practicum/kernel/local-date";
import type { Columns } from "../../../csv/columns.ts";
import type { DateOrder } from "../../../csv/read-cells.ts";
import type { ReadCsv } from "../../../csv/read-csv.ts";
import type { Kind } from "./import-kinds.ts";
import type { Said } from "./read-rows.ts";

export interface LoadedFile {
  readonly name: string;
  readonly csv: ReadCsv;
}

export interface Loaded extends LoadedFile {
  readonly hash: string;
  readonly encoding: string;
}

/** What is said of a file; the file itself is chosen again after a reload. */
export interface Draft {
  readonly kind: Kind;
  readonly system: string;
  /** As they were changed by hand; null is as remembered, or as the headings say. */
  readonly columns: Columns | null;
  readonly values: Said["values"];
  readonly order: DateOrder | null;
  readonly providerId: string | null;
  readonly asOf: LocalDate | null;
}
