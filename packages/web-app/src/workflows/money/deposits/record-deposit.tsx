import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { depositKinds, type DepositCheck } from "./check-words.ts";

type Kind = DepositCheck["depositKind"];
interface Row {
  readonly checkId: string;
  readonly payerId: string | null;
  readonly patientId: string | null;
  readonly number: string;
  readonly amount: Cents | null;
  readonly ofPatient: boolean;
  readonly patientName: string;
}

interface Draft {
  readonly kind: Kind;
  readonly depositedOn: string | null;
  readonly total: Cents | null;
  readonly rows: readonly Row[];
}

const emptyRow = (): Row => ({
  checkId: newId<"deposit-check">(),
  payerId: null,
  patientId: null,
  number: "",
  amount: null,
  ofPatient: false,
  patientName: "",
});

/** What the bank shows, check by check. Of one EFT or check its own amount is the deposit's. */
export function RecordDeposit() {
  const session = useSession();
  const record = useCommand("billing", "recordDeposit");
  const [first] = useState(emptyRow);
  const blank: Draft = { kind: "eft", depositedOn: session.today, total: null, rows: [first] };
  const [draft, setDraft, clear, kept] = useDraft<Draft>("record-deposit", blank);
  const { kind, depositedOn, total, rows } = draft;
  const put = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const [open, setOpen] = useState(kept.restored);
  const frame = useRef<HTMLFormElement>(null);
  const sum = rows.reduce((all, row) => all + (row.amount ?? 0), 0);
  const amount = kind === "lockbox" ? total : (rows[0]?.amount ?? null);
  // limit: an EFT and a check have one row.
  const used = kind === "lockbox" ? rows : rows.slice(0, 1);
  const left = (amount ?? 0) - (kind === "lockbox" ? sum : (rows[0]?.amount ?? 0));
  const ready =
    depositedOn !== null &&
    amount !== null &&
    amount > 0 &&
    left === 0 &&
    used.every((row) => row.number.trim() !== "" && row.amount !== null && (row.payerId ?? row.patientId) !== null);
  const set = (index: number, change: Partial<Row>) =>
    put({ rows: rows.map((row, at) => (at === index ? { ...row, ...change } : row)) });
  const run = async () => {
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    if (!ready || amount === null || depositedOn === null) return;
    const result = await record.run({
      depositId: kept.recordId,
      kind,
      depositedOn,
      amount,
      reference: "",
      checks: used.map((row) => ({
        checkId: row.checkId,
        payerId: row.ofPatient ? null : row.payerId,
        patientId: row.ofPatient ? row.patientId : null,
        number: row.number.trim(),
        amount: row.amount ?? 0,
      })),
    });
    if (!result.ok) return;
    const { number, matched } = result.value;
    say(matched > 0 ? `${number} recorded; its 835 was found.` : `${number} recorded.`);
    setDraft({ ...draft, total: null, rows: [emptyRow()] });
    clear();
  };
  if (!open)
    return (
      <div>
        <Button size="xs" data-guide="deposit.new" onClick={() => setOpen(true)}>
          Record a deposit
        </Button>
      </div>
    );
  return (
    <form
      ref={frame}
      className="w-panel m-stack"
      aria-label="Record a deposit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RestoredNotice draft={kept} />
      <DepositHead
        kind={kind}
        depositedOn={depositedOn}
        total={total}
        today={session.today}
        onKind={(next) => put({ kind: next })}
        onDay={(day) => put({ depositedOn: day })}
        onTotal={(cents) => put({ total: cents })}
      />
      {used.map((row, index) => (
        <CheckRow
          key={row.checkId}
          row={row}
          place={index + 1}
          kind={kind}
          onChange={(change) => set(index, change)}
          onRemove={
            kind === "lockbox" && rows.length > 1 ? () => put({ rows: rows.filter((_, at) => at !== index) }) : null
          }
        />
      ))}
      {record.error && <Notice tone="danger">{problemOf(record.error)}</Notice>}
      <div className="m-row">
        {kind === "lockbox" && (
          <Button size="xs" variant="default" onClick={() => put({ rows: [...rows, emptyRow()] })}>
            Another check
          </Button>
        )}
        <Button size="xs" type="submit" disabled={!ready} loading={record.pending}>
          Record the deposit
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          Close
        </Button>
        {kind === "lockbox" && (
          <span role="status" style={{ color: left === 0 ? undefined : "var(--p-danger)" }}>
            Left to list: <b>{formatCents(left)}</b>
          </span>
        )}
      </div>
    </form>
  );
}

