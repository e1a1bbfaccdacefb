import { Stack } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatCents, sumCents } from "@practicum/kernel/money";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { CopayRow, emptyCopay, type CopayDraft } from "../check-in/copay-row.tsx";
import { ShareEstimate } from "../check-in/share-estimate.tsx";
import { ShareFacts } from "../check-in/share-facts.tsx";
import { NextVisit } from "./next-visit.tsx";

/** Before the patient leaves: what the visit leaves to the patient by contract and plan, what was paid for it, the rest, and the next visit. */
export function CheckoutDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const visit = useQuery({
    ...trpc.scheduling.getAppointment.queryOptions({ appointmentId: about ?? "" }),
    enabled: about !== null,
  });
  if (visit.isError)
    return <ErrorState what="This appointment" message={errorText(visit.error)} onRetry={() => void visit.refetch()} />;
  if (!visit.data) return <LoadingState rows={6} />;
  return <Leaving visit={visit.data} />;
}

function Leaving({ visit }: { readonly visit: Appointment }) {
  const wrong = useDockPatient(visit.patientId);
  const mayBook = useSession().can("appointment.book");
  return (
    <Stack gap="lg">
      <Checkout visit={visit} wrong={wrong} />
      {mayBook && <NextVisit visit={visit} disabled={wrong} />}
    </Stack>
  );
}

function Checkout({ visit, wrong }: { readonly visit: Appointment; readonly wrong: boolean }) {
  const trpc = useTRPC();
  const { patientId, appointmentId } = visit;
  const share = useQuery(trpc.billing.visitShare.queryOptions({ patientId, appointmentId }));
  const receipts = useQuery(trpc.billing.listReceipts.queryOptions({ patientId }));
  const [paymentId] = useState(() => newId<"payment">());
  const [draft, setDraft, , kept] = useDraft<CopayDraft | null>(`checkout:${appointmentId}`, null);
  if (share.isError)
    return (
      <ErrorState what="The patient's share" message={errorText(share.error)} onRetry={() => void share.refetch()} />
    );
  if (receipts.isError)
    return <ErrorState what="Payments" message={errorText(receipts.error)} onRetry={() => void receipts.refetch()} />;
  if (!share.data || !receipts.data) return <LoadingState rows={6} />;
  const made = share.data.share;
  const taken = receipts.data.filter((one) => one.appointmentId === appointmentId && one.reversedAt === null);
  const paid = sumCents(taken.map((one) => one.amount - one.refunded));
  // Of what is not known in part nothing is suggested: the desk types what it asks for.
  const due = made === null || made.share === null ? null : Math.max(0, made.share - paid);
  const payment = draft ?? emptyCopay(due, paymentId);
  return (
    <Stack gap="sm">
      <RestoredNotice draft={kept} />
      {made === null ? (
        <>
          <Notice tone="info">
            Nothing is charged for this visit yet: its note is not signed. Choose what was done to estimate the share.
          </Notice>
          <ShareEstimate visit={visit} />
        </>
      ) : (
        <ShareFacts share={made} />
      )}
      <p style={{ fontSize: 13, margin: 0 }}>
        {paid === 0 ? "Nothing was paid for this visit yet." : `${formatCents(paid)} was paid for this visit.`}
        {due !== null &&
          (due === 0 ? " Nothing is estimated to be left." : ` ${formatCents(due)} is estimated to be left.`)}
      </p>
      <CopayRow visit={visit} draft={payment} purpose="prepayment" disabled={wrong} onChange={setDraft} />
      <p className="n-small" style={{ margin: 0 }}>
        An estimate: the payer decides. What is paid above its decision stays the patient&apos;s credit.
      </p>
    </Stack>
  );
}
