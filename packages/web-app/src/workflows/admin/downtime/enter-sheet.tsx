import { Button, Group, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { sheetPart, type Sheet, type SheetPart } from "@practicum/contracts/scheduling/downtime";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { sheetLabel } from "@practicum/downtime/kit";
import { atLocal } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { partPlaces, partWords, readTime } from "./downtime-words.ts";

interface Props {
  readonly sheet: Sheet;
  readonly day: LocalDate;
  readonly onDone: () => void;
}

/** One part of a sheet: that it was entered, and when it really was; or that nothing stands there. */
export function EnterSheet({ sheet, day, onDone }: Props) {
  const { timeZone, today } = useSession();
  const commands = useSheetCommands(sheet.number, onDone);
  const missing = sheet.parts.filter(({ state }) => state === "missing").map(({ part }) => part);
  const [wanted, setWanted] = useState<SheetPart | null>(null);
  const part = wanted !== null && missing.includes(wanted) ? wanted : missing[0];
  const known = sheet.visit ?? sheet.parts.find(({ patientId }) => patientId !== null);
  const [picked, setPicked] = useState<PatientMatch | null>(null);
  const [date, setDate] = useState<LocalDate | null>(day <= today ? day : today);
  const [time, setTime] = useState("");
  const patientId = known?.patientId ?? picked?.patientId;
  const label = sheetLabel(sheet.number);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readTime(time);
    if (part === undefined) return;
    if (!patientId) return commands.setProblem("Choose the patient whose name stands on the sheet.");
    if (date === null || read === null)
      return commands.setProblem("Enter the day and the time that stand on the sheet, as 10:20 AM.");
    await commands.enter(part, patientId, atLocal(date, read, timeZone));
  };
  return (
    <form className="a-form" noValidate aria-label={`Sheet ${label}`} onSubmit={(event) => void submit(event)}>
      <h3 className="a-heading">
        Sheet {label}
        {known?.patientName ? `: ${formatName(known.patientName)}` : ""}
      </h3>
      {commands.problem && (
        <Notice tone="danger" role="alert">
          {commands.problem}
        </Notice>
      )}
      {part === undefined ? (
        <p className="a-dim">Every part of it is accounted for.</p>
      ) : (
        <>
          <ChoiceList
            label="Part of the sheet"
            data={missing.map((one) => ({ value: one, label: partWords[one] }))}
            value={part}
            onChange={(value) => setWanted(sheetPart.options.find((one) => one === value) ?? null)}
          />
          <p className="a-dim" style={{ margin: 0 }}>
            {partPlaces[part]}. Then say here when it really was.
          </p>
          {!known &&
            (picked ? (
              <TextInput label="Patient" readOnly value={formatName(picked.name)} />
            ) : (
              <PatientPicker label="Patient" onPick={setPicked} />
            ))}
          <DateInput label="Day on the sheet" required today={today} sense="past" value={date} onChange={setDate} />
          <TextInput
            label="Time on the sheet"
            required
            placeholder="10:20 AM"
            autoComplete="off"
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
          <Group gap="xs" data-guide="downtime.sheet">
            <Button type="submit" size="xs" loading={commands.pending}>
              Mark as entered
            </Button>
            <Button size="xs" variant="default" onClick={() => void commands.empty([part])}>
              Left blank
            </Button>
            <Button size="xs" variant="default" onClick={() => void commands.empty(missing)}>
              Nothing else on this sheet
            </Button>
          </Group>
        </>
      )}
      <TakeBack sheet={sheet} onTake={commands.takeBack} />
    </form>
  );
}

function TakeBack({ sheet, onTake }: { readonly sheet: Sheet; readonly onTake: (parts: SheetPart[]) => void }) {
  const said = sheet.parts.filter(({ state }) => state !== "missing").map(({ part }) => part);
  if (said.length === 0) return null;
  return (
    <Group gap="xs">
      {said.map((part) => (
        <Button key={part} size="compact-xs" variant="subtle" onClick={() => onTake([part])}>
          Reverse: {partWords[part].toLowerCase()}
        </Button>
      ))}
    </Group>
  );
}

function useSheetCommands(number: number, onDone: () => void) {
  const enter = useCommand("scheduling", "enterSheetPart");
  const empty = useCommand("scheduling", "emptySheetParts");
  const back = useCommand("scheduling", "takeBackSheetPart");
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (parts: readonly SheetPart[]) => {
    for (const part of parts) {
      const undone = await back.run({ number, part });
      if (!undone.ok) sayError(describeError(undone.error));
    }
    onDone();
  };
  const after = (result: Result<object, DomainError>, words: string, parts: readonly SheetPart[]) => {
    setProblem(result.ok ? null : describeError(result.error));
    if (result.ok) offerUndo(words, () => void take(parts));
    onDone();
  };
  const label = sheetLabel(number);
  return {
    problem,
    setProblem,
    pending: enter.pending,
    enter: async (part: SheetPart, patientId: string, happenedAt: string) =>
      after(
        await enter.run({ number, part, patientId, happenedAt }),
        `${partWords[part]} of ${label} is accounted for.`,
        [part],
      ),
    empty: async (parts: readonly SheetPart[]) =>
      after(await empty.run({ number, parts: [...parts], because: "" }), `${label}: nothing stands there.`, parts),
    takeBack: (parts: readonly SheetPart[]) => void take(parts),
  };
}
