import { assert } from "@practicum/kernel/assert";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { Refused, type ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Asked, Entry } from "./entry.ts";
import { kindOf } from "./kind-of.ts";

/** What a script needs of a world. */
export interface Reducer {
  readonly now: Instant;
  apply(entry: Entry): Promise<string>;
  look(asked: Asked & { readonly commandId: null }): Promise<string>;
}

/**
 * The practice as a script reaches it: each command and each audited read becomes the world's next entry.
 *
 * @param seed of the commands' ids.
 * @param told each entry with its reply, as it was done.
 */
export function portOn(world: Reducer, seed: string, told: (entry: Entry, reply: string) => void): ScriptedPractice {
  let commands = 0;
  return {
    async run(service, operation, input, as) {
      assert(as.kind === "staff", "people do the work here");
      const path = `${service}.${operation}`;
      const asked = { staffId: as.staffId, path, body: JSON.stringify(input) };
      const kind = kindOf(path);
      if (kind === "look") return readReply(path, await world.look({ ...asked, commandId: null }));
      if (kind === "command") commands += 1;
      const commandId = kind === "command" ? seededId<"command">(seed, `command/${commands}`) : null;
      const entry: Entry = { kind, at: addMs(world.now, 1000), ...asked, commandId };
      const reply = await world.apply(entry);
      told(entry, reply);
      return readReply(path, reply);
    },
    async advanceTo(to) {
      if (to <= world.now) return;
      const entry: Entry = { kind: "jump", at: world.now, to };
      told(entry, await world.apply(entry));
    },
    // A world's entries are done when they are answered.
    async settle() {},
  };
}

/** @throws {@link Refused} */
export function readReply(path: string, body: string): never {
  const reply = parseReply(body);
  if (reply.refused === null) return reply.value as never;
  throw new Refused(path, reply.refused, reply.field);
}

/** An answer as tRPC writes it: its value, or the code of its refusal and the field at fault. */
export function parseReply(body: string): {
  readonly value: unknown;
  readonly refused: string | null;
  readonly field: string;
} {
  const reply: Reply = JSON.parse(body);
  if ("result" in reply) return { value: reply.result.data, refused: null, field: "" };
  const { code, field = "" } = reply.error.data.domain;
  return { value: null, refused: code, field };
}

type Reply =
  | { readonly result: { readonly data?: unknown } }
  | { readonly error: { readonly data: { readonly domain: { readonly code: string; readonly field?: string } } } };
