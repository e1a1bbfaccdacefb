import { Command } from "commander";
import { identity } from "@practicum/contracts/identity";
import { asOperator } from "../src/operator.ts";

/** `practicum audit verify`: recomputes the hash chain of each practice's audit trail and compares it with the head kept outside the database. */
export function command(): Command {
  const verify = new Command("verify")
    .description("check that no audit entry was changed, removed or reordered")
    .action(async () => {
      await asOperator(async ({ practices, ask }) => {
        for (const practice of practices) {
          const result = await ask(identity, "identity", practice, "verifyAuditChain", {});
          console.log(JSON.stringify({ practice: practice.slug, ...result }));
          if (result.brokenAt !== null) process.exitCode = 1;
        }
      });
    });
  return new Command("audit").description("verify the audit trail").addCommand(verify);
}
