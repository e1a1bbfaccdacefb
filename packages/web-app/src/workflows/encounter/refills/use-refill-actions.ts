import type { Refill, RefillStep } from "@practicum/contracts/charting/refills";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { formatName } from "@practicum/ui/format.ts";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { fillsOf, stepText } from "./refill-words.ts";

type Decision = Extract<RefillStep, { kind: "approved" | "denied" | "visit" }>;

export interface RefillActions {
  readonly decide: (refill: Refill, step: Decision) => Promise<boolean>;
  readonly approve: (refill: Refill) => Promise<boolean>;
  readonly approveAll: (refills: readonly Refill[]) => Promise<boolean>;
  readonly answer: (refill: Refill, how: string) => Promise<boolean>;
  readonly pending: boolean;
  readonly error: string | null;
}

/** What is done with a request; each can be taken back, by a step that stands on record beside it. */
export function useRefillActions(): RefillActions {
  const decideOne = useCommand("charting", "decideRefill");
  const approveSeveral = useCommand("charting", "approveRefills");
  const record = useCommand("charting", "recordRefillStep");
  const [error, setError] = useState<string | null>(null);

  const heard = (result: Result<unknown, DomainError>): boolean => {
    setError(result.ok ? null : (result.error.fields?.[0]?.message ?? describeError(result.error)));
    return result.ok;
  };
  const takeBack = async ({ requestId, patientId }: Refill, stepId: string) => {
    const step = { kind: "taken-back", stepId } as const;
    const result = await record.run({ requestId, patientId, stepId: newId<"refill-step">(), step });
    if (!result.ok) sayError(describeError(result.error));
  };
  const done = (refill: Refill, stepId: string, step: RefillStep) =>
    offerUndo(
      `${refill.name}, ${formatName(refill.patientName)}: ${stepText(step).toLowerCase()}.`,
      () => void takeBack(refill, stepId),
    );

  const decide = async (refill: Refill, step: Decision) => {
    const { requestId, patientId } = refill;
    const stepId = newId<"refill-step">();
    const isDone = heard(await decideOne.run({ requestId, patientId, stepId, step }));
    if (isDone) done(refill, stepId, step);
    return isDone;
  };
  return {
    decide,
    approve: async (refill) => decide(refill, { kind: "approved", fills: fillsOf(refill) }),
    approveAll: async (refills) => {
      const requests = refills.map(({ requestId, patientId }) => ({
        requestId,
        patientId,
        stepId: newId<"refill-step">(),
      }));
      const isDone = heard(await approveSeveral.run({ requests }));
      if (isDone) say(`${refills.length} refills are approved. Each can be taken back in To answer.`);
      return isDone;
    },
    answer: async (refill, how) => {
      const { requestId, patientId } = refill;
      const stepId = newId<"refill-step">();
      const step = { kind: "answered", how } as const;
      const isDone = heard(await record.run({ requestId, patientId, stepId, step }));
      if (isDone) done(refill, stepId, step);
      return isDone;
    },
    pending: decideOne.pending || approveSeveral.pending || record.pending,
    error,
  };
}
