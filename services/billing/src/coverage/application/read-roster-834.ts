import type { roster834Operations } from "@practicum/contracts/billing/roster-834";
import { fail } from "@practicum/contracts/error";
import { ROSTER_MAX } from "@practicum/contracts/messaging/rosters";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { isTooLong, readRoster834 as readFile } from "../domain/read-roster-834.ts";

/** MSG-160. */
export async function readRoster834(
  { today }: BillingContext,
  { text }: InputOf<typeof roster834Operations.readRoster834>,
): ReplyOf<typeof roster834Operations.readRoster834> {
  const no = (message: string) => fail("invalid-input", { field: "text", fields: [{ field: "text", message }] });
  const file = readFile(text, today);
  const { rows, refused, ended, isWhole } = file;
  if (rows.length + refused.length === 0)
    return no("There is no member in this file. Choose the plan's 834 (X12 005010X220A1).");
  if (isTooLong(file)) return no(`A file has at most ${ROSTER_MAX} people. Ask the plan for smaller ones.`);
  return ok({ rows: [...rows], refused: [...refused], ended: [...ended], isWhole });
}
