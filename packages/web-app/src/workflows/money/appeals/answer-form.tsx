import { Button, Textarea } from "@mantine/core";
import { appealOutcome } from "@practicum/contracts/billing/appeals";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { outcomeWords, type AppealView } from "./appeal-words.ts";

/** What the payer answered, by letter, telephone or portal. Answers that come by the clearinghouse are here by themselves. */
export function AnswerForm({ appeal, onClose }: { readonly appeal: AppealView; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { today } = useSession();
  const record = useCommand("billing", "recordAppealAnswer");
  const [answerId] = useState(() => newId<"answer">());
  const [outcome, setOutcome] = useState<string | null>(null);
  const [answeredOn, setAnsweredOn] = useState<string | null>(today);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const chosen = appealOutcome.options.find((one) => one === outcome);
  const run = async () => {
    if (!chosen || answeredOn === null) return;
    const { appealId, version } = appeal;
    const due = chosen === "information" ? dueOn : null;
    const result = await record.run({ appealId, version, answerId, outcome: chosen, answeredOn, dueOn: due, words });
    void client.invalidateQueries(trpc.billing.pathFilter());
    if (!result.ok) return;
    say(`Recorded: ${outcomeWords[chosen].toLowerCase()}.`);
    onClose();
  };
  return (
    <form
      className="m-stack"
      style={{ gap: 8 }}
      aria-label="The payer's answer"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {record.error && (
        <Notice tone="danger">{record.error.fields?.[0]?.message ?? describeError(record.error)}</Notice>
      )}
      <ChoiceList
        size="xs"
        label="The payer"
        data={appealOutcome.options.map((value) => ({ value, label: outcomeWords[value] }))}
        value={outcome}
        onChange={setOutcome}
      />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <DateInput
          size="xs"
          label="Day of the answer"
          today={today}
          sense="past"
          value={answeredOn}
          onChange={setAnsweredOn}
        />
        {chosen === "information" && (
          <DateInput size="xs" label="Wants it by" today={today} sense="future" value={dueOn} onChange={setDueOn} />
        )}
      </div>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={1000}
        label="What it says"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className="m-row">
        <Button
          type="submit"
          size="compact-sm"
          loading={record.pending}
          disabled={chosen === undefined || answeredOn === null}
        >
          Record the answer
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
