import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { SeriesScope, SeriesSlot } from "@practicum/contracts/scheduling/series";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { newId } from "../../../api/command-id.ts";
import { describeFields, toDomainError } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { PlannedVisits, unsettled, type Instead } from "./planned-visits.tsx";
import { useUndoSeries } from "./use-undo-series.ts";
import { slotWords, whyNothing } from "./series-words.ts";

interface Props {
  readonly visit: Appointment;
  readonly series: NonNullable<Appointment["series"]>;
  readonly scope: SeriesScope;
  readonly onDone: () => void;
}

interface MoveDraft {
  readonly to: SeriesSlot;
  readonly instead: { readonly [appointmentId: string]: Instead };
}

/** Where one visit goes, and with it the others; each is shown with what stands in its way before any is moved. */
export function MoveSeries({ visit, series, scope, onDone }: Props) {
  const { today } = useSession();
  const here = { providerResourceId: visit.providerResourceId, date: visit.date, start: visit.start };
  const [draft, setDraft, clear, kept] = useDraft<MoveDraft>(`move-series:${visit.appointmentId}:${scope}`, {
    to: here,
    instead: {},
  });
  const to = (next: Partial<SeriesSlot>) => setDraft((old) => ({ to: { ...old.to, ...next }, instead: {} }));
  const plan = useMovePlan(visit, series.seriesId, scope, draft);
  const { move, run } = useMove({ visit, seriesId: series.seriesId, scope, to: draft.to, changeId: kept.recordId });
  const frame = useRef<HTMLDivElement>(null);
  const { providers, nameOf, query, goes, isElsewhere } = plan;
  const ready = isElsewhere && query.isSuccess && !query.isPlaceholderData && plan.open === 0 && goes.length > 0;
  const send = async () => {
    const unread = firstUnreadable(frame.current);
    if (unread) unread.focus();
    else if (ready && (await run(goes))) {
      clear();
      onDone();
    } else if (ready) void query.refetch();
  };
  return (
    <Stack ref={frame} gap="xs" mt="xs">
      <RestoredNotice small draft={kept} />
      <Group grow align="flex-start">
        <DateInput
          label="This visit goes to"
          today={today}
          sense="future"
          value={draft.to.date}
          onChange={(date) => date && to({ date })}
        />
        <TextInput
          label="At"
          type="time"
          value={draft.to.start}
          onChange={(event) => event.currentTarget.value && to({ start: event.currentTarget.value })}
        />
      </Group>
      <ChoiceList
        label="With"
        data={providers.map((one) => ({ value: one.resourceId as string, label: one.name }))}
        value={draft.to.providerResourceId}
        onChange={(providerResourceId) => providerResourceId && to({ providerResourceId })}
      />
      {!isElsewhere && <span className="s-off">Choose another day, time or provider: the others move along.</span>}
      {isElsewhere && query.isError && (
        <Notice tone="warn" role="alert">
          {describeFields(toDomainError(query.error))}
        </Notice>
      )}
      {isElsewhere && query.isPending && <LoadingState rows={3} label="Checking each visit" />}
      {isElsewhere && query.data && (
        <>
          {query.data.apart.map((one) => (
            <span key={one.place} className="s-off">
              Visit {one.place} keeps its own time: {slotWords(one)}.
            </span>
          ))}
          {plan.open > 0 && (
            <span className="s-off" aria-live="polite">
              {formatCount(plan.open, "visit needs", "visits need")} another time, or{" "}
              {plan.open === 1 ? "stays" : "stay"}.
            </span>
          )}
          <PlannedVisits
            label="Where each visit goes"
            visits={plan.visits}
            instead={draft.instead}
            nameOf={nameOf}
            without={{ verb: "Leave as is", done: "stays where it is" }}
            onChoose={(key, next) =>
              setDraft((old) => {
                const { [key]: _, ...others } = old.instead;
                return { ...old, instead: next === null ? others : { ...others, [key]: next } };
              })
            }
          />
        </>
      )}
      {move.error && (
        <Notice tone="danger" role="alert">
          {whyNothing(move.error, goes, "moved")}
        </Notice>
      )}
      <Group justify="flex-end">
        <Button size="sm" disabled={!ready} loading={move.pending} onClick={() => void send()}>
          {ready ? `Move ${formatCount(plan.moving, "visit")}` : "Move"}
        </Button>
      </Group>
    </Stack>
  );
}

type Goes = readonly ({ readonly appointmentId: string; readonly version: number } & SeriesSlot)[];

/** Where each visit goes by what is typed and chosen. */
function useMovePlan(visit: Appointment, seriesId: string, scope: SeriesScope, { to, instead }: MoveDraft) {
  const trpc = useTRPC();
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), staleTime: 10 * 60_000 });
  const providers = resources.data?.filter((one) => one.kind === "provider" && one.active) ?? [];
  const isElsewhere =
    to.date !== visit.date || to.start !== visit.start || to.providerResourceId !== visit.providerResourceId;
  const query = useQuery({
    ...trpc.scheduling.planSeriesMove.queryOptions({
      seriesId,
      appointmentId: visit.appointmentId,
      reach: scope,
      target: to,
    }),
    enabled: isElsewhere,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const visits = (query.data?.visits ?? []).map((one) => ({ ...one, key: one.appointmentId as string }));
  const goes: Goes = visits.map(({ appointmentId, version, from, providerResourceId, date, start }) => {
    const chosen = instead[appointmentId];
    const at = chosen === "without" ? from : (chosen ?? { providerResourceId, date, start });
    return { appointmentId, version, ...at };
  });
  return {
    query,
    providers,
    nameOf: (id: string) => providers.find((one) => one.resourceId === id)?.name ?? "",
    visits,
    goes,
    isElsewhere,
    open: unsettled(visits, instead),
    moving: goes.filter((one) => instead[one.appointmentId] !== "without").length,
  };
}

interface Moving {
  readonly visit: Appointment;
  readonly seriesId: string;
  readonly scope: SeriesScope;
  readonly to: SeriesSlot;
  /** Kept with the draft, so that a repeat is the same move. */
  readonly changeId: string;
}

function useMove({ visit, seriesId, scope, to, changeId }: Moving) {
  const move = useCommand("scheduling", "moveSeries");
  const { undo } = useUndoSeries();
  const made = useRef<{ readonly key: string; readonly changeId: string } | null>(null);
  const run = async (goes: Goes): Promise<boolean> => {
    const key = JSON.stringify([to, goes]);
    // Another choice after a refusal is another move.
    if (made.current?.key !== key)
      made.current = { key, changeId: made.current === null ? changeId : newId<"series-change">() };
    const id = made.current.changeId;
    const result = await move.run({
      changeId: id,
      seriesId,
      appointmentId: visit.appointmentId,
      reach: scope,
      target: to,
      visits: [...goes],
    });
    await move.refresh();
    if (!result.ok) return false;
    offerUndo(`${formatCount(result.value.visits.length, "visit is", "visits are")} moved.`, () => void undo(id));
    return true;
  };
  return { move, run };
}
