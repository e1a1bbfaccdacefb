import { Button, TextInput } from "@mantine/core";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { describeError } from "@practicum/contracts/error";
import { useState, type FormEvent } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { formatHours, parseHours } from "./hours-text.ts";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map(
  (name, index) => ({ name, weekday: index + 1 }),
);

interface Props {
  readonly resourceId: string;
  /** The hours to begin from. */
  readonly known: readonly { readonly weekday: number; readonly start: LocalTime; readonly end: LocalTime }[] | null;
  readonly onSaved: () => void;
}

interface Draft {
  readonly from: LocalDate | null;
  readonly days: readonly string[];
}

const USUAL = "8-12, 1-5";

/** Sets the week from a day on. */
export function WeekForm({ resourceId, known, onSaved }: Props) {
  const { today } = useSession();
  const save = useCommand("scheduling", "saveTemplate");
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`week:${resourceId}`, {
    from: today,
    days: weekdays.map(({ weekday }) =>
      known ? formatHours(known.filter((one) => one.weekday === weekday)) : weekday <= 5 ? USUAL : "",
    ),
  });
  const { from, days } = draft;
  const [problem, setProblem] = useState<string | null>(null);
  const [unread, setUnread] = useState<readonly number[]>([]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const read = days.map(parseHours);
    const wrong = read.flatMap((hours, index) => (hours === null ? [index] : []));
    setUnread(wrong);
    if (wrong.length > 0) return;
    if (!from) return setProblem("Enter the day from which these hours hold.");
    const hours = read.flatMap((list, index) => (list ?? []).map((one) => ({ ...one, weekday: index + 1 })));
    const result = await save.run({ resourceId, from, hours });
    if (!result.ok) return setProblem(result.error.fields?.[0]?.message ?? describeError(result.error));
    clear();
    say("The hours are set. Visits that are booked outside of them stay where they are.");
    onSaved();
  };
  return (
    <form className="w-panel a-form" noValidate aria-label="Set weekly hours" onSubmit={(event) => void submit(event)}>
      <header>
        <h2>Set the week</h2>
      </header>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <RestoredNotice draft={kept} />
      <DateInput
        label="From"
        required
        today={today}
        sense="future"
        value={from}
        onChange={(day) => setDraft({ ...draft, from: day })}
      />
      {weekdays.map(({ name }, index) => (
        <TextInput
          key={name}
          label={name}
          placeholder="Off"
          autoComplete="off"
          value={days[index] ?? ""}
          error={unread.includes(index) ? "Enter hours as 8-12, 1-5, or leave it empty for a day off." : undefined}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft((old) => ({ ...old, days: old.days.map((day, at) => (at === index ? text : day)) }));
          }}
        />
      ))}
      <Button type="submit" loading={save.pending}>
        Save hours
      </Button>
    </form>
  );
}
