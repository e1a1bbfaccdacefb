import { minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatWeekday } from "@practicum/ui/format.ts";
import type { ChosenSlot } from "./booking-draft.ts";

export interface OfferedSlot extends ChosenSlot {
  readonly providerName: string;
  readonly minutes: number;
  readonly because: readonly string[];
}

interface Props {
  readonly slots: readonly OfferedSlot[];
  readonly chosen: ChosenSlot | null;
  readonly onChoose: (slot: OfferedSlot) => void;
}

/** Open times, best first; the first nine answer to 1–9. Each says why it stands where it stands. */
export function SlotList({ slots, chosen, onChoose }: Props) {
  return (
    <ol className="s-slots" aria-label="Open times, best first">
      {slots.map((slot, index) => (
        <li key={`${slot.providerResourceId}${slot.date}${slot.start}`}>
          <button type="button" className="s-slot" aria-pressed={isSame(slot, chosen)} onClick={() => onChoose(slot)}>
            <kbd className="p-kbd" aria-hidden>
              {index < 9 ? index + 1 : ""}
            </kbd>
            <span>
              <b>
                {formatWeekday(slot.date)} {formatMinutes(minutesOf(slot.start))}
              </b>{" "}
              · {slot.providerName}
              {slot.because.length > 0 && <small>{slot.because.join(" · ")}</small>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function isSame(slot: ChosenSlot, chosen: ChosenSlot | null): boolean {
  return (
    chosen?.providerResourceId === slot.providerResourceId && chosen.date === slot.date && chosen.start === slot.start
  );
}
