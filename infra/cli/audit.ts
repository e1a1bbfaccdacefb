import { Command } from "commander";
import { identity } from "@practicum/contracts/identity";
import { auditOperations } from "@practicum/contracts/identity/audit";
import type { z } from "zod";
import { asOperator } from "../src/operator.ts";

/** `practicum audit verify`: recomputes the hash chain of each practice's audit trail and compares it with the head kept outside the database. */
export function command(): Command {
  const verify = new Command("verify")
    .description("check that no audit entry was changed, removed or reordered; fails when one was")
    .option("--json", "print a line of JSON for each practice", false)
    .action(async ({ json }: { json: boolean }) => {
      await asOperator(async ({ practices, ask }) => {
        for (const practice of practices) {
          let result = await ask(identity, "identity", practice, "verifyAuditChain", {});
          while (result.next)
            result = await ask(identity, "identity", practice, "verifyAuditChain", { after: result.next });
          console.log(json ? JSON.stringify({ practice: practice.slug, ...result }) : verdict(practice.name, result));
          if (result.brokenAt !== null) process.exitCode = 1;
        }
      });
    });
  return new Command("audit").description("verify the audit trail").addCommand(verify);
}

type Result = z.output<typeof auditOperations.verifyAuditChain.output>;

function verdict(practice: string, { entries, head, brokenAt, anchor }: Result): string {
  const counted = `${entries.toLocaleString("en-US")} ${entries === 1 ? "entry" : "entries"}`;
  if (brokenAt !== null)
    return `✖ ${practice}: the chain of ${counted} is broken at entry ${brokenAt}: that entry, or one before it, was changed, removed or reordered.${found(anchor)}`;
  const cutShort = anchor?.cutShort ? " The last head kept outside was cut short in writing and is left out." : "";
  const whole = `the chain is whole. Its head is ${head}`;
  if (entries === 0) return `✔ ${practice}: ${counted}, ${whole}${cutShort}`;
  return anchor?.since
    ? `✔ ${practice}: ${counted}, ${whole}. Compared with heads kept outside since ${anchor.since.at}, entry ${anchor.since.entry}, until ${anchor.until?.at ?? "?"}, entry ${anchor.until?.entry ?? "?"}: what was cut off after that cannot be told.${cutShort}`
    : `? ${practice}: ${counted}, ${whole}. No head of it is kept outside the database: a change made before now cannot be told.${cutShort}`;
}

/** Since when it is so: a head that was kept and is gone says that the trail had come that far then. */
function found(anchor: Result["anchor"]): string {
  const [first] = anchor?.gone ?? [];
  return first ? ` It reached entry ${first.entry} on ${first.at}, and no longer did when it was looked at next.` : "";
}
