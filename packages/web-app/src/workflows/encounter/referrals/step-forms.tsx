import { TextInput } from "@mantine/core";
import { referralOperations, type Referral } from "@practicum/contracts/charting/referrals";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { dispositionWords, wayWords } from "../../../chart/referrals/referral-words.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";

interface Props {
  readonly referral: Referral;
  readonly onLeave: () => void;
}

const choicesOf = (words: { readonly [value: string]: string }) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const ofReferral = ({ referralId, patientId }: Referral) => ({ referralId, patientId });
const FIELDS = Object.fromEntries(
  ["way", "to", "on", "toldBy", "note", "where", "reason", "number", "disposition", "plan"].map((name) => [
    `step.${name}`,
    name,
  ]),
);
const draftOf = (kind: string, { referralId, state }: Referral) => `referral-${kind}:${referralId}:${state}`;

export function SentForm({ referral, onLeave }: Props) {
  const record = useCommand("charting", "recordReferralStep");
  const of = useCommandForm({
    draft: draftOf("sent", referral),
    initialValues: { way: (referral.letter?.isSigned ? "fax" : "phone") as string | null, to: "" },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ way, to }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "sent" as const, way: way as keyof typeof wayWords, to },
    }),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="Sent" action="Record as sent" size="xs" onCancel={onLeave}>
      <div className="rf-fields">
        <ChoiceList size="xs" label="How" data={choicesOf(wayWords)} {...of.form.getInputProps("way")} />
        <TextInput
          size="xs"
          label="To (empty: as the directory has it)"
          maxLength={120}
          {...of.form.getInputProps("to")}
        />
      </div>
    </CommandForm>
  );
}

export function AppointmentForm({ referral, onLeave }: Props) {
  const { today } = useSession();
  const record = useCommand("charting", "recordReferralStep");
  const of = useCommandForm({
    draft: draftOf("appointment", referral),
    initialValues: { on: null as string | null, toldBy: "office" as string | null, note: "" },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ on, toldBy, note }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "appointment" as const, on, toldBy: toldBy as "office" | "patient", note },
    }),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="Appointment" action="Record the appointment" size="xs" onCancel={onLeave}>
      <div className="rf-fields">
        <DateInput size="xs" label="Day of the appointment" required today={today} {...of.form.getInputProps("on")} />
        <ChoiceList
          size="xs"
          label="Told by"
          data={choicesOf({ office: "The office", patient: "The patient" })}
          {...of.form.getInputProps("toldBy")}
        />
        <TextInput size="xs" label="Note" maxLength={200} {...of.form.getInputProps("note")} />
      </div>
    </CommandForm>
  );
}

export function ReceivedForm({ referral, onLeave }: Props) {
  const { today } = useSession();
  const record = useCommand("charting", "recordReferralStep");
  const of = useCommandForm({
    draft: draftOf("received", referral),
    initialValues: { on: today as string | null, where: "" },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ on, where }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "received" as const, on, where },
    }),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="Report received" action="Record as received" size="xs" onCancel={onLeave}>
      <div className="rf-fields">
        <DateInput size="xs" label="Came on" required today={today} {...of.form.getInputProps("on")} />
        <TextInput
          size="xs"
          label="Where it lies (fax tray, mail, portal)"
          required
          maxLength={120}
          {...of.form.getInputProps("where")}
        />
      </div>
    </CommandForm>
  );
}

const REASONS = {
  declined: { label: "Declined", action: "Record as declined", asks: "Why the office declined" },
  "not-seen": { label: "Not seen", action: "Record as not seen", asks: "Why the patient was not seen" },
} as const;

export function ReasonForm({ referral, onLeave, kind }: Props & { readonly kind: keyof typeof REASONS }) {
  const record = useCommand("charting", "recordReferralStep");
  const { label, action, asks } = REASONS[kind];
  const of = useCommandForm({
    draft: draftOf(kind, referral),
    initialValues: { reason: "" },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ reason }, stepId) => ({ ...ofReferral(referral), stepId, step: { kind, reason } }),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label={label} action={action} size="xs" onCancel={onLeave}>
      <TextInput size="xs" label={asks} required autoFocus maxLength={200} {...of.form.getInputProps("reason")} />
    </CommandForm>
  );
}

export function CancelForm({ referral, onLeave }: Props) {
  const decide = useCommand("charting", "decideReferral");
  const of = useCommandForm({
    draft: draftOf("cancelled", referral),
    initialValues: { reason: "" },
    schema: referralOperations.decideReferral.input,
    fieldNames: FIELDS,
    toInput: ({ reason }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "cancelled" as const, reason },
    }),
    command: decide,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="Cancel the referral" action="Record as cancelled" size="xs" onCancel={onLeave}>
      <TextInput
        size="xs"
        label="Why it is not needed any more"
        required
        autoFocus
        maxLength={200}
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}

export function ReviewForm({ referral, onLeave }: Props) {
  const decide = useCommand("charting", "decideReferral");
  const isReport = referral.state === "to-review";
  const of = useCommandForm({
    draft: draftOf("reviewed", referral),
    initialValues: { disposition: (isReport ? "agree" : "send-again") as string | null, plan: "" },
    schema: referralOperations.decideReferral.input,
    fieldNames: FIELDS,
    toInput: ({ disposition, plan }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "reviewed" as const, disposition: disposition as keyof typeof dispositionWords, plan },
    }),
    command: decide,
    onDone: onLeave,
  });
  return (
    <CommandForm
      of={of}
      label={isReport ? "Review the report" : "Decide what follows"}
      action={isReport ? "Mark as reviewed" : "Record the decision"}
      size="xs"
      onCancel={onLeave}
    >
      <div className="rf-fields">
        <ChoiceList
          size="xs"
          label="What follows"
          data={choicesOf(dispositionWords)}
          {...of.form.getInputProps("disposition")}
        />
        <TextInput size="xs" label="In words" maxLength={400} {...of.form.getInputProps("plan")} />
      </div>
    </CommandForm>
  );
}

/** The last step that stands was a mistake: it is taken back with a reason, and stays to be seen. */
export function TakeBackForm({ referral, onLeave, stepId: wrong }: Props & { readonly stepId: string }) {
  const record = useCommand("charting", "recordReferralStep");
  const of = useCommandForm({
    draft: `referral-back:${wrong}`,
    initialValues: { reason: "" },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ reason }, stepId) => ({
      ...ofReferral(referral),
      stepId,
      step: { kind: "taken-back" as const, stepId: wrong, reason },
    }),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="Take the last step back" action="Mark as entered in error" size="xs" onCancel={onLeave}>
      <TextInput
        size="xs"
        label="Why was it wrong? It stays, struck through."
        required
        autoFocus
        maxLength={200}
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}
