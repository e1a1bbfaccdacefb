import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { parseHours } from "./hours-text.ts";

const empty = {
  whose: "practice",
  from: null as LocalDate | null,
  to: null as LocalDate | null,
  hours: "",
  reason: "",
};

/** Closes the practice, a site, or one column, for some days or some hours. */
export function ClosureForm({ onSaved }: { readonly onSaved: () => void }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const add = useCommand("scheduling", "addClosure");
  const frame = useRef<HTMLFormElement>(null);
  const [values, setValues, clear, kept] = useDraft("closure", empty);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: Partial<typeof empty>) => setValues((old) => ({ ...old, ...next }));
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const siteName = (id: string) => sites.data?.find((one) => one.locationId === id)?.name ?? "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const hours = parseHours(values.hours);
    if (!values.from) return setProblem("Enter the first day.");
    if (!hours || hours.length > 1)
      return setProblem("Enter the hours as 12-1, or leave them empty for the whole day.");
    if (values.reason.trim() === "") return setProblem("Enter the reason: the front desk reads it.");
    const [kind, id = null] = values.whose.split(":");
    const result = await add.run({
      closureId: kept.recordId,
      locationId: kind === "site" ? id : null,
      resourceId: kind === "column" ? id : null,
      date: values.from,
      until: values.to ?? values.from,
      start: hours[0]?.start ?? null,
      end: hours[0]?.end ?? null,
      reason: values.reason,
    });
    if (!result.ok) return setProblem(result.error.fields?.[0]?.message ?? describeError(result.error));
    say("Closed. Visits that are booked then stay: the list counts them.");
    setProblem(null);
    setValues(empty);
    clear();
    onSaved();
  };
  return (
    <form
      ref={frame}
      className="w-panel a-form"
      noValidate
      aria-label="Close for a time"
      onSubmit={(event) => void submit(event)}
    >
      <header>
        <h2>Close for a time</h2>
      </header>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <RestoredNotice draft={kept} />
      <ChoiceList
        label="What is closed"
        data={[
          { value: "practice", label: "The whole practice" },
          ...(sites.data ?? [])
            .filter((one) => one.active)
            .map((one) => ({ value: `site:${one.locationId}`, label: one.name, group: "A site" })),
          ...(resources.data ?? [])
            .filter((one) => one.active)
            .map((one) => ({
              value: `column:${one.resourceId}`,
              label: `${one.name} · ${siteName(one.locationId)}`,
              group: "One column",
            })),
        ]}
        value={values.whose}
        onChange={(whose) => change({ whose: whose ?? "practice" })}
      />
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
      <TextInput
        label="Hours"
        placeholder="The whole day"
        autoComplete="off"
        value={values.hours}
        onChange={(event) => change({ hours: event.currentTarget.value })}
      />
      <TextInput
        label="Reason"
        required
        maxLength={100}
        autoComplete="off"
        value={values.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <Button type="submit" loading={add.pending}>
        Close
      </Button>
    </form>
  );
}
