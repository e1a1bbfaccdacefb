import type { rosterOperations } from "@practicum/contracts/messaging/rosters";
import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import { describeError } from "@practicum/contracts/error";
import { toDomainError } from "../../api/domain-error.ts";
import { useTRPCClient } from "../../api/trpc.ts";
import type { ReadRoster } from "./read-roster.ts";

type Difference = z.output<typeof rosterOperations.compareRoster.output>;

export interface Read834 {
  readonly read: ReadRoster;
  readonly difference: Difference;
}

/** An 834 begins with its envelope; everything else is read as a table. */
export function is834(text: string): boolean {
  return /^\s*ISA/.test(text);
}

/** What an 834 says, and how it differs from the campaign's list. */
export function use834(campaignId: string, text: string | null) {
  const client = useTRPCClient();
  const [read, setRead] = useState<Read834 | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const look = useCallback(
    async (file: string, over: () => boolean) => {
      setRead(null);
      setFailed(null);
      try {
        const { rows, refused, ended, isWhole } = await client.billing.readRoster834.query({ text: file });
        const memberNumbers = rows.map((row) => row.memberNumber);
        const difference = await client.messaging.compareRoster.query({ campaignId, memberNumbers, ended, isWhole });
        if (!over()) setRead({ read: { rows, refused }, difference });
      } catch (failure) {
        const error = toDomainError(failure);
        if (!over()) setFailed(error.fields?.[0]?.message ?? describeError(error));
      }
    },
    [client, campaignId],
  );
  useEffect(() => {
    if (text === null) return;
    let over = false;
    void look(text, () => over);
    return () => {
      over = true;
    };
  }, [text, look]);
  return text === null ? { read: null, failed: null } : { read, failed };
}
