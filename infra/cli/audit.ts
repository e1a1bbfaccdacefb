import { Command } from "commander";
import { identity } from "@practicum/contracts/identity";
import { asOperator } from "../src/operator.ts";

/** `practicum audit verify`: recomputes the hash chain of each practice's audit trail and compares it with the head kept outside the database. */
export function command(): Command {
  const verify = new Command("verify")
    .description("check that no audit entry was changed, removed or reordered; fails when one was")
    .option("--json", "print a line of JSON for each practice", false)
    .action(async ({ json }: { json: boolean }) => {
      await asOperator(async ({ practices, ask }) => {
        for (const practice of practices) {
          const result = await ask(identity, "identity", practice, "verifyAuditChain", {});
          console.log(json ? JSON.stringify({ practice: practice.slug, ...result }) : verdict(practice.name, result));
          if (result.brokenAt !== null) process.exitCode = 1;
        }
      });
    });
  return new Command("audit").description("verify the audit trail").addCommand(verify);
}

function verdict(
  practice: string,
  { entries, head, brokenAt }: { entries: number; head: string; brokenAt: number | null },
): string {
  const counted = `${entries.toLocaleString("en-US")} ${entries === 1 ? "entry" : "entries"}`;
  return brokenAt === null
    ? `✔ ${practice}: ${counted}, the chain is whole. Its head is ${head}`
    : `✖ ${practice}: the chain of ${counted} is broken at entry ${brokenAt}: that entry, or one before it, was changed, removed or reordered.`;
}
