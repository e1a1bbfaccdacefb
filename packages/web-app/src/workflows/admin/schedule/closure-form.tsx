import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useRef, useState, type FormEvent } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { closureOf, emptyClosure, hasSeveralDays, type ClosureDraft } from "./closure-draft.ts";
import { KeptFields, WeekdaysField, WhoseField } from "./closure-fields.tsx";

/** Closes the practice, a site, or one column, for some days or some hours; or keeps that time for kinds of visit. */
export function ClosureForm({ onSaved }: { readonly onSaved: () => void }) {
  const { today } = useSession();
  const add = useCommand("scheduling", "addClosure");
  const frame = useRef<HTMLFormElement>(null);
  const [values, setValues, clear, draft] = useDraft<ClosureDraft>("closed-or-kept", emptyClosure);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: Partial<ClosureDraft>) => setValues((old) => ({ ...old, ...next }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const read = closureOf(values);
    if ("problem" in read) return setProblem(read.problem);
    const result = await add.run({ ...read.wish, closureId: draft.recordId });
    if (!result.ok) return setProblem(result.error.fields?.[0]?.message ?? describeError(result.error));
    say(
      values.kept
        ? "Kept. Other visits that are booked then stay."
        : "Closed. Visits that are booked then stay: the list counts them.",
    );
    setProblem(null);
    setValues(emptyClosure);
    clear();
    onSaved();
  };
  return (
    <form
      ref={frame}
      className="w-panel a-form"
      noValidate
      aria-label="Close or keep a time"
      onSubmit={(event) => void submit(event)}
    >
      <header>
        <h2>Close or keep a time</h2>
      </header>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <RestoredNotice draft={draft} />
      <SegmentedControl
        aria-label="For whom"
        data={[
          { value: "closed", label: "Closed" },
          { value: "kept", label: "Kept for some visits" },
        ]}
        value={values.kept ? "kept" : "closed"}
        onChange={(chosen) => change({ kept: chosen === "kept" })}
      />
      <WhoseField values={values} onChange={change} />
      <DateInput
        label="First day"
        required
        today={today}
        sense="future"
        value={values.from}
        onChange={(from) => change({ from })}
      />
      <DateInput
        label="Last day"
        placeholder="The same day"
        today={today}
        sense="future"
        value={values.to}
        onChange={(to) => change({ to })}
      />
      {hasSeveralDays(values) && <WeekdaysField values={values} onChange={change} />}
      <TextInput
        label="Hours"
        placeholder="The whole day"
        autoComplete="off"
        value={values.hours}
        onChange={(event) => change({ hours: event.currentTarget.value })}
      />
      {values.kept && <KeptFields values={values} onChange={change} />}
      <TextInput
        label="Reason"
        required
        maxLength={100}
        autoComplete="off"
        value={values.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <Button type="submit" loading={add.pending}>
        {values.kept ? "Keep this time" : "Close"}
      </Button>
    </form>
  );
}
