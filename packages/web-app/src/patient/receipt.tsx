import { Button, Group, Modal } from "@mantine/core";
import type { CommandOutput } from "../api/use-command.ts";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";
import { Letterhead } from "../shell/letterhead.tsx";
import { usePaper } from "../shell/paper.ts";

export type Receipt = CommandOutput<"billing", "takePayment">;

const methods = { cash: "Cash", check: "Check", card: "Card" } as const;
const purposes = { copay: "Copay", balance: "Balance", prepayment: "Prepayment" } as const;

interface Props {
  readonly receipt: Receipt | null;
  readonly onClose: () => void;
}

/** A receipt on screen and, by the button, on paper: the printer sees nothing else. */
export function ReceiptModal({ receipt, onClose }: Props) {
  // The dialog itself stays: it gives the focus back to what opened it.
  return (
    <Modal opened={receipt !== null} onClose={onClose} title="Receipt" size="sm" className="w-print-only">
      {receipt && <ReceiptPaper receipt={receipt} onClose={onClose} />}
    </Modal>
  );
}

function ReceiptPaper({ receipt, onClose }: { readonly receipt: Receipt; readonly onClose: () => void }) {
  const { timeZone } = useSession();
  const { patientId } = receipt;
  // Handed over at the desk, where two people of one name may pay on one day.
  const patient = useQuery(useTRPC().scheduling.getPatient.queryOptions({ patientId }));
  const birthDate = patient.data?.birthDate ?? null;
  usePaper({ kind: "printReceipt", patient: { patientId, name: receipt.patientName, birthDate } });
  return (
    <>
      <div className="w-receipt">
        <Letterhead taxId />
        <dl className="w-facts" style={{ margin: "12px 0" }}>
          <dt>Receipt</dt>
          <dd>{receipt.receiptNumber}</dd>
          <dt>Date</dt>
          <dd>
            {formatDate(dateIn(receipt.takenAt, timeZone))} {formatTime(timeIn(receipt.takenAt, timeZone))}
          </dd>
          <dt>Patient</dt>
          <dd>
            {formatName(receipt.patientName)}
            {birthDate && `, born ${formatDate(birthDate)}`}
          </dd>
          {patient.data && (
            <>
              <dt>MRN</dt>
              <dd>{patient.data.mrn}</dd>
            </>
          )}
          <dt>For</dt>
          <dd>{purposes[receipt.purpose]}</dd>
          <dt>Paid by</dt>
          <dd>
            {methods[receipt.method]}
            {receipt.reference ? ` ${receipt.reference}` : ""}
          </dd>
          <dt>Amount</dt>
          <dd>
            <strong>{formatCents(receipt.amount)}</strong>
          </dd>
          <dt>Taken by</dt>
          <dd>{receipt.takenBy}</dd>
        </dl>
        {receipt.reversedAt && <strong>Voided {formatDate(dateIn(receipt.reversedAt, timeZone))}</strong>}
      </div>
      <Group justify="flex-end" className="p-no-print">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button data-autofocus leftSection={<IconPrinter size={16} />} onClick={() => print()}>
          Print
        </Button>
      </Group>
    </>
  );
}
