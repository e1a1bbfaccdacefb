import type { ReplaySubject, RuleReplay } from "@practicum/contracts/billing/rule-replay";
import type { Id } from "@practicum/kernel/brand";
import { addMonths } from "@practicum/kernel/local-date";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";

/** Asked again while it runs, where no live update says that it has gone on. */
const LOOK_MS = 2000;

export interface Trial {
  readonly replay: RuleReplay | null;
  /** Whether it was of what is on the screen now, against what stands now. */
  readonly same: boolean;
  /** Done, and of what is on the screen: what a rule is switched on by. */
  readonly replayId: Id<"rule-replay"> | null;
  readonly months: string;
  readonly setMonths: (months: string) => void;
  readonly start: () => void;
  readonly starting: boolean;
  readonly error: ReturnType<typeof useCommand<"billing", "startRuleReplay">>["error"];
}

/**
 * A trial of a rule on past claims.
 * @param subject what is on the screen; null where it does not fit yet.
 * @param lastReplayId what was tried last, whoever did: shown where it was of the same.
 */
export function useTrial(subject: ReplaySubject | null, lastReplayId: Id<"rule-replay"> | null): Trial {
  const trpc = useTRPC();
  const { today } = useSession();
  const command = useCommand("billing", "startRuleReplay");
  const [own, setOwn] = useState<Id<"rule-replay"> | null>(null);
  const [months, setMonths] = useState("12");
  const shown = own ?? lastReplayId;
  const query = useQuery({
    ...trpc.billing.getRuleReplay.queryOptions({ replayId: shown ?? newId<"rule-replay">() }),
    enabled: shown !== null,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_MS : false),
  });
  const found = shown === null ? null : (query.data ?? null);
  const same = found !== null && subject !== null && canonical(found.subject) === canonical(subject);
  // Somebody's older trial of something else is of no interest here.
  const replay = own !== null || same ? found : null;
  const start = async () => {
    if (subject === null) return;
    const replayId = newId<"rule-replay">();
    const result = await command.run({ replayId, subject, since: addMonths(today, -Number(months)) });
    if (result.ok) setOwn(replayId);
  };
  return {
    replay,
    same,
    replayId: same && replay?.state === "done" ? replay.replayId : null,
    months,
    setMonths,
    start: () => void start(),
    starting: command.pending,
    error: command.error,
  };
}

/** The same in one way of writing it, whatever the order of the keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
