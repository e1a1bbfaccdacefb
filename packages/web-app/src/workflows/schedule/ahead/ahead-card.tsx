import { Button, Group, TextInput } from "@mantine/core";
import { eligibilityAheadOperations } from "@practicum/contracts/billing/eligibility-ahead";
import { describeError } from "@practicum/contracts/error";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { isInOrder, todo, type AheadRow } from "./ahead-model.ts";
import { named } from "./use-ahead.ts";

interface Props {
  readonly row: AheadRow;
  /** Counts how often the note was asked for by its key. */
  readonly focus: number;
  readonly pending: boolean;
  readonly onVerify: () => void;
}

/** What is known of one visit's insurance, and what was done about it. */
export function AheadCard({ row, focus, pending, onVerify }: Props) {
  const { visit, known } = row;
  const { can, timeZone } = useSession();
  const asked = known.askedAt;
  return (
    <section className="w-panel" aria-label={formatName(visit.patientName)}>
      <h2 className="s-ahead-name">{formatName(visit.patientName)}</h2>
      <div className="s-dim">
        {formatDate(visit.date)} {formatTime(visit.start)} · {known.coverage?.payerName ?? "no plan"}
        {asked !== null && ` · asked ${formatDate(dateIn(asked, timeZone))} ${formatTime(timeIn(asked, timeZone))}`}
      </div>
      <p>{todo[known.state]}</p>
      {known.findings.length > 0 && (
        <ul>
          {known.findings.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <Group gap="xs" mb="xs">
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/p/$patientId/insurance" params={{ patientId: visit.patientId }} />
          )}
        >
          Insurance
        </Button>
        {can("eligibility.check") && known.coverage !== null && (
          <Button size="xs" variant="default" loading={pending} onClick={onVerify}>
            Verify
          </Button>
        )}
      </Group>
      {can("eligibility.check") && !isInOrder(known.state) && <CareOf row={row} focus={focus} />}
    </section>
  );
}

function CareOf({ row: { visit, known }, focus }: Pick<Props, "row" | "focus">) {
  const reopen = useCommand("billing", "reopenAhead");
  const field = useRef<HTMLInputElement>(null);
  const takeBack = async () => {
    const result = await reopen.run(named(visit));
    if (!result.ok) sayError(describeError(result.error));
  };
  const of = useCommandForm({
    draft: `ahead:${visit.appointmentId}`,
    recordId: visit.appointmentId,
    initialValues: { note: "" },
    schema: eligibilityAheadOperations.handleAhead.input,
    toInput: ({ note }) => ({ ...named(visit), note }),
    command: useCommand("billing", "handleAhead"),
    onDone: () =>
      offerUndo(`${formatName(visit.patientName)}: taken care of.`, () => void takeBack(), { about: visit.patientId }),
  });
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  if (known.handled !== null)
    return (
      <p>
        {known.handled.by}: {known.handled.note}{" "}
        <Button size="compact-xs" variant="default" loading={reopen.pending} onClick={() => void takeBack()}>
          Reopen
        </Button>
      </p>
    );
  return (
    <CommandForm of={of} label="Taken care of" action="Taken care of" size="xs">
      <TextInput
        ref={field}
        size="xs"
        label="What was done"
        placeholder="Called: brings the new card"
        {...of.form.getInputProps("note")}
      />
    </CommandForm>
  );
}
