import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { sayError } from "../../../shell/undo.tsx";
import { ReasonButton } from "../reason-form.tsx";
import { letterWords, outcomeWords, wayWords, type AppealView } from "./appeal-words.ts";
import { savePdf } from "./open-pdf.ts";

/** Opens a letter that was sent, or the next one as it would go. */
export function usePdf(appealId: string) {
  const api = useTRPCClient();
  return async (letterId: string | null) => {
    const answer = await api.billing.appealPdf.query({ appealId, letterId }).catch((error: unknown) => {
      sayError(errorText(error));
      return null;
    });
    if (answer) savePdf(answer.name, answer.pdf);
  };
}

/** Letters and answers, the newest first: none is ever changed. */
export function MailHistory({ appeal }: { readonly appeal: AppealView }) {
  const pdf = usePdf(appeal.appealId);
  const session = useSession();
  const standing = appeal.answers.findLast((one) => one.takenBackBecause === null);
  const open = ["upheld", "overturned", "partly", "information-requested", "sent"].includes(appeal.status);
  if (appeal.letters.length === 0) return null;
  return (
    <div>
      <h3 style={{ margin: "0 0 6px", fontSize: 13 }}>Letters and answers</h3>
      <ul className="m-mail">
        {appeal.answers.toReversed().map((one) => (
          <li key={one.answerId}>
            <b>{outcomeWords[one.outcome]}</b> · {formatDate(one.answeredOn)} · {one.by}
            {one.dueOn && ` · wants it by ${formatDate(one.dueOn)}`}
            {one.words && <div className="m-small">{one.words}</div>}
            {one.takenBackBecause && <div className="m-small">Reversed: {one.takenBackBecause}</div>}
            {one === standing && open && session.can("claim.write") && <TakeBack appeal={appeal} />}
          </li>
        ))}
        {appeal.letters.map((one) => (
          <li key={one.letterId}>
            <b>{letterWords[one.kind]}</b> · {formatDate(one.sentOn)} · {wayWords[one.way]}
            {one.fax && ` to ${one.fax}`} · {formatCount(one.pages, "page")} · {one.by}
            {one.status === "queued" && " · waits to go"}
            {one.because && <div className="m-small">{one.because}</div>}
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`PDF of the ${letterWords[one.kind].toLowerCase()} of ${formatDate(one.sentOn)}`}
              onClick={() => void pdf(one.letterId)}
            >
              PDF
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TakeBack({ appeal }: { readonly appeal: AppealView }) {
  const takeBack = useCommand("billing", "takeBackAppealAnswer");
  const [answerId] = useState(() => newId<"answer">());
  const { appealId, version } = appeal;
  return (
    <ReasonButton
      draft={`take-back-answer:${appealId}`}
      label="Reason for the reversal"
      action="Reverse it"
      command={takeBack}
      input={(because) => ({ appealId, version, answerId, because })}
      done="Reversed. The appeal waits for the payer again."
    >
      Reverse the answer
    </ReasonButton>
  );
}
