import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { DomainError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type RefObject } from "react";
import { errorText, toDomainError } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { AnotherPatient, PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { BookingWarnings } from "../booking/booking-warnings.tsx";
import { TimeChoice } from "../booking/time-choice.tsx";
import { useBookingData } from "../booking/use-booking-data.ts";
import "../schedule.css";
import { PermitReach } from "./permit-reach.tsx";
import { PlannedVisits, unsettled } from "./planned-visits.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { emptySeries, readSeriesAddress, ruleOf, type SeriesDraft } from "./series-draft.ts";
import { ruleWords, slotWords, whyNothing } from "./series-words.ts";
import { useBookSeries, type ChosenVisit } from "./use-book-series.ts";

/** Visits that recur: the first one's time, how often, and each visit with what stands in its way, before all are booked at once. */
export function SeriesDock({ about, at, onDone }: DockContentProps) {
  const { today } = useSession();
  const [draft, setDraft, clear, kept] = useDraft<SeriesDraft>(
    `series:${about}:${at}`,
    emptySeries(about, readSeriesAddress(at), today),
  );
  // What was chosen for single visits belongs to the time, kind and rule that they were planned by.
  const change = (next: Partial<SeriesDraft>) => setDraft((old) => ({ ...old, choices: {}, ...next }));
  const wrong = useDockPatient(draft.patientId);
  const data = useBookingData(draft, draft.slot === null);
  const plan = usePlan(draft, data.type?.visitTypeId ?? null);
  const { confirm, book } = useBookSeries(draft, {
    seriesId: kept.recordId,
    onBooked: () => {
      clear();
      onDone();
    },
    onRefused: () => void plan.query.refetch(),
  });
  const frame = useRef<HTMLDivElement>(null);
  const { chosen, rule, open } = plan;
  const ready = rule !== null && chosen.length >= 2 && open === 0 && plan.query.isSuccess && !plan.stale && !wrong;
  const send = () => {
    const unread = firstUnreadable(frame.current);
    if (unread) unread.focus();
    else if (ready && data.type) void confirm(data.type.visitTypeId, rule, chosen);
  };
  const take = (index: number) => {
    const slot = draft.slot === null ? data.slots.data?.slots[index] : undefined;
    if (!slot) return false;
    return change({ slot: { providerResourceId: slot.providerResourceId, date: slot.date, start: slot.start } });
  };
  useNextFocus(frame, draft);
  const onKeyDown = useKeys({
    "mod+Enter": send,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => take(index)])),
  });
  const nameOf = (id: string) => data.providers.find((one) => one.resourceId === id)?.name ?? "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys are shortcuts to buttons inside
    <div ref={frame} tabIndex={-1} onKeyDown={onKeyDown}>
      <Stack gap="md">
        <RestoredNotice draft={kept} />
        <WhoAndWhen draft={draft} data={data} onChange={change} />
        {draft.slot !== null && (
          <>
            <RuleFields draft={draft} onChange={change} errorOf={plan.errorOf} />
            <PlanList draft={draft} plan={plan} nameOf={nameOf} onChange={setDraft} />
          </>
        )}
        <Insurance draft={draft} data={data} plan={plan} />
        <TextInput
          label="Reason for the visits"
          maxLength={200}
          value={draft.reason}
          onChange={(event) => setDraft((old) => ({ ...old, reason: event.currentTarget.value }))}
        />
        {book.error && (
          <Notice tone="danger" role="alert">
            {whyNothing(book.error, chosen, "booked")}
          </Notice>
        )}
        <Group justify="flex-end" className="w-dock-foot">
          <Button disabled={!ready} loading={book.pending} onClick={send}>
            {chosen.length > 1 ? `Book ${chosen.length} visits` : "Book"}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}

interface PartProps {
  readonly draft: SeriesDraft;
  readonly data: ReturnType<typeof useBookingData>;
}

/** The patient, the kind of visit, and the first visit's time. */
function WhoAndWhen({
  draft,
  data,
  onChange: change,
}: PartProps & { readonly onChange: (next: Partial<SeriesDraft>) => void }) {
  return (
    <>
      {data.patient.data && draft.patientId !== null ? (
        <AnotherPatient onChange={() => change({ patientId: null })} />
      ) : (
        <PatientPicker autoFocus onPick={(picked) => change({ patientId: picked.patientId })} />
      )}
      <ChoiceList
        label="Visit type"
        data={data.activeTypes.map((one) => ({
          value: one.visitTypeId as string,
          label: `${one.name} · ${one.minutes} min`,
        }))}
        value={data.type?.visitTypeId ?? null}
        onChange={(visitTypeId) => change({ visitTypeId })}
        error={data.types.isError ? errorText(data.types.error) : undefined}
      />
      {draft.slot === null ? (
        <TimeChoice draft={draft} given={null} data={data} onChange={change} />
      ) : (
        <Group className="w-panel" justify="space-between" wrap="nowrap">
          <span>
            First visit: <b>{slotWords(draft.slot)}</b>
            {data.provider ? ` · ${data.provider.name}` : ""}
          </span>
          <Button size="compact-sm" variant="default" style={{ flexShrink: 0 }} onClick={() => change({ slot: null })}>
            Another time
          </Button>
        </Group>
      )}
    </>
  );
}

