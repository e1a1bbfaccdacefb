import { Textarea } from "@mantine/core";
import { appealOperations, appealOutcome } from "@practicum/contracts/billing/appeals";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { outcomeWords, type AppealView } from "./appeal-words.ts";

type Outcome = (typeof appealOutcome.options)[number];

/** What the payer answered, by letter, telephone or portal. Answers that come by the clearinghouse are here by themselves. */
export function AnswerForm({ appeal, onClose }: { readonly appeal: AppealView; readonly onClose: () => void }) {
  const { today } = useSession();
  const { appealId, version } = appeal;
  const of = useCommandForm({
    draft: `appeal-answer:${appealId}`,
    initialValues: {
      outcome: null as Outcome | null,
      answeredOn: today as string | null,
      dueOn: null as string | null,
      words: "",
    },
    schema: appealOperations.recordAppealAnswer.input,
    toInput: ({ outcome, answeredOn, dueOn, words }, answerId) => ({
      appealId,
      version,
      answerId,
      outcome,
      answeredOn,
      dueOn: outcome === "information" ? dueOn : null,
      words,
    }),
    command: useCommand("billing", "recordAppealAnswer"),
    onDone: (_, { outcome }) => {
      say(`Recorded: ${outcomeWords[outcome].toLowerCase()}.`);
      onClose();
    },
  });
  const { form } = of;
  const { outcome, answeredOn } = form.getValues();
  return (
    <CommandForm
      of={of}
      style={{ gap: 8 }}
      label="The payer's answer"
      action="Record the answer"
      size="xs"
      disabled={outcome === null || answeredOn === null}
      onCancel={onClose}
    >
      <ChoiceList
        size="xs"
        label="The payer"
        data={appealOutcome.options.map((value) => ({ value, label: outcomeWords[value] }))}
        {...form.getInputProps("outcome")}
      />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <DateInput size="xs" label="Decision date" today={today} sense="past" {...form.getInputProps("answeredOn")} />
        {outcome === "information" && (
          <DateInput
            size="xs"
            label="Due at the payer by"
            today={today}
            sense="future"
            {...form.getInputProps("dueOn")}
          />
        )}
      </div>
      <Textarea size="xs" autosize minRows={2} maxLength={1000} label="What it says" {...form.getInputProps("words")} />
    </CommandForm>
  );
}
