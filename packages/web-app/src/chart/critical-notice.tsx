import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import type { ReactNode } from "react";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import type { VitalsRecord } from "./chart-types.ts";
import { criticalText } from "./units.ts";
import { whenText } from "./when-text.ts";

interface Props {
  /** Newest first. */
  readonly sets: readonly VitalsRecord[];
  readonly providerName: string;
  /** Of the person at the screen: the provider knows by seeing it, others tell the provider. */
  readonly isProvider: boolean;
  readonly children?: ReactNode;
}

/** What is critical in the newest vital signs, and whether the provider knows. It stays until somebody says so, by one key. */
export function CriticalNotice({ sets, providerName, isProvider, children }: Props) {
  const session = useSession();
  const tell = useCommand("charting", "tellCritical");
  const text = criticalText(sets);
  const latest = sets.find((set) => !set.enteredInError);
  if (text === null || !latest) return null;
  const { told, vitalsId, patientId } = latest;
  if (told) {
    return (
      <Notice tone="warn" mb>
        <strong>Critical</strong> · {text} · {told.to} knows
        <span className="c-dim">
          {" "}
          (said by {told.by}, {whenText(session, told.at)})
        </span>{" "}
        {children}
      </Notice>
    );
  }
  return (
    <Notice tone="danger" role="alert" mb>
      <strong>Critical</strong> · {text} · {isProvider ? "Look at it now." : `Tell ${providerName} now.`}{" "}
      <Button
        size="compact-sm"
        color="red"
        data-critical-told
        loading={tell.pending}
        onClick={() => void tell.run({ vitalsId, patientId, to: providerName })}
      >
        {isProvider ? "I know of it" : `${providerName} was told`}
      </Button>{" "}
      {children}
      {tell.error && <div>{describeError(tell.error)}</div>}
    </Notice>
  );
}
