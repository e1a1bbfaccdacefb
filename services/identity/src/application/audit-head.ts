import type { Tx } from "@practicum/db/db";
import { ok } from "@practicum/kernel/result";
import type { AuditHead } from "../domain/audit-chain.ts";
import type { Handlers } from "../handlers.ts";
import { selectHashAt, selectHead } from "../sql/audit.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import type { ChainEnd } from "./keep-head.ts";

/** For who keeps the heads outside: where the chain ends, and whether it still contains the one that was kept last (IDN-24). */
export const auditHead: Handlers["auditHead"] = async ({ tx }, { contained }) => ok(await chainEnd(tx, contained));

export async function chainEnd(tx: Tx<IdentitySchema>, contained: AuditHead | null): Promise<ChainEnd> {
  const head = await selectHead(tx);
  const hash = contained && (await selectHashAt(tx, contained.sequence));
  return { head, contains: contained === null || hash === contained.hash };
}
