import type { useTRPCClient } from "../../../api/trpc.ts";
import { kindOf } from "./import-kinds.ts";
import type { Row, Run } from "./use-imports.ts";

/** All rows of an import that were left out, page after page. */
export async function failedRows(client: ReturnType<typeof useTRPCClient>, run: Run): Promise<readonly Row[]> {
  const { service } = kindOf(run.kind);
  const rows: Row[] = [];
  let before: string | null = null;
  do {
    const ask = { importId: run.importId, states: ["refused" as const], limit: 200, before };
    const page: { readonly rows: readonly Row[]; readonly next: string | null } =
      service === "scheduling"
        ? await client.scheduling.listImportRows.query(ask)
        : await client.billing.listImportRows.query(ask);
    rows.push(...page.rows);
    before = page.next;
  } while (before !== null);
  return rows;
}