/** What the plan says of the first visit, and for how many of them it has allowed what it asks for. */
function Insurance({ draft, data, plan }: PartProps & { readonly plan: Plan }) {
  const { chosen, query } = plan;
  return (
    <>
      {draft.patientId && draft.slot && <BookingWarnings patientId={draft.patientId} day={draft.slot.date} counted />}
      {draft.patientId && chosen.length > 1 && query.data && (
        <PermitReach
          patientId={draft.patientId}
          booked={query.data.bookedDays}
          days={chosen.map((one) => one.date)}
          staffId={data.provider?.staffId ?? null}
        />
      )}
    </>
  );
}

type Plan = ReturnType<typeof usePlan>;

/** What the service says of each visit of the rule, with what was chosen for it. */
function usePlan(draft: SeriesDraft, visitTypeId: string | null) {
  const trpc = useTRPC();
  const { patientId, slot } = draft;
  const rule = slot ? ruleOf(draft) : null;
  const query = useQuery({
    ...trpc.scheduling.planSeries.queryOptions({
      patientId: patientId ?? "",
      visitTypeId: visitTypeId ?? "",
      ...(slot ?? { providerResourceId: "", date: "", start: "" }),
      rule: rule ?? { every: 1, unit: "week", weekdays: [], monthly: "date", ends: { by: "count", count: 2 } },
    }),
    enabled: patientId !== null && visitTypeId !== null && rule !== null,
    // The list stays while another number of visits is typed.
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const visits = (query.data?.visits ?? []).map((one, index) => ({ ...one, key: one.on, place: index + 1 }));
  const instead = Object.fromEntries(
    Object.entries(draft.choices).map(([on, one]) => [on, one === "skip" ? ("without" as const) : one]),
  );
  const chosen = visits.flatMap(({ on, providerResourceId, date, start }): ChosenVisit[] => {
    const one = draft.choices[on];
    if (one === "skip") return [];
    return [one ? { on, ...one } : { on, providerResourceId, date, start }];
  });
  const error: DomainError | null = query.isError ? toDomainError(query.error) : null;
  return {
    query,
    rule,
    visits,
    instead,
    chosen: rule === null ? [] : chosen,
    open: unsettled(visits, instead),
    stale: query.isPlaceholderData,
    error,
    errorOf: (field: string) => error?.fields?.find((one) => one.field === field)?.message,
  };
}

interface ListProps {
  readonly draft: SeriesDraft;
  readonly plan: Plan;
  readonly nameOf: (id: string) => string;
  readonly onChange: (next: (old: SeriesDraft) => SeriesDraft) => void;
}

/** Each visit of the series, before anything is booked. */
function PlanList({ draft, plan, nameOf, onChange }: ListProps) {
  const { query, rule, visits, instead, open, chosen, error } = plan;
  if (rule === null || draft.patientId === null) return null;
  if (error) {
    // What belongs to a field stands at the field.
    if (error.fields?.some((one) => one.field.startsWith("rule."))) return null;
    return <ErrorState what="The visits" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <LoadingState rows={4} label="Checking each visit" />;
  const skipped = visits.length - chosen.length;
  return (
    <section aria-label="The visits of the series">
      <p className="s-off" aria-live="polite">
        <b>{draft.slot && ruleWords(rule, draft.slot.date)}</b>: {formatCount(chosen.length, "visit")}
        {skipped > 0 && `, ${skipped} skipped`}
        {open > 0 && `. ${formatCount(open, "visit needs", "visits need")} another time, or is skipped`}
      </p>
      <PlannedVisits
        label="Visits to book"
        visits={visits}
        instead={instead}
        nameOf={nameOf}
        without={{ verb: "Skip", done: "skipped" }}
        onChoose={(on, next) =>
          onChange((old) => {
            const { [on]: _, ...others } = old.choices;
            if (next === null) return { ...old, choices: others };
            return { ...old, choices: { ...others, [on]: next === "without" ? "skip" : next } };
          })
        }
      />
    </section>
  );
}

/** With the patient known the keys choose a time; with the time known the number of visits is what is asked for. */
function useNextFocus(frame: RefObject<HTMLDivElement | null>, draft: SeriesDraft) {
  const hasSlot = draft.slot !== null;
  useEffect(() => {
    if (!draft.patientId) return;
    const count = hasSlot ? frame.current?.querySelector<HTMLInputElement>("[data-series-count]") : null;
    if (count) {
      count.focus();
      count.select();
    } else frame.current?.focus();
  }, [hasSlot, draft.patientId, frame]);
}
