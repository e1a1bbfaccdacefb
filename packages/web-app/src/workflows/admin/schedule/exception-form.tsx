import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { parseHours } from "./hours-text.ts";

const empty = { date: null as LocalDate | null, text: "", reason: "" };

/** Other hours on one day, or a day off. */
export function ExceptionForm({ resourceId, onSaved }: { readonly resourceId: string; readonly onSaved: () => void }) {
  const { today } = useSession();
  const save = useCommand("scheduling", "saveHoursException");
  const [{ date, text, reason }, setDraft, clear, kept] = useDraft(`hours-exception:${resourceId}`, empty);
  const change = (next: Partial<typeof empty>) => setDraft((old) => ({ ...old, ...next }));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const hours = parseHours(text);
    if (!date) return setProblem("Enter the day.");
    if (!hours) return setProblem("Enter the hours as 8-12, 1-5, or leave them empty for a day off.");
    if (reason.trim() === "") return setProblem("Enter the reason: the front desk reads it.");
    const result = await save.run({ resourceId, date, hours, reason });
    if (!result.ok) return setProblem(result.error.fields?.[0]?.message ?? describeError(result.error));
    const { bookedVisits } = result.value;
    const stay = bookedVisits === 0 ? "" : ` ${bookedVisits} booked outside of these hours: call and move them.`;
    say(`${formatDate(date)} is set.${stay}`);
    setProblem(null);
    setDraft(empty);
    clear();
    onSaved();
  };
  return (
    <form
      className="w-panel a-form"
      noValidate
      aria-label="Other hours on a day"
      onSubmit={(event) => void submit(event)}
    >
      <header>
        <h2>Other hours on a day</h2>
      </header>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <RestoredNotice draft={kept} />
      <DateInput
        label="Day"
        required
        today={today}
        sense="future"
        value={date}
        onChange={(day) => change({ date: day })}
      />
      <TextInput
        label="Hours"
        placeholder="Off"
        autoComplete="off"
        value={text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <TextInput
        label="Reason"
        required
        maxLength={100}
        autoComplete="off"
        value={reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <Button type="submit" loading={save.pending}>
        Save day
      </Button>
    </form>
  );
}
