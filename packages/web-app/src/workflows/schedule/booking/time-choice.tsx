import { Button, Group } from "@mantine/core";
import type { VisitType } from "@practicum/contracts/scheduling/resources";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatMinutes } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useToday } from "../../../session/session-context.ts";
import type { BookingDraft, ChosenSlot } from "./booking-draft.ts";
import { SlotList } from "./slot-list.tsx";
import type { useBookingData } from "./use-booking-data.ts";

/** How long the visit takes with whom it is. */
function minutesWith(type: VisitType, staffId: string | null | undefined): number {
  return type.providerMinutes.find((own) => own.staffId === staffId)?.minutes ?? type.minutes;
}

interface Props {
  readonly draft: BookingDraft;
  /** The time that was clicked on the day sheet; null offers open times. */
  readonly given: ChosenSlot | null;
  readonly data: ReturnType<typeof useBookingData>;
  readonly onChange: (next: Partial<BookingDraft>) => void;
}

/** When, and with whom: the time that was clicked, or open times by provider and day. */
export function TimeChoice({ draft, given, data, onChange }: Props) {
  const today = useToday();
  const { type, slots, searching, providers, provider } = data;
  if (given) {
    return (
      <div className="w-panel">
        <b>
          {formatDate(given.date)} {formatMinutes(minutesOf(given.start))}
        </b>
        {provider ? ` · ${provider.name}` : ""}
        {type ? ` · ${minutesWith(type, provider?.staffId)} min` : ""}
      </div>
    );
  }
  return (
    <>
      <Group grow align="flex-start">
        <ChoiceList
          label="Provider"
          data={[
            { value: "", label: "Any provider" },
            ...providers.map((one) => ({ value: one.resourceId as string, label: one.name })),
          ]}
          value={draft.provider ?? ""}
          onChange={(value) => onChange({ provider: value || null, slot: null })}
        />
        <DateInput
          data-booking-from
          label="From"
          today={today}
          sense="future"
          value={draft.from}
          onChange={(value) => value && onChange({ from: value, slot: null })}
        />
      </Group>
      {!draft.patientId && (
        <span style={{ fontSize: 13, color: "var(--p-dim)" }}>Open times appear once the patient is chosen.</span>
      )}
      {slots.isError && (
        <ErrorState what="Open times" message={errorText(slots.error)} onRetry={() => void slots.refetch()} />
      )}
      {searching && slots.isPending && <LoadingState rows={4} label="Looking for open times" />}
      {slots.data && slots.data.slots.length === 0 && (
        <EmptyState
          title="No open time"
          action={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange({ from: slots.data.searchedTo, provider: null })}
            >
              Search later dates
            </Button>
          }
        >
          Nothing is free until {formatDate(slots.data.searchedTo)}.
        </EmptyState>
      )}
      {slots.data && (
        <SlotList
          slots={slots.data.slots}
          chosen={draft.slot}
          onChoose={({ providerResourceId, date, start }) => onChange({ slot: { providerResourceId, date, start } })}
        />
      )}
    </>
  );
}
