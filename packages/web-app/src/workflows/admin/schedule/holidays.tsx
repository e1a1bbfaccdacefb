import { Button, Checkbox } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { ListedClosure } from "@practicum/contracts/scheduling/hours";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { federalHolidays } from "./us-holidays.ts";

/** The federal holidays ahead, this year's and the next's: those that are ticked close the whole practice. */
export function Holidays(props: { readonly closures: readonly ListedClosure[]; readonly onSaved: () => void }) {
  const { today } = useSession();
  const add = useCommand("scheduling", "addClosure");
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [ids] = useState(() => new Map<string, string>());
  const year = Number(today.slice(0, 4));
  const ahead = [year, year + 1].flatMap(federalHolidays).filter((one) => one.date >= today);
  const isClosed = (date: string) =>
    props.closures.some(
      (one) =>
        one.locationId === null && one.resourceId === null && !one.start && one.date <= date && date <= one.until,
    );
  const open = ahead.filter((one) => !isClosed(one.date));
  const save = async () => {
    setProblem(null);
    for (const { name, date } of open.filter((one) => ticked.includes(one.date))) {
      const closureId = ids.get(date) ?? newId<"closure">();
      ids.set(date, closureId);
      const whole = { locationId: null, resourceId: null, until: date, start: null, end: null };
      const result = await add.run({ closureId, date, reason: name, ...whole });
      if (!result.ok) {
        setProblem(`${name}: ${describeError(result.error)}`);
        return props.onSaved();
      }
    }
    say("The practice is closed on the holidays that were ticked.");
    setTicked([]);
    props.onSaved();
  };
  if (open.length === 0) return null;
  return (
    <section className="w-panel a-form" aria-label="Federal holidays">
      <header>
        <h2>Federal holidays</h2>
      </header>
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
          checked={ticked.includes(date)}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setTicked((old) => (checked ? [...old, date] : old.filter((one) => one !== date)));
          }}
        />
      ))}
      <Button disabled={ticked.length === 0} loading={add.pending} onClick={() => void save()}>
        Close on these days
      </Button>
    </section>
  );
}
