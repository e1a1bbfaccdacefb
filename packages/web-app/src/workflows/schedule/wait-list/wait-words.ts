import type { slotOffer, waitEntry } from "@practicum/contracts/scheduling/wait-list";
import { minutesOf, type LocalTime } from "@practicum/kernel/local-date";
import { formatMinutes, formatWeekday } from "@practicum/ui/format.ts";
import type { z } from "zod";

export type WaitEntry = z.output<typeof waitEntry>;
export type SlotOffer = z.output<typeof slotOffer>;

export const dayPartWords: { readonly [P in WaitEntry["dayPart"]]: string } = {
  any: "Any time of day",
  morning: "Mornings",
  afternoon: "Afternoons",
};

export const priorityWords: { readonly [P in WaitEntry["priority"]]: string } = {
  urgent: "Urgent",
  soon: "Soon",
  routine: "Routine",
};

/** A time that is to be filled, as the dock's address has it. */
export interface SlotPlace {
  readonly providerResourceId: string;
  readonly date: string;
  readonly start: LocalTime;
  readonly minutes: number;
}

export const placeAddress = ({ date, start, providerResourceId, minutes }: SlotPlace): string =>
  `${date}T${start}@${providerResourceId}~${minutes}`;

export function readPlace(text: string | null): SlotPlace | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)@([0-9a-f-]{36})~(\d{1,3})$/.exec(text ?? "");
  const [, date, start, providerResourceId, minutes] = match ?? [];
  return date && start && providerResourceId && minutes
    ? { date, start, providerResourceId, minutes: Number(minutes) }
    : null;
}

export const placeWords = ({ date, start }: Pick<SlotPlace, "date" | "start">): string =>
  `${formatWeekday(date)} ${formatMinutes(minutesOf(start))}`;
