import type { DeskFact } from "@practicum/contracts/billing/desk";
import { minutesBetween } from "@practicum/kernel/instant";
import { formatCount } from "@practicum/ui/format.ts";
import { StatusChip, visitStatuses } from "@practicum/ui/status.tsx";
import { useNow } from "../../session/use-now.ts";
import { useSession } from "../../session/session-context.ts";
import { consentsDue, insuranceIsOpen, lateBy } from "./day-cards.ts";
import { countByStatus, type DaySheet } from "./day-model.ts";

const stripOrder = [
  "booked",
  "arrived",
  "rooming",
  "ready",
  "with-provider",
  "checkout",
  "done",
  "no-show",
  "cancelled",
] as const;
const longWaitMinutes = 20;

interface Props {
  readonly sheet: DaySheet;
  readonly facts: ReadonlyMap<string, DeskFact> | null;
}

/** The day in numbers: how many stand where, and what the desk has to see to. */
export function DayStrip({ sheet, facts }: Props) {
  const now = useNow();
  const { today } = useSession();
  const counts = countByStatus(sheet);
  const open = sheet.appointments.filter((visit) => visit.status === "booked" && visit.date >= today);
  const toDo = [
    count(
      sheet.appointments,
      (a) => a.status === "arrived" && minutesBetween(a.statusSince, now) >= longWaitMinutes,
      (n) => `${n} waiting over ${longWaitMinutes} min`,
    ),
    count(
      open,
      (a) => a.date === today && lateBy(a, now) !== null,
      (n) => `${n} late`,
    ),
    count(
      open,
      (a) => a.confirmedAt === null,
      (n) => `${n} unconfirmed`,
    ),
    facts
      ? count(
          open,
          (a) => {
            const fact = facts.get(a.patientId);
            return fact !== undefined && insuranceIsOpen(fact);
          },
          (n) => formatCount(n, "eligibility problem"),
        )
      : null,
    count(open, consentsDue, (n) => `${n} with forms due`),
  ].filter((text) => text !== null);
  return (
    <div className="s-strip" role="group" aria-label="The day in numbers" style={{ marginBottom: 10 }}>
      {stripOrder.map((status) => {
        const here = counts.get(status);
        return here ? (
          <StatusChip key={status} status={status} word={`${here} ${visitStatuses[status].word.toLowerCase()}`} />
        ) : null;
      })}
      {toDo.length > 0 && <b style={{ fontSize: 13 }}>{toDo.join(" · ")}</b>}
    </div>
  );
}

function count<T>(all: readonly T[], wanted: (one: T) => boolean, words: (found: number) => string): string | null {
  const found = all.filter(wanted).length;
  return found === 0 ? null : words(found);
}
