import { Button, Checkbox, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatMinutes, formatWeekday } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useRef } from "react";
import { errorText } from "../../../api/domain-error.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import "../schedule.css";
import { arrangementChoices, leadChoices, whyNone } from "./together-words.ts";
import { emptyTogether, type PlannedVisit, type TogetherDraft } from "./together-draft.ts";
import { useTogetherData, type TogetherData } from "./use-together-data.ts";
import { useBookTogether } from "./use-book-together.ts";

/** Several visits that belong together: of a family, or one before another; all are booked, or none. */
export function TogetherDock({ about, onDone }: DockContentProps) {
  const { today } = useSession();
  const patientId = about ?? "";
  const [draft, setDraft, clear, kept] = useDraft<TogetherDraft>(`together:${patientId}`, emptyTogether(today));
  const change = (next: Partial<TogetherDraft>) => setDraft((old) => ({ ...old, chosen: null, ...next }));
  const wrong = useDockPatient(about);
  const data = useTogetherData(patientId, draft);
  const { confirm, book } = useBookTogether(draft, data, {
    groupId: kept.recordId,
    onBooked: () => {
      clear();
      onDone();
    },
  });
  const frame = useRef<HTMLDivElement>(null);
  const options = data.found.data?.options ?? [];
  const ready = draft.chosen !== null && !wrong;
  const send = () => {
    const unread = firstUnreadable(frame.current);
    if (unread) unread.focus();
    else if (ready) void confirm();
  };
  const take = (index: number) => {
    const option = options[index];
    if (!option) return false;
    return setDraft((old) => ({ ...old, chosen: option.visits }));
  };
  const onKeyDown = useKeys({
    "mod+Enter": send,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => take(index)])),
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys are shortcuts to buttons inside
    <div ref={frame} tabIndex={-1} onKeyDown={onKeyDown}>
      <Stack gap="md">
        <RestoredNotice draft={kept} />
        <SegmentedControl
          size="xs"
          aria-label="How the visits lie"
          data={[...arrangementChoices]}
          value={draft.arrangement}
          onChange={(arrangement) => change({ arrangement })}
        />
        {draft.arrangement === "before" ? (
          <BeforeFields draft={draft} data={data} onChange={change} />
        ) : (
          <Members draft={draft} data={data} onChange={change} />
        )}
        <Group grow align="flex-start">
          <ChoiceList
            label={draft.arrangement === "two-at-once" ? "First provider" : "Provider"}
            data={data.providerChoices}
            value={draft.provider ?? ""}
            onChange={(value) => change({ provider: value || null })}
          />
          <DateInput
            label="From"
            today={today}
            sense="future"
            value={draft.from}
            onChange={(value) => value && change({ from: value })}
          />
        </Group>
        <Times draft={draft} data={data} onChange={change} onTake={(index) => void take(index)} />
        <TextInput
          label="Reason for the visits"
          maxLength={200}
          value={draft.reason}
          onChange={(event) => setDraft((old) => ({ ...old, reason: event.currentTarget.value }))}
        />
        {book.error && (
          <Notice tone="danger" role="alert">
            {whyNone(book.error, data.namesOf(draft.chosen ?? []), "booked")}
          </Notice>
        )}
        <Group justify="flex-end" className="w-dock-foot">
          <Button disabled={!ready} loading={book.pending} onClick={send}>
            {draft.chosen ? `Book ${draft.chosen.length} visits` : "Book"}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}

interface PartProps {
  readonly draft: TogetherDraft;
  readonly data: TogetherData;
  readonly onChange: (next: Partial<TogetherDraft>) => void;
}

