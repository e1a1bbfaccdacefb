import { ActionIcon, Button } from "@mantine/core";
import type { DeskFact } from "@practicum/contracts/billing/desk";
import { addDays, dayOfWeek, timeOfMinutes, type LocalDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { DayGrid } from "@practicum/ui/day-grid/day-grid.tsx";
import { formatLongDate } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconCalendarPlus, IconChevronLeft, IconChevronRight, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useNow, useNowMinutes } from "../../session/use-now.ts";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { sayError } from "../../shell/undo.tsx";
import { cardOf, cardsOf } from "./day-cards.ts";
import { DayStrip } from "./day-strip.tsx";
import {
  columnsOf,
  frameOf,
  freeMinutes,
  isDayOff,
  isMovable,
  offOn,
  slotAddress,
  type DaySheet,
} from "./day-model.ts";
import { DayPrint } from "./day-print.tsx";
import { DeskSide } from "./desk-side.tsx";
import { requestMove, useMoveRequest } from "./move-request.ts";
import { overbookDraft, OverbookModal } from "./overbook-modal.tsx";
import { dropDraft } from "../../shell/dock/drafts.ts";
import { usePinboard } from "./pinboard.ts";
import type { DeskSearch } from "./desk-search.ts";
import "./schedule.css";
import { useDeskFacts } from "./use-desk-facts.ts";
import { placeAddress } from "./wait-list/wait-words.ts";
import { targetOf, useMove } from "./use-move.ts";

/** The day sheet: today, here, at once. */
export function DeskPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const search: DeskSearch = useSearch({ strict: false });
  const date = search.date ?? session.today;
  const site = search.site ?? null;
  const sheet = useQuery({
    ...trpc.scheduling.daySheet.queryOptions({ date, locationId: site }),
    placeholderData: keepPreviousData,
  });
  const visits = sheet.data?.appointments;
  const facts = useDeskFacts(
    date,
    useMemo(() => visits?.map((visit) => visit.patientId) ?? [], [visits]),
  );
  const locations = useQuery({ ...trpc.identity.listLocations.queryOptions({}), staleTime: 10 * 60_000 });
  const set = (next: DeskSearch) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }) });
  const [goal, setGoal] = useState<LocalDate | null>(null);
  const go = (day: LocalDate) => set({ date: day === session.today ? undefined : day });
  const dock = useDock();
  const title = formatLongDate(date, dayOfWeek(date));
  const onGoKey = useKeys({ Enter: () => goal && go(goal) });
  return (
    <Page
      title="Day sheet"
      fill
      actions={
        <>
          <ActionIcon variant="default" size={30} aria-label="Day before" onClick={() => go(addDays(date, -1))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button variant="default" size="xs" onClick={() => go(session.today)} disabled={date === session.today}>
            Today
          </Button>
          <ActionIcon variant="default" size={30} aria-label="Day after" onClick={() => go(addDays(date, 1))}>
            <IconChevronRight size={18} />
          </ActionIcon>
          <strong aria-live="polite" style={{ minWidth: 230 }}>
            {title}
          </strong>
          <DateInput
            size="xs"
            w={110}
            aria-label="Go to day"
            key={date}
            today={session.today}
            value={date}
            onChange={(day) => day && setGoal(day)}
            onBlur={() => goal && go(goal)}
            onKeyDown={onGoKey}
          />
          <Link className="p-anchor" to="/week" search={{ date: search.date }}>
            Week
          </Link>
          <Button variant="default" size="xs" leftSection={<IconPrinter size={16} />} onClick={() => print()}>
            Print
          </Button>
          {session.can("appointment.book") && (
            <Button size="xs" leftSection={<IconCalendarPlus size={16} />} onClick={() => dock.open("booking")}>
              Book
            </Button>
          )}
        </>
      }
    >
      {sheet.data && <DayStrip sheet={sheet.data} facts={facts} />}
      {sheet.data && isDayOff(sheet.data) && <p className="s-off">No provider has hours on this day.</p>}
      <div className="s-desk">
        <DeskSide
          date={date}
          today={session.today}
          onDate={go}
          locations={locations.data ?? []}
          site={site}
          onSite={(value) => set({ site: value ?? undefined })}
          rooms={search.rooms ?? false}
          onRooms={(rooms) => set({ rooms: rooms || undefined })}
          all={search.all ?? false}
          onAll={(all) => set({ all: all || undefined })}
          off={sheet.data ? offOn(sheet.data) : 0}
        />
        <div className="s-grid">
          {sheet.isError && !sheet.data && (
            <ErrorState
              what={`The schedule of ${title}`}
              message={errorText(sheet.error)}
              onRetry={() => void sheet.refetch()}
            />
          )}
          {sheet.isPending && <LoadingState rows={12} label="Loading the day" />}
          {sheet.data && (
            <Grid
              sheet={sheet.data}
              facts={facts}
              date={date}
              title={title}
              rooms={search.rooms ?? false}
              all={search.all ?? false}
            />
          )}
        </div>
      </div>
      {sheet.data && <DayPrint sheet={sheet.data} facts={facts} title={title} />}
    </Page>
  );
}

