import { Button } from "@mantine/core";
import type { adjustment } from "@practicum/contracts/billing/adjustments";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { ReasonForm } from "../reason-form.tsx";

type Adjustment = z.output<typeof adjustment>;

/** What was done to the account by hand, each with its way back. */
export function Corrections({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.listAdjustments.queryOptions({ patientId }));
  if (query.isError)
    return <ErrorState what="The corrections" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data || query.data.length === 0) return null;
  return (
    <section className="w-panel" aria-label="Done by hand">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Done by hand</h2>
      </header>
      <table className="m-table">
        <tbody>
          {query.data.map((one) => (
            <Row key={one.adjustmentId} one={one} patientId={patientId} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ one, patientId }: { readonly one: Adjustment; readonly patientId: string }) {
  const session = useSession();
  const reverse = useCommand("billing", "reverseAdjustment");
  const { adjustmentId } = one;
  const [open, setOpen] = useState(() => hasDraft(`reason:reverse-adjustment:${adjustmentId}`));
  const day = (at: string) => formatDate(dateIn(at, session.timeZone));
  return (
    <tr>
      <td>{day(one.madeAt)}</td>
      <td>
        <b>{one.what}</b> <span className="m-small">{one.because}</span>
        <div className="m-small">
          {one.madeBy}
          {one.undoneAt && `. Undone ${day(one.undoneAt)}: ${one.undoneBecause ?? ""}`}
        </div>
        {open && (
          <ReasonForm
            draft={`reverse-adjustment:${adjustmentId}`}
            label="Reason for the reversal"
            action="Reverse it"
            danger
            command={reverse}
            input={(because) => ({ adjustmentId, patientId, because })}
            done="Reversed."
            onClose={() => setOpen(false)}
          />
        )}
      </td>
      <td className="m-num">
        {!one.undoneAt && !open && session.can("charge.write") && (
          <Button size="compact-xs" variant="default" aria-label={`Reverse: ${one.what}`} onClick={() => setOpen(true)}>
            Reverse
          </Button>
        )}
      </td>
    </tr>
  );
}
