import { ActionIcon, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { addDays, formatDate, timeOfMinutes, type LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DayGrid } from "@practicum/ui/day-grid/day-grid.tsx";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconCalendarPlus, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { useNow } from "../../../session/use-now.ts";
import { dropDraft } from "../../../shell/dock/drafts.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { cardOf } from "../day-cards.ts";
import { freeMinutes, isMovable, slotAddress, type DaySheet } from "../day-model.ts";
import { requestMove, useMoveRequest } from "../move-request.ts";
import { overbookDraft, OverbookModal } from "../overbook-modal.tsx";
import { usePinboard } from "../pinboard.ts";
import "../schedule.css";
import { useMove } from "../use-move.ts";
import { placeAddress } from "../wait-list/wait-words.ts";
import { Agenda } from "./agenda.tsx";
import { DAYS, isOf, ownersOf, placeId, readPlaceId, weekGrid, weekOf, type WeekSearch } from "./week-model.ts";

/** Under this a grid of five days is a strip of words: the week is a list. */
const NARROW = "(max-width: 48em)";

/** One provider's week: where there is room, and where somebody can go. On a narrow screen it is an agenda. */
export function WeekPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const dock = useDock();
  const search: WeekSearch = useSearch({ strict: false });
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const owners = useMemo(() => ownersOf(resources.data ?? []), [resources.data]);
  const staffId =
    search.staff ?? (owners.find((one) => one.staffId === session.staff.staffId) ?? owners[0])?.staffId ?? null;
  const from = weekOf(search.date ?? session.today);
  const until = addDays(from, DAYS - 1);
  const week = useQuery({
    ...trpc.scheduling.weekSheet.queryOptions({ staffId: staffId ?? "", from, days: DAYS }),
    enabled: staffId !== null,
    // Of one person another week may stand until the next is here; of another person nothing.
    placeholderData: (old) => (old?.some((day) => isOf(day, staffId)) ? old : undefined),
  });
  const narrow = useMediaQuery(NARROW) ?? false;
  const set = (next: WeekSearch) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }) });
  const go = (day: LocalDate) => set({ date: weekOf(day) === weekOf(session.today) ? undefined : day });
  const name = owners.find((one) => one.staffId === staffId)?.name ?? "";
  const title = `${formatDate(from)} to ${formatDate(until)}`;
  return (
    <Page
      title="Week"
      fill={!narrow}
      actions={
        <>
          <ActionIcon variant="default" size={30} aria-label="Week before" onClick={() => go(addDays(from, -DAYS))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button
            variant="default"
            size="xs"
            onClick={() => go(session.today)}
            disabled={from === weekOf(session.today)}
          >
            This week
          </Button>
          <ActionIcon variant="default" size={30} aria-label="Week after" onClick={() => go(addDays(from, DAYS))}>
            <IconChevronRight size={18} />
          </ActionIcon>
          <strong aria-live="polite">{title}</strong>
          {owners.length > 1 && (
            <ChoiceList
              size="xs"
              aria-label="Whose week"
              data={owners.map((one) => ({ value: one.staffId, label: one.name }))}
              value={staffId}
              onChange={(value) => value && set({ staff: value })}
            />
          )}
          <Link className="p-anchor" to="/desk" search={{ date: search.date }}>
            Day sheet
          </Link>
          {session.can("appointment.book") && (
            <Button size="xs" leftSection={<IconCalendarPlus size={16} />} onClick={() => dock.open("booking")}>
              Book
            </Button>
          )}
        </>
      }
    >
      {resources.isError || (week.isError && !week.data) ? (
        <ErrorState
          what="The week"
          message={errorText(resources.error ?? week.error)}
          onRetry={() => void Promise.all([resources.refetch(), week.refetch()])}
        />
      ) : resources.data && staffId === null ? (
        <EmptyState title="Nobody sees patients here">A provider who is added has a week.</EmptyState>
      ) : !week.data ? (
        <LoadingState rows={12} label="Loading the week" />
      ) : narrow ? (
        <Agenda days={week.data} onOpen={(appointmentId) => dock.open("appointment", appointmentId)} />
      ) : (
        <Grid days={week.data} label={`Week of ${name}, ${title}`} />
      )}
    </Page>
  );
}

interface GridProps {
  readonly days: readonly DaySheet[];
  readonly label: string;
}

function Grid({ days, label }: GridProps) {
  const session = useSession();
  const dock = useDock();
  const pinboard = usePinboard();
  const wanted = useMoveRequest();
  const { move, refused, dismiss } = useMove();
  const now = useNow();
  const mayBook = session.can("appointment.book");
  // What billing knows is of one day: it stands on the day sheet.
  const light = useMemo(
    () => ({ today: session.today, now, facts: null, mayMove: mayBook }),
    [session.today, now, mayBook],
  );
  const { columns, cards, frame } = useMemo(() => weekGrid(days, session.today, light), [days, session.today, light]);
  const moveRequest = useMemo(
    () =>
      wanted ? cardOf(wanted, placeId(wanted.date, wanted.providerResourceId), { ...light, mayMove: true }) : null,
    // A request is one moment's: what is known of it later changes nothing about where it goes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [wanted],
  );
  const visits = days.flatMap((day) => day.appointments);
  const visitOf = (cardId: string) =>
    [...visits, ...pinboard.visits, ...(wanted ? [wanted] : [])].find((one) => one.appointmentId === cardId);
  const placeOf = ({ columnId, start }: { readonly columnId: string; readonly start: number }) => {
    const { date, resourceId } = readPlaceId(columnId);
    return { date, providerResourceId: resourceId, start: timeOfMinutes(start), minute: start };
  };
  return (
    <div className="s-grid">
      <DayGrid
        label={label}
        columns={columns}
        cards={cards}
        frame={frame}
        now={null}
        moveRequest={moveRequest}
        onMoveEnd={() => requestMove(null)}
        onOpen={(card) => dock.open("appointment", card.id)}
        onBook={(at) => {
          const { date, start, providerResourceId } = placeOf(at);
          if (mayBook) dock.open("booking", undefined, slotAddress(date, start, providerResourceId));
        }}
        onOffer={(at) => {
          const { minute, ...place } = placeOf(at);
          const day = days.find((one) => one.date === place.date);
          const minutes = day ? freeMinutes(day, place.providerResourceId, minute) : 0;
          if (mayBook && minutes >= 5) dock.open("fill-slot", undefined, placeAddress({ ...place, minutes }));
        }}
        onMove={(card, at) => {
          const visit = visitOf(card.id);
          if (!visit) return;
          const { minute: _, ...to } = placeOf(at);
          void move(visit, to).then((moved) => moved && pinboard.unpin(visit.appointmentId));
        }}
        onCheckIn={(card) => {
          const visit = visitOf(card.id);
          if (session.can("visit.check-in") && visit?.date === session.today && isMovable(visit.status))
            dock.open("check-in", card.id);
        }}
      />
      <OverbookModal
        refused={refused}
        onClose={dismiss}
        onOverbook={(refusal, reason) =>
          void move(refusal.visit, refusal.to, reason).then((done) => done && dropDraft(overbookDraft(refusal)))
        }
      />
    </div>
  );
}
