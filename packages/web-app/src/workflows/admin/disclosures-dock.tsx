import { Button, Checkbox, Stack, TextInput } from "@mantine/core";
import { accountingOperations, type AccountedDisclosure } from "@practicum/contracts/charting/accounting";
import { accountExemption, type AccountExemption } from "@practicum/contracts/charting/privacy-law";
import { sensitiveClass, type SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import { addMonths, formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useToday } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { exemptionWords } from "./privacy-words.ts";
import { ChosenPatient } from "./privacy-patient.tsx";

/** To whom a patient's information went: what is on record of six years, and what is added by hand. */
export function DisclosuresDock({ about }: DockContentProps) {
  const dock = useDock();
  return (
    <div className="a-stack">
      <ChosenPatient
        patientId={about}
        onChoose={(patientId) => (patientId === null ? dock.open("disclosures") : dock.open("disclosures", patientId))}
      />
      {about !== null && <OfPatient key={about} patientId={about} />}
    </div>
  );
}

function OfPatient({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const today = useToday();
  const account = useQuery(
    trpc.charting.accountOfDisclosures.queryOptions({ patientId, from: addMonths(today, -72), until: today }),
  );
  if (account.isError)
    return (
      <ErrorState what="The disclosures" message={errorText(account.error)} onRetry={() => void account.refetch()} />
    );
  if (!account.data) return <LoadingState rows={4} />;
  return (
    <>
      {account.data.cut && <p className="a-dim">These are the newest thousand.</p>}
      {account.data.disclosures.length === 0 && <p className="a-dim">Nothing is on record of the last six years.</p>}
      <ul className="a-requests" aria-label="Disclosures">
        {account.data.disclosures.map((one) => (
          <Line key={one.disclosureId} patientId={patientId} line={one} />
        ))}
      </ul>
      <ByHand patientId={patientId} />
    </>
  );
}

function Line({ patientId, line }: { readonly patientId: string; readonly line: AccountedDisclosure }) {
  const [striking, setStriking] = useState(false);
  return (
    <li>
      <div style={line.struck ? { textDecoration: "line-through" } : undefined}>
        {formatDate(line.on)}: {line.what}, to <b>{line.to || "somebody who was not named"}</b> ({line.way})
      </div>
      <div className="a-dim">
        {line.purpose}. {line.byHand ? `Written down by ${line.by}.` : `Sent by ${line.by}.`}
        {line.exemption && ` Not in the account that the patient gets: ${lower(exemptionWords[line.exemption])}.`}
        {line.withheldUntil && ` Withheld from the patient until ${formatDate(line.withheldUntil)}.`}
        {line.struck && ` Struck by ${line.struck.by}: ${line.struck.reason}`}
      </div>
      {line.byHand && !line.struck && !striking && (
        <Button size="compact-xs" variant="subtle" onClick={() => setStriking(true)}>
          Strike it
        </Button>
      )}
      {striking && <Strike patientId={patientId} disclosureId={line.disclosureId} onDone={() => setStriking(false)} />}
    </li>
  );
}

function Strike(props: { readonly patientId: string; readonly disclosureId: string; readonly onDone: () => void }) {
  const { patientId, disclosureId, onDone } = props;
  const of = useCommandForm({
    draft: `strike-disclosure:${disclosureId}`,
    initialValues: { reason: "" },
    schema: accountingOperations.strikeDisclosure.input,
    toInput: ({ reason }) => ({ patientId, disclosureId, reason }),
    command: useCommand("charting", "strikeDisclosure"),
    onDone,
  });
  return (
    <CommandForm of={of} label="Strike a disclosure" action="Strike" size="xs" onCancel={onDone}>
      <TextInput label="Why it was none" required autoComplete="off" {...of.form.getInputProps("reason")} />
    </CommandForm>
  );
}

function ByHand({ patientId }: { readonly patientId: string }) {
  const today = useToday();
  const of = useCommandForm({
    draft: `disclosure:${patientId}`,
    initialValues: {
      on: today as string | null,
      to: "",
      what: "",
      purpose: "",
      way: "",
      exemption: null as AccountExemption | null,
      withheldUntil: null as string | null,
      classes: [] as SensitiveClass[],
    },
    schema: accountingOperations.recordDisclosure.input,
    toInput: (values, disclosureId) => ({ ...values, patientId, disclosureId }),
    command: useCommand("charting", "recordDisclosure"),
    after: "again",
    onDone: () => say("Written down."),
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Write down a disclosure" action="Write it down">
      <h2 className="a-heading">By hand</h2>
      <DateInput label="Day" required today={today} {...form.getInputProps("on")} />
      <TextInput
        label="To whom"
        description="With the address, as far as it is known"
        required
        autoComplete="off"
        {...form.getInputProps("to")}
      />
      <TextInput label="What" required autoComplete="off" {...form.getInputProps("what")} />
      <TextInput label="What for" required autoComplete="off" {...form.getInputProps("purpose")} />
      <TextInput
        label="By which way"
        placeholder="Fax, mail, by hand"
        required
        autoComplete="off"
        {...form.getInputProps("way")}
      />
      <ChoiceList
        label="Why it is no part of the account"
        description="Empty: the patient is told of it (45 CFR 164.528)."
        clearable
        data={accountExemption.options.map((one) => ({ value: one, label: exemptionWords[one] }))}
        {...form.getInputProps("exemption")}
      />
      <DateInput
        label="Withheld until"
        description="Where an authority asked for that in writing"
        today={today}
        {...form.getInputProps("withheldUntil")}
      />
      <Checkbox.Group label="What was in it" {...form.getInputProps("classes")}>
        <Stack gap={6} mt={4}>
          {sensitiveClass.options.map((one) => (
            <Checkbox key={one} value={one} label={classWords[one]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </CommandForm>
  );
}

/** As the roles' page has them. */
const classWords: { readonly [C in SensitiveClass]: string } = {
  "substance-use": "Substance use records (42 CFR Part 2)",
  "minors-care": "Minors’ confidential care",
  reproductive: "Sexual and reproductive health",
};

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
