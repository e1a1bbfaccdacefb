import { SegmentedControl, TextInput } from "@mantine/core";
import { preventiveCareOperations } from "@practicum/contracts/charting/preventive-care";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import type { PreventiveAnswer, PreventiveItem } from "./preventive-words.ts";

interface Props {
  readonly patientId: string;
  readonly item: PreventiveItem;
  readonly onClose: () => void;
}

interface Values extends Record<string, unknown> {
  readonly kind: PreventiveAnswer["kind"];
  readonly way: string | null;
  readonly on: LocalDate | null;
  readonly note: string;
}

const dayLabels = { done: "Done on", declined: "Declined on", "not-applicable": "Since" } as const;
const noteLabels = { done: "Source", declined: "Reason", "not-applicable": "Why it does not apply" } as const;

/** Of this patient and this recommendation. */
export function answerDraft(patientId: string, rule: string): string {
  return `preventive-care:${patientId}:${rule}`;
}

/** What is known of a recommendation that no record here shows: done elsewhere, declined, or not for this patient. */
export function AnswerForm({ patientId, item, onClose }: Props) {
  const { today } = useSession();
  const withdraw = useCommand("charting", "withdrawPreventiveAnswer");
  const initialValues: Values = {
    kind: "done",
    way: item.ways.length === 1 ? (item.ways[0]?.way ?? null) : null,
    on: null,
    note: "",
  };
  const of = useCommandForm({
    draft: answerDraft(patientId, item.rule),
    initialValues,
    schema: preventiveCareOperations.answerPreventiveCare.input,
    toInput: (v, answerId) => ({
      ...v,
      answerId,
      patientId,
      rule: item.rule,
      way: v.kind === "done" ? v.way : null,
      // A refusal is of today unless somebody says otherwise; the day of an examination nobody guesses.
      on: v.on ?? (v.kind === "done" ? null : today),
    }),
    command: useCommand("charting", "answerPreventiveCare"),
    onDone: (_, { answerId }) => {
      offerUndo(`${item.name}: kept.`, () => {
        void withdraw.run({ answerId, patientId }).then((back) => {
          if (!back.ok) sayError(`${item.name}: not removed. ${errorText(back.error)}`);
        });
      });
      onClose();
    },
  });
  const { form } = of;
  const { kind } = form.getValues();
  return (
    <CommandForm
      of={of}
      className="c-form"
      label={`What is known: ${item.name}`}
      action="Save"
      size="xs"
      onCancel={onClose}
    >
      <SegmentedControl
        size="xs"
        aria-label="What is known"
        data={[
          { value: "done", label: "Done elsewhere" },
          { value: "declined", label: "Declined" },
          { value: "not-applicable", label: "Does not apply" },
        ]}
        {...form.getInputProps("kind")}
      />
      <div className="i-fields">
        {kind === "done" && item.ways.length > 1 && (
          <ChoiceList
            label="What was done"
            required
            data={item.ways.map(({ way, name }) => ({ value: way, label: name }))}
            {...form.getInputProps("way")}
          />
        )}
        <DateInput
          label={dayLabels[kind]}
          required={kind === "done"}
          today={today}
          sense="past"
          {...form.getInputProps("on")}
        />
        <TextInput
          label={noteLabels[kind]}
          required={kind === "not-applicable"}
          maxLength={300}
          {...form.getInputProps("note")}
        />
      </div>
    </CommandForm>
  );
}
