import { Button, Textarea } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { actionWords, type DenialView } from "../claim-words.ts";
import { useBeginAppeal } from "../appeals/use-begin-appeal.ts";
import { WorkPanel } from "../work/work-panel.tsx";
import { AppealsOfDenial } from "./appeals-of-denial.tsx";
import { ReopenDenial, WriteOff, writeOffDraft } from "./write-off.tsx";
import { correctionHref, lineageHref } from "./lineage-href.ts";

/** One refusal: what it means, what to do first and why, the way back to its cause, and the actions. */
export function DenialDetail({ denialId }: { readonly denialId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getDenial.queryOptions({ denialId }));
  if (query.isError)
    return <ErrorState what="The denial" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={8} />;
  const denial = query.data;
  return (
    <section className="w-panel m-stack" aria-label="Denial">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {denial.group}-{denial.reason} {denial.meaning}
          </h2>
          <span className="m-small">
            {formatName(denial.patientName)} · claim{" "}
            <Link to={`/money/claims/${denial.claimId}`} className="p-anchor">
              {denial.claimNumber}
            </Link>{" "}
            · {denial.payerName} · {formatDate(denial.serviceDate)}
          </span>
        </div>
        <Amount value={denial.amount} strong />
      </header>
      <div className="m-row">
        <StateChip kind="denial" state={denial.status} />
        {denial.deadline && <span className="m-small">Act by {formatDate(denial.deadline)}</span>}
      </div>
      <Notice tone="info">
        <b>{actionWords[denial.recommendedAction]}.</b> {denial.recommendation}
      </Notice>
      {denial.remarks.length > 0 && <div className="m-small">The payer remarks: {denial.remarks.join("; ")}</div>}
      <div>
        <h3 style={{ margin: "0 0 6px", fontSize: 13 }}>Root cause</h3>
        <ol className="m-lineage">
          {denial.lineage.map((step) => (
            <li key={step.what}>
              <small>{step.what}</small>
              <LineageValue step={step} patientId={denial.patientId} claimId={denial.claimId} />
            </li>
          ))}
        </ol>
      </div>
      <WorkPanel
        work={{
          kind: "denials",
          id: denial.denialId,
          claimId: denial.claimId,
          ownerId: denial.ownerId,
          ownerName: denial.ownerName,
          followUpOn: denial.followUpOn,
          finished: denial.status !== "open" && denial.status !== "appealed",
          notes: denial.notes,
        }}
      />
      <AppealsOfDenial denialId={denial.denialId} />
      {(denial.status === "open" || denial.status === "appealed") && <DenialActions denial={denial} />}
      {(denial.status === "written-off" || denial.status === "billed-patient") && <ReopenDenial denial={denial} />}
    </section>
  );
}

function LineageValue(props: {
  readonly step: DenialView["lineage"][number];
  readonly patientId: string;
  readonly claimId: string;
}) {
  const href = lineageHref(props.step, props);
  if (!href) return <span>{props.step.value}</span>;
  return (
    <Link to={href} className="p-anchor">
      {props.step.value}
    </Link>
  );
}

type Action = CommandInput<"billing", "resolveDenial">["action"];

function DenialActions({ denial }: { readonly denial: DenialView }) {
  const navigate = useNavigate();
  const session = useSession();
  const resolve = useCommand("billing", "resolveDenial");
  const appeal = useBeginAppeal();
  const [note, setNote, clear, kept] = useDraft(`denial-note:${denial.denialId}`, "");
  const [givingUp, setGivingUp] = useState(() => hasDraft(writeOffDraft(denial.denialId)));
  if (!session.can("claim.write")) return null;
  const act = async (action: Exclude<Action, "write-off">) => {
    const { denialId, version } = denial;
    const result = await resolve.run({ denialId, version, action, note: note.trim() || actionWords[action] });
    if (!result.ok) return;
    clear();
    say(`${actionWords[action]}: done.`);
    if (action === "correct") void navigate({ href: correctionHref(denial) });
  };
  const primary = (action: Action | "appeal") => (denial.recommendedAction === action ? "filled" : "default");
  if (denial.approvalWaits)
    return <Notice tone="info">A write-off was asked for. It waits for a second person (Money, Approvals).</Notice>;
  return (
    <div className="m-stack" style={{ gap: 8 }}>
      <RestoredNotice small draft={kept} />
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={500}
        label="Note for the claim's history"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {resolve.error && <Notice tone="danger">{describeError(resolve.error)}</Notice>}
      {appeal.error && <Notice tone="danger">{describeError(appeal.error)}</Notice>}
      <div className="m-row">
        <Button size="xs" variant={primary("correct")} loading={resolve.pending} onClick={() => void act("correct")}>
          Correct and resend
        </Button>
        {denial.status === "open" && (
          <Button
            size="xs"
            variant={primary("appeal")}
            loading={appeal.pending}
            onClick={() => void appeal.begin(denial.denialId)}
          >
            Appeal
          </Button>
        )}
        <Button
          size="xs"
          variant={primary("bill-patient")}
          loading={resolve.pending}
          disabled={denial.group !== "PR"}
          onClick={() => void act("bill-patient")}
        >
          Bill the patient
        </Button>
        <Button
          size="xs"
          data-guide="denial.write-off"
          variant={primary("write-off")}
          aria-expanded={givingUp}
          onClick={() => setGivingUp(!givingUp)}
        >
          Write off
        </Button>
      </div>
      {givingUp && <WriteOff denial={denial} note={note} onWrittenOff={clear} onClose={() => setGivingUp(false)} />}
      {denial.group !== "PR" && (
        <span className="m-small">
          The payer did not say that this is the patient&apos;s to pay, so the patient is never billed for it.
        </span>
      )}
    </div>
  );
}