/** Who comes, and for which kind of visit. */
function Members({ draft, data, onChange }: PartProps) {
  const { people, typeChoices } = data;
  if (data.familyError)
    return <ErrorState what="The family" message={errorText(data.familyError)} onRetry={data.retryFamily} />;
  if (!people) return <LoadingState rows={3} />;
  if (people.length < 2)
    return (
      <Notice tone="warn">
        This patient belongs to no family with others yet. Add its members on the summary; a visit before another needs
        nobody else.
      </Notice>
    );
  return (
    <fieldset className="w-panel" style={{ display: "grid", gap: 8 }}>
      <legend className="p-sr-only">Who comes</legend>
      {people.map((one) => {
        const chosen = data.chosenIds.includes(one.patientId);
        return (
          <Group key={one.patientId} gap="xs" wrap="nowrap" align="center">
            <Checkbox
              size="sm"
              style={{ flex: 1 }}
              label={one.label}
              checked={chosen}
              onChange={(event) =>
                onChange({
                  members: event.currentTarget.checked
                    ? [...data.chosenIds, one.patientId]
                    : data.chosenIds.filter((id) => id !== one.patientId),
                })
              }
            />
            {chosen && (
              <ChoiceList
                size="xs"
                w={190}
                aria-label={`Visit type of ${one.label}`}
                data={typeChoices}
                value={data.typeOf(one.patientId)}
                onChange={(value) => value && onChange({ types: { ...draft.types, [one.patientId]: value } })}
              />
            )}
          </Group>
        );
      })}
    </fieldset>
  );
}

/** The visit that comes first, the other, and how long must lie between. */
function BeforeFields({ draft, data, onChange }: PartProps) {
  return (
    <Stack gap="xs">
      <ChoiceList
        label="First visit"
        placeholder="Blood draw"
        data={data.typeChoices}
        value={draft.firstType}
        onChange={(value) => onChange({ firstType: value })}
      />
      <ChoiceList
        label="Ends at least"
        data={[...leadChoices]}
        value={String(draft.leadMinutes)}
        onChange={(value) => value && onChange({ leadMinutes: Number(value) })}
      />
      <ChoiceList
        label="Second visit"
        data={data.typeChoices}
        value={data.secondType}
        onChange={(value) => onChange({ secondType: value })}
      />
    </Stack>
  );
}

interface TimesProps extends PartProps {
  readonly onTake: (index: number) => void;
}

/** Times for all of them, the soonest first; the first nine answer to 1–9. */
function Times({ draft, data, onChange, onTake }: TimesProps) {
  const { found } = data;
  if (!data.searching) return <span style={{ fontSize: 13, color: "var(--p-dim)" }}>Choose at least two visits.</span>;
  if (found.isError)
    return <ErrorState what="Open times" message={errorText(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState rows={4} label="Looking for times for all" />;
  const { options, searchedTo } = found.data;
  if (options.length === 0)
    return (
      <EmptyState
        title="No time for all of them"
        action={
          <Button size="compact-sm" variant="default" onClick={() => onChange({ from: searchedTo, provider: null })}>
            Search later dates
          </Button>
        }
      >
        Nothing fits until {formatDate(searchedTo)}. Another order, or fewer at once, may.
      </EmptyState>
    );
  return (
    <ol className="s-slots" aria-label="Times for all, the soonest first">
      {options.map((option, index) => (
        <li key={keyOf(option.visits)}>
          <button
            type="button"
            className="s-slot"
            aria-pressed={draft.chosen !== null && keyOf(draft.chosen) === keyOf(option.visits)}
            onClick={() => onTake(index)}
          >
            <kbd className="p-kbd" aria-hidden>
              {index < 9 ? index + 1 : ""}
            </kbd>
            <span>
              <b>{headOf(option.visits)}</b>
              {option.visits.map((visit) => (
                <small key={`${visit.patientId}${visit.date}${visit.start}`}>
                  {draft.arrangement === "before" ? `${formatWeekday(visit.date)} ` : ""}
                  {formatMinutes(minutesOf(visit.start))} {data.nameOf(visit.patientId)} · {visit.providerName}
                </small>
              ))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function keyOf(visits: readonly PlannedVisit[]): string {
  return visits.map((one) => `${one.patientId}${one.date}${one.start}${one.providerResourceId}`).join(" ");
}

function headOf(visits: readonly PlannedVisit[]): string {
  const first = visits.toSorted((a, b) => (`${a.date} ${a.start}` < `${b.date} ${b.start}` ? -1 : 1))[0];
  return first ? `${formatWeekday(first.date)} ${formatMinutes(minutesOf(first.start))}` : "";
}
