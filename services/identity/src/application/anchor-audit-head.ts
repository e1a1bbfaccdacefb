import { assert } from "@practicum/kernel/assert";
import type { Worker } from "@practicum/service/define-service";
import type { AuditHead } from "../domain/audit-chain.ts";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import { chainEnd } from "./audit-head.ts";
import { keepHead } from "./keep-head.ts";

/** Where all services share a process, identity itself keeps the heads of its chain; else the operator does, who asks for them (IDN-24). */
export const anchorAuditHead: Worker<IdentitySchema, IdentityPorts> = {
  everyMs: 60_000,
  async run({ practice, ports, transact, now }) {
    const { kept, save, saveGone } = ports.auditAnchor;
    if (!save || !saveGone) return;
    const heads = await kept(practice);
    assert(heads !== "tampered", "the head of the audit chain that is kept outside is not ours");
    const endOf = (contained: AuditHead | null) => transact(({ tx }) => chainEnd(tx, contained));
    await keepHead({ kept, save, saveGone }, practice, heads.newest, endOf, now);
  },
};
