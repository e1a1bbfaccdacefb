import type { exchangeOperations } from "@practicum/contracts/billing/exchange";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { auditFile } from "./audit-file.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { takeFile } from "./take-file.ts";

/** BIL-62: a file that a person has. What can't be used stays in quarantine, to be seen, and the reply says why. */
export async function receiveFile(
  context: BillingContext,
  input: InputOf<typeof exchangeOperations.receiveFile>,
): ReplyOf<typeof exchangeOperations.receiveFile> {
  const taken = await takeFile(context, input);
  await auditFile(context, { fileId: taken?.fileId ?? input.fileId, content: input.content });
  return taken ? ok(taken) : fail("already-posted");
}
