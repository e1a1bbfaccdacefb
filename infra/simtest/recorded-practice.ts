import { assert } from "@practicum/kernel/assert";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { Refused, type ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { staffByKey } from "@practicum/seed/practice";
import type { Entry } from "@practicum/world/entry";
import { kindOf } from "@practicum/world/kind-of";

/** What a recorder needs of a world. */
export interface Reducer {
  readonly now: Instant;
  apply(entry: Entry): Promise<string>;
  look(asked: { staffId: string; path: string; body: string; commandId: null }): Promise<string>;
}

export interface Recording extends ScriptedPractice {
  readonly log: readonly Entry[];
}

/**
 * A practice that a script works in: each step becomes an entry of its world's log. Between the steps chance makes mistakes, as
 * people do: the same command twice, somebody who may not, a field that is wrong.
 *
 * @param seed of ids, moments and mistakes.
 */
export function recordedPractice(world: Reducer, seed: string, mistakes: boolean): Recording {
  const log: Entry[] = [];
  const random = seededRandom(`${seed}/mistakes`);
  let commands = 0;
  const apply = async (entry: Entry): Promise<string> => {
    const reply = await world.apply(entry);
    log.push(entry);
    return reply;
  };
  const later = () => addMs(world.now, randomInt(random, 1, 900));
  return {
    log,
    async run(service, operation, input, as) {
      assert(as.kind === "staff", "people do the work here");
      const asked = { staffId: as.staffId, path: `${service}.${operation}`, body: JSON.stringify(input) };
      const kind = kindOf(asked.path);
      if (kind === "look") return readReply(asked.path, await world.look({ ...asked, commandId: null }));
      if (kind === "read")
        return readReply(asked.path, await apply({ kind: "read", at: later(), ...asked, commandId: null }));
      commands += 1;
      const command = {
        kind: "command" as const,
        ...asked,
        commandId: seededId<"command">(seed, `command/${commands}`),
      };
      const slip = mistakes ? random.next() : 1;
      if (slip < 0.04)
        await apply({ ...command, at: later(), commandId: seededId(seed, `bad/${commands}`), body: "{}" });
      else if (slip < 0.08) {
        // Somebody who may not: the assistant at the money, the biller at the chart.
        const other = { billing: "ramirez", charting: "nair" }[String(service)];
        const commandId = seededId<"command">(seed, `wrong/${commands}`);
        if (other) await apply({ ...command, at: later(), commandId, staffId: staffByKey(other).staffId });
      }
      const reply = await apply({ ...command, at: later() });
      if (slip > 0.08 && slip < 0.12)
        assert((await apply({ ...command, at: later() })) === reply, "a repeat is the same");
      return readReply(asked.path, reply);
    },
    async advanceTo(at) {
      if (at > addMs(world.now, 1)) await apply({ kind: "jump", at: addMs(world.now, 1), to: at });
    },
    async settle() {},
  };
}

function readReply(path: string, body: string): never {
  const reply: Reply = JSON.parse(body);
  if ("result" in reply) return reply.result.data as never;
  const { code, field } = reply.error.data.domain;
  throw new Refused(path, code, field ?? "");
}

type Reply =
  | { readonly result: { readonly data: unknown } }
  | { readonly error: { readonly data: { readonly domain: { readonly code: string; readonly field?: string } } } };
