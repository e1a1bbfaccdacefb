import { assert } from "@practicum/kernel/assert";
import type { Worker } from "@practicum/service/define-service";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import { selectHashAt, selectHead } from "../sql/audit.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Puts the newest head where the database's owner cannot reach it (IDN-24), only forward along the chain (IDN-25). */
export const anchorAuditHead: Worker<IdentitySchema, IdentityPorts> = {
  everyMs: 60_000,
  async run({ practice, ports, transact, now }) {
    const kept = await ports.auditAnchor.kept(practice);
    assert(kept !== "tampered", "the head of the audit chain that is kept outside is not ours");
    const anchor = kept.newest;
    const { head, hashAtAnchor } = await transact(async ({ tx }) => ({
      head: await selectHead(tx),
      hashAtAnchor: anchor === null ? null : await selectHashAt(tx, anchor.sequence),
    }));
    if (anchor !== null) assert(hashAtAnchor === anchor.hash, "the audit chain does not contain the head kept outside");
    if (head !== null && head.sequence !== anchor?.sequence)
      await ports.auditAnchor.save(practice, { ...head, at: now() });
  },
};
