import {
  IconCalendarEvent,
  IconCalendarOff,
  IconCalendarCheck,
  IconCheck,
  IconClockHour3,
  IconCurrencyDollar,
  IconDoor,
  IconHourglass,
  IconStethoscope,
  IconUserX,
  type Icon,
} from "@tabler/icons-react";

/** Where a visit stands. Each has an icon and a word, so that colour never speaks alone. */
export const visitStatuses = {
  booked: { word: "Booked", icon: IconCalendarEvent },
  confirmed: { word: "Confirmed", icon: IconCalendarCheck },
  arrived: { word: "Arrived", icon: IconClockHour3 },
  rooming: { word: "Rooming", icon: IconDoor },
  roomed: { word: "Roomed", icon: IconDoor },
  ready: { word: "Ready", icon: IconHourglass },
  "with-provider": { word: "With provider", icon: IconStethoscope },
  checkout: { word: "Checkout", icon: IconCurrencyDollar },
  done: { word: "Done", icon: IconCheck },
  "no-show": { word: "No-show", icon: IconUserX },
  cancelled: { word: "Cancelled", icon: IconCalendarOff },
} as const satisfies Record<string, { readonly word: string; readonly icon: Icon }>;

export type VisitStatus = keyof typeof visitStatuses;

export function StatusIcon({ status, size = 14 }: { readonly status: VisitStatus; readonly size?: number }) {
  const Glyph = visitStatuses[status].icon;
  return <Glyph size={size} aria-hidden />;
}

/** A visit's status as a chip: bar, icon, word. `word` replaces the usual word where a screen needs a narrower one. */
export function StatusChip({ status, word }: { readonly status: VisitStatus; readonly word?: string }) {
  return (
    <span className="p-status" data-status={status}>
      <StatusIcon status={status} />
      {word ?? visitStatuses[status].word}
    </span>
  );
}
