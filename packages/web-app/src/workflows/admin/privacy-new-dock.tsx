import { Checkbox, Textarea, TextInput } from "@mantine/core";
import {
  privacyDays,
  privacyRequestKind,
  restrictionTarget,
  type PrivacyRequestKind,
  type RestrictionTarget,
} from "@practicum/contracts/charting/privacy-law";
import { privacyOperations } from "@practicum/contracts/charting/privacy-requests";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession, useToday } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { PatientField, useWorkers } from "./privacy-patient.tsx";
import { privacyKindWords, restrictionTargetWords } from "./privacy-words.ts";

const FIELDS = {
  "restriction.target": "target",
  "restriction.from": "from",
  "restriction.until": "until",
  restriction: "target",
};

/** What a patient asks, the day it comes, by whoever was asked. */
export function PrivacyNewDock({ about, onDone }: DockContentProps) {
  const today = useToday();
  const dock = useDock();
  const mayWork = useSession().can("privacy.work");
  const workers = useWorkers();
  const of = useCommandForm({
    draft: `privacy-request:new:${about ?? ""}`,
    initialValues: {
      patientId: about,
      kind: null as PrivacyRequestKind | null,
      askedBy: "The patient",
      asked: "",
      receivedOn: today as string | null,
      ownerId: null as string | null,
      target: null as RestrictionTarget | null,
      paidInFull: false,
      from: today as string | null,
      until: null as string | null,
    },
    schema: privacyOperations.receivePrivacyRequest.input,
    toInput: ({ target, paidInFull, from, until, ...values }, requestId) => ({
      ...values,
      requestId,
      restriction:
        values.kind === "restriction"
          ? { target, paidInFull: target === "health-plan" && paidInFull, from, until }
          : null,
    }),
    fieldNames: FIELDS,
    command: useCommand("charting", "receivePrivacyRequest"),
    onDone: ({ dueOn }, { requestId }) => {
      say(`Written down. It is answered by ${formatDate(dueOn)}.`);
      if (mayWork) dock.open("privacy-request", requestId);
      else onDone();
    },
  });
  const { form } = of;
  const { kind } = form.getValues();
  return (
    <CommandForm of={of} label="Write down a request" action="Write it down">
      <PatientField form={form} />
      <ChoiceList
        label="Asked for"
        required
        data={privacyRequestKind.options.map((one) => ({ value: one, label: privacyKindWords[one] }))}
        description={kind && `To be answered within ${privacyDays[kind].days} days`}
        {...form.getInputProps("kind")}
      />
      {kind === "restriction" && <Restricted form={form} today={today} />}
      <TextInput label="Who asked" required autoComplete="off" {...form.getInputProps("askedBy")} />
      <Textarea
        label="What was asked, in the patient's words"
        required
        autosize
        minRows={3}
        {...form.getInputProps("asked")}
      />
      <DateInput label="Received on" required today={today} {...form.getInputProps("receivedOn")} />
      <ChoiceList
        label="Who works on it"
        description="The practice managers, if nobody is chosen"
        clearable
        data={workers}
        {...form.getInputProps("ownerId")}
      />
    </CommandForm>
  );
}

type Form = ReturnType<
  typeof useCommandForm<
    {
      patientId: string | null;
      kind: PrivacyRequestKind | null;
      askedBy: string;
      asked: string;
      receivedOn: string | null;
      ownerId: string | null;
      target: RestrictionTarget | null;
      paidInFull: boolean;
      from: string | null;
      until: string | null;
    },
    typeof privacyOperations.receivePrivacyRequest.input,
    { dueOn: string }
  >
>["form"];

/** What is kept from whom. What was paid in full is kept from the plan whether the practice likes it or not. */
function Restricted({ form, today }: { readonly form: Form; readonly today: string }) {
  const { target } = form.getValues();
  return (
    <>
      <ChoiceList
        label="Kept from whom"
        required
        data={restrictionTarget.options.map((one) => ({ value: one, label: restrictionTargetWords[one] }))}
        {...form.getInputProps("target")}
      />
      {target === "health-plan" && (
        <Checkbox
          label="The patient pays these visits in full"
          description="Then the practice has to agree (45 CFR 164.522(a)(1)(vi)), and bills the patient instead of the plan."
          {...form.getInputProps("paidInFull", { type: "checkbox" })}
        />
      )}
      <DateInput label="For visits from" required today={today} {...form.getInputProps("from")} />
      <DateInput label="Until" description="Empty: for good" today={today} {...form.getInputProps("until")} />
    </>
  );
}
