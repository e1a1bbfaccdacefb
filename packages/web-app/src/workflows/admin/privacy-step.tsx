import { Textarea } from "@mantine/core";
import {
  privacyDueMax,
  privacyGrounds,
  reviewableGrounds,
  type PrivacyGround,
} from "@practicum/contracts/charting/privacy-law";
import {
  privacyOperations,
  type PrivacyRequest,
  type PrivacyStepKind,
} from "@practicum/contracts/charting/privacy-requests";
import { formatDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { useWorkers } from "./privacy-patient.tsx";
import { privacyGroundWords, privacyStepWords, privacyWordsLabel } from "./privacy-words.ts";

type Step = Exclude<PrivacyStepKind, "received">;

const FIELDS = { "amends.encounterId": "encounterId", "amends.text": "addendum", amends: "encounterId" };

/** The next step of a request: what can be done now, and what each asks for. */
export function NextStep({ request }: { readonly request: PrivacyRequest }) {
  const { requestId, patientId, version, ownerId, kind, receivedOn } = request;
  const { today } = useSession();
  const steps = request.next.filter((one): one is Step => one !== "received");
  const workers = useWorkers();
  const of = useCommandForm({
    draft: `privacy-request:${requestId}`,
    initialValues: {
      step: null as Step | null,
      words: "",
      ownerId: ownerId as string | null,
      ground: null as PrivacyGround | null,
      dueOn: null as string | null,
      feeCents: null as Cents | null,
      encounterId: null as string | null,
      addendum: "",
    },
    schema: privacyOperations.workPrivacyRequest.input,
    toInput: ({ encounterId, addendum, ...values }, addendumId) => ({
      ...values,
      ground: values.step === "denied" ? values.ground : null,
      dueOn: values.step === "extended" ? values.dueOn : null,
      feeCents: values.step === "fee-told" ? values.feeCents : null,
      amends: values.step === "granted" && encounterId !== null ? { addendumId, encounterId, text: addendum } : null,
      requestId,
      patientId,
      version,
    }),
    fieldNames: FIELDS,
    command: useCommand("charting", "workPrivacyRequest"),
    after: "stay",
    onDone: () => say("Saved."),
  });
  const { form } = of;
  const { step, encounterId } = form.getValues();
  return (
    <CommandForm of={of} label="The next step" action="Save">
      <ChoiceList
        label="What is done"
        required
        data={steps.map((one) => ({ value: one, label: privacyStepWords[one] }))}
        {...form.getInputProps("step")}
      />
      {step === "assigned" && <ChoiceList label="To whom" required data={workers} {...form.getInputProps("ownerId")} />}
      {step === "denied" && (
        <ChoiceList
          label="Why"
          required
          data={privacyGrounds[kind].map((one) => ({
            value: one,
            label:
              privacyGroundWords[one] + (reviewableGrounds.includes(one) ? " (the patient may have it reviewed)" : ""),
          }))}
          {...form.getInputProps("ground")}
        />
      )}
      {step === "extended" && (
        <DateInput
          label="Answered by"
          required
          description={`${formatDate(privacyDueMax(kind, receivedOn))} at the latest. The patient is told in writing.`}
          today={today}
          {...form.getInputProps("dueOn")}
        />
      )}
      {step === "fee-told" && <MoneyInput label="Fee" required {...form.getInputProps("feeCents")} />}
      {step === "granted" && kind === "amendment" && (
        <NoteField patientId={patientId} field={form.getInputProps("encounterId")} />
      )}
      {step === "granted" && encounterId !== null && (
        <Textarea label="What is right" required autosize minRows={2} {...form.getInputProps("addendum")} />
      )}
      <Textarea
        label={step ? privacyWordsLabel[step] : "Words"}
        required={step !== "assigned"}
        autosize
        minRows={3}
        {...form.getInputProps("words")}
      />
    </CommandForm>
  );
}

/** Which signed note is amended; for who writes notes. What is no note's is said in words. */
function NoteField(props: {
  readonly patientId: string;
  readonly field: Omit<ComponentProps<typeof ChoiceList>, "data" | "label">;
}) {
  const trpc = useTRPC();
  const mayWrite = useSession().can("note.write");
  const chart = useQuery({
    ...trpc.charting.getChart.queryOptions({ patientId: props.patientId }),
    enabled: mayWrite,
  });
  if (!mayWrite)
    return (
      <p className="a-dim">
        To amend a note, give the request to the provider who wrote it. Say below what else was corrected.
      </p>
    );
  const notes = (chart.data?.encounters ?? []).filter((one) => one.status !== "open");
  return (
    <ChoiceList
      label="Note that is amended"
      description="It gets an addendum. Empty where no note is amended."
      clearable
      data={notes.map((one) => ({
        value: one.encounterId as string,
        label: `${formatDate(one.serviceDate)}, ${one.visitTypeName}`,
      }))}
      {...props.field}
    />
  );
}