interface GridProps {
  readonly sheet: DaySheet;
  readonly date: LocalDate;
  readonly title: string;
  readonly facts: ReadonlyMap<string, DeskFact> | null;
  readonly rooms: boolean;
  readonly all: boolean;
}

function Grid({ sheet, facts, date, title, rooms, all }: GridProps) {
  const session = useSession();
  const dock = useDock();
  const pinboard = usePinboard();
  const wanted = useMoveRequest();
  const { move, refused, dismiss } = useMove();
  const nowMinutes = useNowMinutes();
  const mayBook = session.can("appointment.book");
  const now = useNow();
  const columns = useMemo(() => columnsOf(sheet, { rooms, all }), [sheet, rooms, all]);
  const light = useMemo(
    () => ({ today: session.today, now, facts, mayMove: mayBook }),
    [session.today, now, facts, mayBook],
  );
  const cards = useMemo(() => cardsOf(sheet, columns, light), [sheet, columns, light]);
  const frame = useMemo(() => frameOf(sheet), [sheet]);
  const providers = useMemo(
    () => new Set(sheet.resources.filter((r) => r.kind === "provider").map((r) => r.resourceId as string)),
    [sheet],
  );
  const moveRequest = useMemo(
    () => (wanted ? cardOf(wanted, wanted.providerResourceId, { ...light, mayMove: true }) : null),
    // A request is one moment's: what is known of it later changes nothing about where it goes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [wanted],
  );
  if (columns.length === 0)
    return (
      <EmptyState title="Nobody sees patients here">
        {session.can("staff.manage") ? (
          <>
            Choose another site, or add a provider: <Link to="/admin/start">Getting started</Link> says what is missing.
          </>
        ) : (
          "Choose another site, or ask your manager to add a provider."
        )}
      </EmptyState>
    );
  const visitOf = (cardId: string) =>
    sheet.appointments.find((a) => a.appointmentId === cardId.replace(/:room$/, "")) ??
    pinboard.visits.find((a) => a.appointmentId === cardId) ??
    wanted;
  return (
    <>
      <DayGrid
        label={`Day sheet, ${title}`}
        columns={columns}
        cards={cards}
        frame={frame}
        now={date === session.today ? nowMinutes : null}
        moveRequest={moveRequest}
        onMoveEnd={() => requestMove(null)}
        onOpen={(card) => dock.open("appointment", card.id.replace(/:room$/, ""))}
        onBook={({ columnId, start }) => {
          if (mayBook && providers.has(columnId))
            dock.open("booking", undefined, slotAddress(date, timeOfMinutes(start), columnId));
        }}
        onOffer={({ columnId, start }) => {
          const minutes = freeMinutes(sheet, columnId, start);
          if (!mayBook || !providers.has(columnId) || minutes < 5) return;
          const place = { providerResourceId: columnId, date, start: timeOfMinutes(start), minutes };
          dock.open("fill-slot", undefined, placeAddress(place));
        }}
        onMove={(card, to) => {
          const visit = visitOf(card.id);
          if (!visit) return;
          if (!providers.has(to.columnId))
            return sayError("Visits are moved between providers. The room is chosen when the patient is roomed.");
          void move(visit, targetOf(date, to)).then((moved) => moved && pinboard.unpin(visit.appointmentId));
        }}
        onCheckIn={(card) => {
          if (session.can("visit.check-in") && isMovable(visitOf(card.id)?.status ?? "done") && date === session.today)
            dock.open("check-in", card.id.replace(/:room$/, ""));
        }}
      />
      <OverbookModal
        refused={refused}
        onClose={dismiss}
        onOverbook={(refusal, reason) =>
          void move(refusal.visit, refusal.to, reason).then((done) => done && dropDraft(overbookDraft(refusal)))
        }
      />
    </>
  );
}
