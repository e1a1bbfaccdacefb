import type { ImportRowState, ImportRun } from "@practicum/contracts/imports";
import type { billingImports } from "@practicum/contracts/billing/imports";
import type { schedulingImports } from "@practicum/contracts/scheduling/imports";
import { useMemo } from "react";
import type { z } from "zod";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { kindOf } from "./import-kinds.ts";

export type Run = ImportRun;

const PAGE = 50;

/** All imports, the newest first: those of patients and visits are scheduling's, those of insurance and balances billing's. */
export function useImports() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const own = useEndless({
    queryKey: trpc.scheduling.listImports.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => client.scheduling.listImports.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.imports,
    keyOf: (run) => run.importId,
  });
  const billing = useEndless({
    queryKey: trpc.billing.listImports.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => client.billing.listImports.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.imports,
    keyOf: (run) => run.importId,
  });
  const runs = useMemo(
    () => [...(own.items ?? []), ...(billing.items ?? [])].toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1)),
    [own.items, billing.items],
  );
  return {
    runs,
    isPending: own.isPending || billing.isPending,
    error: own.error ?? billing.error,
    refetch: () => {
      own.refetch();
      billing.refetch();
    },
    more: own.more ?? billing.more,
  };
}

/** The rows of an import, of these states. */
export function useImportRows(run: Run, states: readonly ImportRowState[]) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { importId } = run;
  const { service } = kindOf(run.kind);
  const ask = { importId, states: [...states], limit: 100 };
  return useEndless({
    queryKey: [
      ...(service === "scheduling"
        ? trpc.scheduling.listImportRows.queryKey({ ...ask, before: null })
        : trpc.billing.listImportRows.queryKey({ ...ask, before: null })),
      run.version,
    ],
    page: async (before, signal) =>
      service === "scheduling"
        ? client.scheduling.listImportRows.query({ ...ask, before }, { signal })
        : client.billing.listImportRows.query({ ...ask, before }, { signal }),
    itemsOf: (page): readonly Row[] => page.rows,
    keyOf: (row) => String(row.line),
  });
}

type RowsOf<O extends { readonly output: z.ZodType<{ readonly rows: readonly unknown[] }> }> = z.output<
  O["output"]
>["rows"][number];
export type Row = RowsOf<typeof schedulingImports.listImportRows> | RowsOf<typeof billingImports.listImportRows>;

/** The commands of the service that takes a kind. */
export function useImportCommands() {
  const scheduling = {
    open: useCommand("scheduling", "openImport", { quiet: true }),
    stage: useCommand("scheduling", "stageImportRows", { quiet: true }),
    start: useCommand("scheduling", "startImport"),
    undo: useCommand("scheduling", "undoImport"),
    decide: useCommand("scheduling", "decideImportRow"),
  };
  const billing = {
    open: useCommand("billing", "openImport", { quiet: true }),
    stage: useCommand("billing", "stageImportRows", { quiet: true }),
    start: useCommand("billing", "startImport"),
    undo: useCommand("billing", "undoImport"),
  };
  return { scheduling, billing };
}