function DepositHead(props: {
  readonly kind: Kind;
  readonly depositedOn: string | null;
  readonly total: Cents | null;
  readonly today: string;
  readonly onKind: (kind: Kind) => void;
  readonly onDay: (day: string | null) => void;
  readonly onTotal: (total: Cents | null) => void;
}) {
  const { kind } = props;
  return (
    <div className="m-row" style={{ alignItems: "flex-end" }}>
      <SegmentedControl
        size="xs"
        aria-label="Deposit type"
        data={Object.entries(depositKinds).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(value) => props.onKind(value as Kind)}
      />
      <DateInput
        size="xs"
        w={120}
        label="In the bank on"
        today={props.today}
        value={props.depositedOn}
        onChange={props.onDay}
      />
      {kind === "lockbox" && (
        <MoneyInput size="xs" w={130} label="Deposit's total" value={props.total} onChange={props.onTotal} />
      )}
    </div>
  );
}

function CheckRow(props: {
  readonly row: Row;
  /** From 1. */
  readonly place: number;
  readonly kind: Kind;
  readonly onChange: (change: Partial<Row>) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { row, place, kind, onChange, onRemove } = props;
  const trpc = useTRPC();
  const payers = useQuery(trpc.billing.listPayers.queryOptions({}));
  return (
    <div className="m-row" style={{ alignItems: "flex-end" }}>
      {kind === "lockbox" && (
        <SegmentedControl
          size="xs"
          aria-label={`Check ${place} is from`}
          data={[
            { value: "payer", label: "Payer" },
            { value: "patient", label: "Patient" },
          ]}
          value={row.ofPatient ? "patient" : "payer"}
          onChange={(value) => onChange({ ofPatient: value === "patient", payerId: null, patientId: null })}
        />
      )}
      {row.ofPatient ? (
        <PatientOfCheck row={row} onPick={onChange} />
      ) : (
        <ChoiceList
          size="xs"
          w={240}
          label="Payer"
          data={(payers.data ?? [])
            .filter((one) => one.kind !== "self-pay")
            .map((one) => ({ value: one.payerId, label: one.name }))}
          value={row.payerId}
          onChange={(payerId) => onChange({ payerId })}
        />
      )}
      <TextInput
        size="xs"
        w={160}
        label={kind === "eft" ? "Trace (TRN02)" : "Check number"}
        maxLength={50}
        value={row.number}
        onChange={(event) => onChange({ number: event.currentTarget.value })}
      />
      <MoneyInput size="xs" w={120} label="Amount" value={row.amount} onChange={(amount) => onChange({ amount })} />
      {onRemove && (
        <Button size="xs" variant="default" aria-label={`Remove check ${place}`} onClick={onRemove}>
          Remove
        </Button>
      )}
    </div>
  );
}

function PatientOfCheck({
  row,
  onPick,
}: {
  readonly row: Row;
  readonly onPick: (patient: Pick<Row, "patientId" | "patientName">) => void;
}) {
  if (row.patientId === null)
    return (
      <PatientPicker
        label="Patient"
        onPick={(patient) => onPick({ patientId: patient.patientId, patientName: formatName(patient.name) })}
      />
    );
  return (
    <div className="m-row">
      <b>{row.patientName}</b>
      <Button size="compact-xs" variant="default" onClick={() => onPick({ patientId: null, patientName: "" })}>
        Another patient
      </Button>
    </div>
  );
}

/** The field's own words where there are some: "checks.1.number" is the second check. */
function problemOf(error: DomainError): string {
  const own = error.fields?.[0]?.message ?? describeError(error);
  const check = /^checks\.(\d+)\./.exec(error.field ?? "");
  return check ? `Check ${Number(check[1]) + 1}: ${own}` : own;
}
