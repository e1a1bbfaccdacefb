import { Button, Checkbox } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { ListedClosure } from "@practicum/contracts/scheduling/hours";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { federalHolidays } from "./us-holidays.ts";

/** The federal holidays ahead, this year's and the next's: those that are ticked close the whole practice. */
export function Holidays(props: { readonly closures: readonly ListedClosure[]; readonly onSaved: () => void }) {
  const { today } = useSession();
  const add = useCommand("scheduling", "addClosure");
  /** The closure of each day that is ticked: sent again after a reload it is the same one. */
  const [ticked, setTicked, clear, kept] = useDraft<{ readonly [date: string]: string }>("holidays", {});
  const [problem, setProblem] = useState<string | null>(null);
  const year = Number(today.slice(0, 4));
  const ahead = [year, year + 1].flatMap(federalHolidays).filter((one) => one.date >= today);
  const isClosed = (date: string) =>
    props.closures.some(
      (one) =>
        one.locationId === null &&
        one.resourceId === null &&
        !one.start &&
        one.keptFor.length === 0 &&
        one.weekdays === null &&
        one.date <= date &&
        date <= one.until,
    );
  const open = ahead.filter((one) => !isClosed(one.date));
  const chosen = open.filter((one) => ticked[one.date] !== undefined);
  const save = async () => {
    setProblem(null);
    for (const { name, date } of chosen) {
      const closureId = ticked[date] ?? newId<"closure">();
      const whole = { locationId: null, resourceId: null, until: date, start: null, end: null };
      const result = await add.run({ closureId, date, reason: name, ...whole });
      if (!result.ok) {
        setProblem(`${name}: ${describeError(result.error)}`);
        return props.onSaved();
      }
    }
    say("The practice is closed on the holidays that were ticked.");
    clear();
    setTicked({});
    props.onSaved();
  };
  if (open.length === 0) return null;
  return (
    <section className="w-panel a-form" aria-label="Federal holidays">
      <header>
        <h2>Federal holidays</h2>
      </header>
      <RestoredNotice small draft={kept} />
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {open.map(({ name, date }) => (
        <Checkbox
          key={date}
          size="sm"
          label={`${formatDate(date)} ${name}`}
          checked={ticked[date] !== undefined}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setTicked(({ [date]: before, ...others }) =>
              checked ? { ...others, [date]: before ?? newId<"closure">() } : others,
            );
          }}
        />
      ))}
      <Button disabled={chosen.length === 0} loading={add.pending} onClick={() => void save()}>
        Close on these days
      </Button>
    </section>
  );
}
