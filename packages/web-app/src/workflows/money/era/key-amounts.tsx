import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { adjustmentsIn, wordsOf } from "./adjustment-words.ts";
import type { RemittanceClaim } from "./remittance-types.ts";

interface Row {
  readonly code: string;
  readonly billed: number;
  readonly paid: number | null;
  /** "CO-45 60.00, PR-3 20.00": as fast to type as to read. */
  readonly off: string;
}

interface Draft {
  readonly rows: readonly Row[];
  readonly whole: string;
}

/** Line by line what the payer's paper says; the rest shown must come to zero. */
export function KeyAmounts({ claim, onDone }: { readonly claim: RemittanceClaim; readonly onDone: () => void }) {
  const key = useCommand("billing", "keyException");
  const [{ rows, whole }, setDraft, clear, kept] = useDraft<Draft>(`key:${claim.remittanceClaimId}`, {
    rows: claim.lines.map(({ code, billed, paid, adjustments }) => ({ code, billed, paid, off: wordsOf(adjustments) })),
    whole: wordsOf(claim.adjustments),
  });
  const [waits, setWaits] = useState<string | null>(null);
  const read = rows.map((row) => ({ paid: row.paid ?? 0, adjustments: adjustmentsIn(row.off) }));
  const own = adjustmentsIn(whole);
  const unread = own === null || read.some((row) => row.adjustments === null);
  const taken = [...(own ?? []), ...read.flatMap((row) => row.adjustments ?? [])].reduce(
    (sum, one) => sum + one.amount,
    0,
  );
  const left = claim.billed - claim.paid - taken;
  const set = (index: number, change: Partial<Row>) =>
    setDraft({ whole, rows: rows.map((row, at) => (at === index ? { ...row, ...change } : row)) });
  const run = async () => {
    const lines = read.map((row) => ({ paid: row.paid, adjustments: row.adjustments ?? [] }));
    const result = await key.run({ remittanceClaimId: claim.remittanceClaimId, adjustments: own ?? [], lines });
    if (!result.ok) return;
    clear();
    if (result.value.posted) {
      say("Keyed and posted.");
      onDone();
    } else setWaits(result.value.problem);
  };
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      {key.error && <Notice tone="danger">{describeError(key.error)}</Notice>}
      {waits && <Notice tone="info">The sums hold now, but it still waits: {waits}</Notice>}
      <RestoredNotice small draft={kept} />
      {rows.map((row, index) => (
        // The payer's lines keep their place; two may be equal.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="m-row" style={{ alignItems: "flex-end" }}>
          <span style={{ minWidth: 120 }}>
            {row.code} <span className="m-small">{formatCents(row.billed)}</span>
          </span>
          <MoneyInput size="xs" w={90} label="Paid" value={row.paid} onChange={(paid) => set(index, { paid })} />
          <TextInput
            size="xs"
            w={260}
            label="Adjustments"
            placeholder="CO-45 60.00, PR-3 20.00"
            value={row.off}
            error={adjustmentsIn(row.off) === null ? "As CO-45 60.00, PR-3 20.00" : undefined}
            onChange={(event) => set(index, { off: event.currentTarget.value })}
          />
        </div>
      ))}
      <TextInput
        size="xs"
        w={360}
        label="Claim-level adjustments"
        placeholder="CO-253 1.40"
        value={whole}
        error={own === null ? "As CO-253 1.40" : undefined}
        onChange={(event) => setDraft({ rows, whole: event.currentTarget.value })}
      />
      <div className="m-row">
        <Button size="compact-sm" loading={key.pending} disabled={unread || left !== 0} onClick={() => void run()}>
          Keep and post
        </Button>
        <span role="status" style={{ color: left === 0 ? undefined : "var(--p-danger)" }}>
          Left to post: <b>{formatCents(left)}</b>
        </span>
      </div>
    </div>
  );
}
