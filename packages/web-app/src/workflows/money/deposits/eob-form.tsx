import { Button, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";
import { AddClaim } from "./add-claim.tsx";
import type { DepositCheck } from "./check-words.ts";
import { lineKey, newClaim, readEob, type KnownClaim, type Draft, type DraftClaim, type EobRead } from "./eob-model.ts";
import { useEobDraft } from "./use-eob-draft.ts";

interface Eob {
  readonly check: DepositCheck;
  readonly draft: Draft;
  readonly claims: readonly KnownClaim[];
}

/** A paper EOB, line by line from the keyboard; it posts when the whole check is explained. */
export function EobForm({ eob }: { readonly eob: Eob }) {
  const { check } = eob;
  const navigate = useNavigate();
  const post = useCommand("billing", "postEob");
  const [claims, setClaims] = useState<readonly KnownClaim[]>(eob.claims);
  const { draft, change, save, saved, error } = useEobDraft(check.checkId, {
    draft: eob.draft,
    version: check.version,
  });
  /** The claim that was added last: the caret goes to its first amount. */
  const [fresh, setFresh] = useState<string | null>(null);
  const frame = useRef<HTMLElement>(null);
  const read = readEob(check.amount, draft, claims);
  const setClaim = (claimId: string, next: Partial<DraftClaim>) =>
    change({ ...draft, claims: draft.claims.map((one) => (one.claimId === claimId ? { ...one, ...next } : one)) });
  const add = (claim: KnownClaim) => {
    if (draft.claims.some((one) => one.claimId === claim.claimId)) return;
    setFresh(claim.claimId);
    setClaims([...claims.filter((one) => one.claimId !== claim.claimId), claim]);
    change({ ...draft, claims: [...draft.claims, newClaim(claim)] });
  };
  const run = async () => {
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    if (read.stops !== null) return;
    const version = await save();
    if (version === null) return;
    const result = await post.run({ checkId: check.checkId, ...read.posted, version });
    if (!result.ok) return;
    const { posted, waits, remittanceId } = result.value;
    say(waits === 0 ? `${formatCents(posted)} posted.` : `${formatCents(posted)} posted; ${formatCents(waits)} waits.`);
    void navigate({ href: `/money/era/${remittanceId}` });
  };
  useHotkeys([["mod+Enter", () => void run()]], [], true);
  const problem = post.error ?? error;
  return (
    <section ref={frame} className="m-stack" aria-label="Paper EOB">
      <Variance check={check} read={read} />
      {problem && (
        <Notice tone="danger" role="alert">
          {problem.fields?.[0]?.message ?? describeError(problem)}
        </Notice>
      )}
      {draft.claims.map((one) => {
        const claim = claims.find((each) => each.claimId === one.claimId);
        return (
          claim && (
            <EobClaim
              key={one.claimId}
              claim={claim}
              keyed={one}
              read={read}
              fresh={fresh === one.claimId}
              onChange={(next) => setClaim(one.claimId, next)}
              onRemove={() => change({ ...draft, claims: draft.claims.filter((each) => each.claimId !== one.claimId) })}
            />
          )
        );
      })}
      <AddClaim taken={draft.claims.map((one) => one.claimId)} onAdd={add} />
      <Beside rows={draft.beside} onChange={(beside) => change({ ...draft, beside: [...beside] })} />
      <div className="m-row">
        <Button size="sm" disabled={read.stops !== null} loading={post.pending} onClick={() => void run()}>
          Post the EOB
        </Button>
        <span className="m-dim" role="status">
          {read.stops ?? "The whole check is posted to claims."}{" "}
          {saved ? "What is keyed is kept." : "Keeping what is keyed…"}
        </span>
      </div>
    </section>
  );
}

/** Check = paid on claims − kept back: the bar must read $0.00. */
function Variance({ check, read }: { readonly check: DepositCheck; readonly read: EobRead }) {
  return (
    <div className="m-variance" data-state={read.variance === 0 ? (read.stops === null ? "done" : "waits") : "off"}>
      <span>
        Check <b>{formatCents(check.amount)}</b>
      </span>
      <span>
        = paid on claims <b>{formatCents(read.paid)}</b>
      </span>
      <span>
        − withheld <b>{formatCents(read.kept)}</b>
      </span>
      <span>
        Variance <b>{formatCents(read.variance)}</b>
      </span>
    </div>
  );
}

function EobClaim(props: {
  readonly claim: KnownClaim;
  readonly keyed: DraftClaim;
  readonly read: EobRead;
  readonly fresh: boolean;
  readonly onChange: (next: Partial<DraftClaim>) => void;
  readonly onRemove: () => void;
}) {
  const { claim, keyed, read, onChange } = props;
  const left = read.left.get(claim.claimId) ?? 0;
  const setLine = (lineNumber: number, next: Partial<DraftClaim["lines"][number]>) => {
    const before = keyed.lines.find((one) => one.lineNumber === lineNumber) ?? {
      lineNumber,
      paid: null,
      off: "",
      remarks: "",
    };
    onChange({ lines: [...keyed.lines.filter((one) => one.lineNumber !== lineNumber), { ...before, ...next }] });
  };
  return (
    <section className="w-panel m-stack" aria-label={`Claim ${claim.number}`} style={{ gap: 6 }}>
      <header className="m-row m-row-apart">
        <h2 style={{ margin: 0, fontSize: 15 }}>
          {claim.number} {formatName(claim.patientName)}{" "}
          <span className="m-small">
            {formatDate(claim.serviceDate)}, billed {formatCents(claim.total)}
          </span>
        </h2>
        <span className="m-row">
          <span role="status" style={{ color: left === 0 ? undefined : "var(--p-danger)" }}>
            Left to post: <b>{formatCents(left)}</b>
          </span>
          {claim.decidedPaid !== null && (
            <Button
              size="compact-xs"
              variant={keyed.takeBack ? "filled" : "default"}
              aria-pressed={keyed.takeBack}
              onClick={() => onChange({ takeBack: !keyed.takeBack })}
            >
              Reversed by the payer
            </Button>
          )}
          <Button size="compact-xs" variant="default" aria-label={`Remove ${claim.number}`} onClick={props.onRemove}>
            Remove
          </Button>
        </span>
      </header>
      {keyed.takeBack ? (
        <span>
          Its decision of {formatCents(claim.decidedPaid ?? 0)} paid is undone, and that much less was in the check.
        </span>
      ) : (
        <>
          {claim.lines.map((line, index) => {
            const said = keyed.lines.find((one) => one.lineNumber === line.lineNumber);
            const result = read.lines.get(lineKey(claim.claimId, line.lineNumber));
            return (
              <div key={line.lineNumber} className="m-row" style={{ alignItems: "flex-end" }}>
                <span style={{ minWidth: 150 }}>
                  <b>{line.code}</b> <span className="m-small">{formatCents(line.amount)}</span>
                </span>
                <MoneyInput
                  size="xs"
                  w={100}
                  label="Paid"
                  autoFocus={props.fresh && index === 0}
                  value={said?.paid ?? null}
                  onChange={(paid) => setLine(line.lineNumber, { paid })}
                />
                <TextInput
                  size="xs"
                  w={280}
                  label="Adjustments"
                  placeholder="CO-45 60.00, PR-3"
                  maxLength={300}
                  value={said?.off ?? ""}
                  error={result?.adjustments === null ? "As CO-45 60.00, PR-3 20.00" : undefined}
                  onChange={(event) => setLine(line.lineNumber, { off: event.currentTarget.value })}
                />
                <TextInput
                  size="xs"
                  w={110}
                  label="Remarks"
                  placeholder="N265"
                  maxLength={60}
                  value={said?.remarks ?? ""}
                  onChange={(event) => setLine(line.lineNumber, { remarks: event.currentTarget.value })}
                />
                {result && result.left !== 0 && <span className="m-small">{formatCents(result.left)} left</span>}
              </div>
            );
          })}
          <div className="m-row" style={{ alignItems: "flex-end" }}>
            <TextInput
              size="xs"
              w={280}
              label="Claim-level adjustments"
              placeholder="CO-253 1.40"
              maxLength={300}
              value={keyed.off}
              onChange={(event) => onChange({ off: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              w={180}
              label="Payer's claim number"
              maxLength={30}
              value={keyed.payerClaimNumber}
              onChange={(event) => onChange({ payerClaimNumber: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </section>
  );
}

type BesideRow = Draft["beside"][number];
type BesideRows = CommandInput<"billing", "saveEob">["draft"]["beside"];

/** What the payer kept back or added beside the claims: interest, a recoupment, a balance carried forward. */
function Beside({
  rows,
  onChange,
}: {
  readonly rows: BesideRows;
  readonly onChange: (rows: readonly BesideRow[]) => void;
}) {
  const set = (index: number, next: Partial<BesideRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...next } : row)));
  return (
    <section className="w-panel m-stack" aria-label="Provider-level adjustments (PLB)" style={{ gap: 6 }}>
      <header className="m-row m-row-apart">
        <h2 style={{ margin: 0, fontSize: 15 }}>
          Provider-level adjustments (PLB){" "}
          <span className="m-small">L6 interest as a negative amount, WO overpayment recovery, FB carried forward</span>
        </h2>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onChange([...rows, { reason: "", reference: "", amount: null }])}
        >
          Add an amount
        </Button>
      </header>
      {rows.map((row, index) => (
        // Rows keep their place; two may be equal.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="m-row" style={{ alignItems: "flex-end" }}>
          <TextInput
            size="xs"
            w={70}
            label="Code"
            maxLength={2}
            value={row.reason}
            onChange={(event) => set(index, { reason: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            w={180}
            label="Reference"
            maxLength={30}
            value={row.reference}
            onChange={(event) => set(index, { reference: event.currentTarget.value })}
          />
          <MoneyInput
            size="xs"
            w={120}
            label="Withheld"
            value={row.amount}
            onChange={(amount) => set(index, { amount })}
          />
          <Button
            size="xs"
            variant="default"
            aria-label={`Remove amount ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
    </section>
  );
}
