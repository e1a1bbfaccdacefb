import type { DomainError } from "@practicum/contracts/error";
import { fail } from "@practicum/contracts/error";
import type { Operation } from "@practicum/contracts/operation";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { idsIn, withoutHidden } from "../domain/leave-out.ts";
import type { ChartingContext } from "./charting-context.ts";
import { hiddenAmong, judgeFacts, seesAllParts } from "./sensitive-parts.ts";

type Handle = (context: ChartingContext, input: never) => Promise<Result<unknown, DomainError>>;

/**
 * Every operation of charting as it is for who does not see all of a chart (CHT-285, CHT-286): what names a hidden fact is answered as if there were none, and
 * no answer has an entry of one. It stands around all handlers, so that an operation that is added respects it without saying so.
 */
export function respectingParts<H extends { readonly [name: string]: Handle }>(
  handlers: H,
  api: { readonly [name in keyof H]: Operation },
): H {
  const wrapped = Object.entries(handlers).map(([name, handle]) => [name, respecting(handle, api[name as keyof H])]);
  return Object.fromEntries(wrapped) as H;
}

function respecting(handle: Handle, { kind }: Operation): Handle {
  return async (context, input) => {
    if (await seesAllParts(context)) return handle(context, input);
    const named = await hiddenAmong(context, idsIn(input));
    if (named.ids.size > 0) {
      // The trail says whose chart it was about.
      for (const patientId of named.patientIds) context.auditPatient(patientId as Id<"patient">);
      return fail("not-found");
    }
    const result = await handle(context, input);
    if (!result.ok) return (await isOfHidden(context, result.error, input)) ? ok({}) : result;
    const hidden = await hiddenAmong(context, idsIn(result.value));
    if (hidden.ids.size === 0) return result;
    const left = withoutHidden(result.value, hidden.ids);
    if (left !== undefined) return ok(left);
    // Who has just written a thing is told that it is written.
    return kind === "command" ? result : fail("not-found");
  };
}

/**
 * "It is on the list already" would tell of a hidden entry: what was to be added is there, so it is answered as added (CHT-287).
 */
async function isOfHidden(context: ChartingContext, error: DomainError, input: unknown): Promise<boolean> {
  if (error.code !== "already-recorded" || typeof input !== "object" || input === null) return false;
  const field = (name: string): unknown => Reflect.get(input, name);
  const patientId = field("patientId");
  const words = [field("name"), field("substance"), field("code")].filter((one) => typeof one === "string");
  if (typeof patientId !== "string" || words.length === 0) return false;
  const { facts } = await judgeFacts(context, { patientIds: [patientId] });
  const same = (one: string) => words.some((word) => word.toLowerCase() === one.toLowerCase());
  return facts.some((one) => !one.isShown && LISTED.has(one.kind) && [...one.names, ...one.codes].some(same));
}

const LISTED: ReadonlySet<string> = new Set(["problem", "allergy", "medication"]);
