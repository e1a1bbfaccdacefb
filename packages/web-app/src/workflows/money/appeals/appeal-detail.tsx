import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { Amount } from "../amount.tsx";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { ReasonForm } from "../reason-form.tsx";
import { AnswerForm } from "./answer-form.tsx";
import type { AppealView } from "./appeal-words.ts";
import { FollowUp } from "./follow-up.tsx";
import { LetterEditor } from "./letter-editor.tsx";
import { MailHistory } from "./mail-history.tsx";

/** One appeal: where it stands, its next letter, what was sent and answered. */
export function AppealDetail({ appealId }: { readonly appealId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getAppeal.queryOptions({ appealId }));
  if (query.isError)
    return <ErrorState what="The appeal" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={8} />;
  return <Detail appeal={query.data} />;
}

type Opened = "correct" | "answer" | "withdraw" | null;

/** Which form of this appeal was left half typed: it opens by itself. */
function halfTyped(appealId: string): Opened {
  if (hasFormDraft(`appeal-answer:${appealId}`)) return "answer";
  return hasDraft(`reason:withdraw:${appealId}`) ? "withdraw" : null;
}

function Detail({ appeal }: { readonly appeal: AppealView }) {
  const may = useSession().can("claim.write");
  const [opened, setOpened] = useState<Opened>(() => halfTyped(appeal.appealId));
  const close = () => setOpened(null);
  const writes = appeal.status === "draft" || appeal.status === "information-requested";
  const edits = writes || (opened === "correct" && appeal.status === "sent");
  return (
    <section className="w-panel m-stack" aria-label="Appeal">
      <Head appeal={appeal} />
      {may && appeal.followUpOn !== null && <FollowUp appeal={appeal} />}
      {writes && <Warnings appeal={appeal} />}
      {may && <Steps appeal={appeal} opened={opened} onOpen={setOpened} />}
      {opened === "answer" && <AnswerForm appeal={appeal} onClose={close} />}
      {opened === "withdraw" && <Withdraw appeal={appeal} onClose={close} />}
      {may && edits && <LetterEditor key={`${appeal.status} ${appeal.letters.length}`} appeal={appeal} />}
      <MailHistory appeal={appeal} />
    </section>
  );
}

/** What can be done beside the letter. */
function Steps(props: {
  readonly appeal: AppealView;
  readonly opened: Opened;
  readonly onOpen: (what: Opened) => void;
}) {
  const { appeal, opened, onOpen } = props;
  if (opened === "answer" || opened === "withdraw") return null;
  if (appeal.status === "draft")
    return (
      <div className="m-row">
        <Button size="compact-sm" variant="default" onClick={() => onOpen("withdraw")}>
          Discard the draft
        </Button>
      </div>
    );
  if (appeal.status !== "sent" && appeal.status !== "information-requested") return null;
  return (
    <div className="m-row">
      <Button size="xs" variant={appeal.status === "sent" ? "filled" : "default"} onClick={() => onOpen("answer")}>
        Record the answer
      </Button>
      {appeal.status === "sent" && (
        <Button size="xs" variant="default" onClick={() => onOpen(opened === "correct" ? null : "correct")}>
          Correct the letter
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => onOpen("withdraw")}>
        Withdraw
      </Button>
    </div>
  );
}

function Head({ appeal }: { readonly appeal: AppealView }) {
  return (
    <>
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {appeal.levelName}, {appeal.group}-{appeal.reason}
          </h2>
          <span className="m-small">
            {formatName(appeal.patientName)} · claim{" "}
            <Link to={`/money/claims/${appeal.claimId}`} className="p-anchor">
              {appeal.claimNumber}
            </Link>{" "}
            ·{" "}
            <Link to={`/money/denials/${appeal.denialId}`} search={{ show: "open" }} className="p-anchor">
              denial
            </Link>{" "}
            · {appeal.payerName} · {formatDate(appeal.serviceDate)}
          </span>
        </div>
        <Amount value={appeal.amount} strong />
      </header>
      <div className="m-row">
        <StateChip kind="appeal" state={appeal.status} />
        {appeal.status === "draft" && appeal.dueOn && (
          <span className="m-small">To be sent by {formatDate(appeal.dueOn)}</span>
        )}
        {appeal.sentOn && <span className="m-small">Sent {formatDate(appeal.sentOn)}</span>}
        <span className="m-small">
          Level {appeal.level} of {appeal.levels.length}: {appeal.levels.map((one) => one.name).join(", then ")}
        </span>
      </div>
      {appeal.status === "overturned" || appeal.status === "partly" ? (
        <Notice tone="info">
          The payer has granted it. The money comes with its new remittance, and the denial goes with it.
        </Notice>
      ) : null}
      {appeal.status === "upheld" && (
        <Notice tone="warn">The denial is open again: appeal at the next level, or settle it another way.</Notice>
      )}
    </>
  );
}

function Warnings({ appeal }: { readonly appeal: AppealView }) {
  if (appeal.warnings.length === 0) return null;
  return (
    <Notice tone="warn">
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {appeal.warnings.map((one) => (
          <li key={one.field}>{one.message}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Withdraw({ appeal, onClose }: { readonly appeal: AppealView; readonly onClose: () => void }) {
  const withdraw = useCommand("billing", "withdrawAppeal");
  const [letterId] = useState(() => newId<"letter">());
  const draft = appeal.status === "draft";
  const { appealId, version } = appeal;
  return (
    <ReasonForm
      draft={`withdraw:${appealId}`}
      label={draft ? "Why is the draft discarded?" : "Why is the appeal withdrawn? The letter says so too."}
      action={draft ? "Discard it" : "Withdraw it"}
      command={withdraw}
      input={(because) => ({ appealId, version, letterId, because })}
      done={draft ? "Discarded." : "Withdrawn by a letter. The denial is open again."}
      onClose={onClose}
    />
  );
}
