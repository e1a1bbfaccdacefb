import type { rosterQueries } from "@practicum/contracts/scheduling/rosters";
import { describeError } from "@practicum/contracts/error";
import { useState } from "react";
import type { z } from "zod";
import { toDomainError } from "../../api/domain-error.ts";
import { useTRPCClient } from "../../api/trpc.ts";
import type { RosterRow } from "./read-roster.ts";

/** Asked at once; as many as the operation takes. */
const AT_ONCE = 100;

export type Found = z.output<typeof rosterQueries.matchPeople.output>[number];

/** What an import would find, row by row, before it is made. */
export function useDryRun() {
  const client = useTRPCClient();
  const [found, setFound] = useState<ReadonlyMap<number, Found>>(new Map());
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const run = async (rows: readonly RosterRow[]) => {
    setRunning(true);
    setFailed(null);
    const all = new Map<number, Found>();
    try {
      for (let at = 0; at < rows.length; at += AT_ONCE) {
        const some = rows.slice(at, at + AT_ONCE);
        const people = some.map(({ name, birthDate, phones }) => ({
          family: name.family,
          given: name.given,
          birthDate,
          phones: [...phones],
        }));
        const answers = await client.scheduling.matchPeople.query({ people });
        for (const [index, answer] of answers.entries()) {
          const row = some[index];
          if (row) all.set(row.line, answer);
        }
        setFound(new Map(all));
      }
    } catch (failure) {
      setFailed(describeError(toDomainError(failure)));
    }
    setRunning(false);
  };
  const clear = () => {
    setFound(new Map());
    setFailed(null);
  };
  return { found, running, failed, run, clear };
}
