import { TextInput } from "@mantine/core";
import { referralOperations, type Referral } from "@practicum/contracts/charting/referrals";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import type { z } from "zod";
import { useCommand } from "../../../api/use-command.ts";
import { dispositionWords, followUpByWords, wayWords } from "../../../chart/referrals/referral-words.ts";
import { ConsentChoice } from "../../../chart/sensitive/consent-choice.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm, type CommandFormControl } from "../../../forms/use-command-form.ts";
import type { Unanswered } from "../../../forms/use-contract-form.ts";
import { useSession } from "../../../session/session-context.ts";

/** All that is filled in of a step, whichever it is: each form shows its own fields, and the others stay as they begin. */
const EMPTY = {
  way: "phone" as keyof typeof wayWords | null,
  to: "",
  consentId: "",
  on: null as string | null,
  toldBy: "office" as "office" | "patient" | null,
  note: "",
  where: "",
  reason: "",
  disposition: "agree" as keyof typeof dispositionWords | null,
  plan: "",
  followUpBy: "provider" as keyof typeof followUpByWords | null,
  followUpDue: null as string | null,
};
type Values = typeof EMPTY;

interface Field {
  readonly name: keyof Values;
  readonly label: string;
  readonly kind: "text" | "date" | "choice" | "consent";
  readonly required?: boolean;
  readonly max?: number;
  readonly choices?: { readonly [value: string]: string };
  /** Where it is asked for; always, if nothing is said. */
  readonly when?: (values: Values) => boolean;
}

interface About {
  readonly referral: Referral;
  readonly today: LocalDate;
  readonly lastStepId: string;
}

type Recorded = Unanswered<z.input<typeof referralOperations.recordReferralStep.input>["step"]>;
type Decided = Unanswered<z.input<typeof referralOperations.decideReferral.input>["step"]>;

interface Form<Step> {
  readonly title: (referral: Referral) => string;
  readonly action: (referral: Referral) => string;
  readonly begins?: (about: About) => Partial<Values>;
  readonly fields: readonly Field[];
  readonly step: (values: Values, about: About) => Step;
}

const always = (words: string) => () => words;
const reason = (label: string): Field => ({ name: "reason", label, kind: "text", required: true, max: 200 });
const followsUp = ({ disposition }: Values) => disposition === "follow-up";

/** What can be said of a referral, each as a form: its title, the button, what is asked, and the step that follows from it. */
const RECORDED = {
  sent: {
    title: always("Sent"),
    action: always("Record as sent"),
    begins: ({ referral }) => ({ way: referral.letter?.isSigned ? "fax" : "phone" }),
    fields: [
      { name: "way", label: "How", kind: "choice", choices: wayWords },
      { name: "to", label: "To (empty: as the directory has it)", kind: "text", max: 120 },
      { name: "consentId", label: "Consent", kind: "consent" },
    ],
    step: ({ way, to, consentId }) => ({ kind: "sent", way, to, ...(consentId === "" ? {} : { consentId }) }),
  },
  appointment: {
    title: always("Appointment"),
    action: always("Record the appointment"),
    fields: [
      { name: "on", label: "Day of the appointment", kind: "date", required: true },
      {
        name: "toldBy",
        label: "Told by",
        kind: "choice",
        choices: { office: "The office", patient: "The patient" },
      },
      { name: "note", label: "Note", kind: "text", max: 200 },
    ],
    step: ({ on, toldBy, note }) => ({ kind: "appointment", on, toldBy, note }),
  },
  received: {
    title: always("Report received"),
    action: always("Record as received"),
    begins: ({ today }) => ({ on: today }),
    fields: [
      { name: "on", label: "Came on", kind: "date", required: true },
      { name: "where", label: "Where it lies (fax tray, mail, portal)", kind: "text", required: true, max: 120 },
    ],
    step: ({ on, where }) => ({ kind: "received", on, where }),
  },
  declined: {
    title: always("Declined"),
    action: always("Record as declined"),
    fields: [reason("Why the office declined")],
    step: (values) => ({ kind: "declined", reason: values.reason }),
  },
  "not-seen": {
    title: always("Not seen"),
    action: always("Record as not seen"),
    fields: [reason("Why the patient was not seen")],
    step: (values) => ({ kind: "not-seen", reason: values.reason }),
  },
  // The last step that stands was a mistake: it is taken back with a reason, and stays to be seen.
  back: {
    title: always("Take the last step back"),
    action: always("Mark as entered in error"),
    fields: [reason("Why was it wrong? It stays, struck through.")],
    step: (values, { lastStepId }) => ({ kind: "taken-back", stepId: lastStepId, reason: values.reason }),
  },
} as const satisfies { readonly [step: string]: Form<Recorded> };

/** What a provider alone says: the same, by another command. */
const DECIDED = {
  reviewed: {
    title: ({ state }) => (state === "to-review" ? "Review the report" : "Decide what follows"),
    action: ({ state }) => (state === "to-review" ? "Mark as reviewed" : "Record the decision"),
    begins: ({ referral, today }) => ({
      disposition: referral.state === "to-review" ? "agree" : "send-again",
      followUpDue: addDays(today, 7),
    }),
    fields: [
      { name: "disposition", label: "What follows", kind: "choice", choices: dispositionWords },
      { name: "plan", label: "In words", kind: "text", max: 400 },
      { name: "followUpBy", label: "Who follows it up", kind: "choice", choices: followUpByWords, when: followsUp },
      { name: "followUpDue", label: "Followed up by", kind: "date", required: true, when: followsUp },
    ],
    step: (values) => ({
      kind: "reviewed",
      disposition: values.disposition,
      plan: values.plan,
      ...(followsUp(values) && { followUp: { by: values.followUpBy, due: values.followUpDue } }),
    }),
  },
  cancelled: {
    title: always("Cancel the referral"),
    action: always("Record as cancelled"),
    fields: [reason("Why it is not needed any more")],
    step: (values) => ({ kind: "cancelled", reason: values.reason }),
  },
} as const satisfies { readonly [step: string]: Form<Decided> };

const isDecided = (step: FormStep): step is keyof typeof DECIDED => step in DECIDED;
export type FormStep = keyof typeof RECORDED | keyof typeof DECIDED;

const FIELDS = {
  ...Object.fromEntries(Object.keys(EMPTY).map((name) => [`step.${name}`, name])),
  "step.followUp.by": "followUpBy",
  "step.followUp.due": "followUpDue",
};

/** Of which step, and in which state: what was typed for one is not what is said of the next. */
export function stepDraft(step: string, { referralId, state }: Referral, lastStepId: string): string {
  return step === "back" ? `referral-back:${lastStepId}` : `referral-${step}:${referralId}:${state}`;
}

interface Props<Step> {
  readonly step: Step;
  readonly referral: Referral;
  /** The last step that stands. */
  readonly lastStepId: string;
  readonly onLeave: () => void;
}

/** The form of any step. */
export function StepForm({ step, ...props }: Props<FormStep>) {
  return isDecided(step) ? <DecidedForm step={step} {...props} /> : <RecordedForm step={step} {...props} />;
}

function RecordedForm({ step, referral, lastStepId, onLeave }: Props<keyof typeof RECORDED>) {
  const { today } = useSession();
  const form: Form<Recorded> = RECORDED[step];
  const about = { referral, today, lastStepId };
  const { referralId, patientId } = referral;
  const of = useCommandForm({
    draft: stepDraft(step, referral, lastStepId),
    initialValues: { ...EMPTY, ...form.begins?.(about) },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: (values, stepId) => ({ referralId, patientId, stepId, step: form.step(values, about) }),
    command: useCommand("charting", "recordReferralStep"),
    onDone: onLeave,
  });
  return <Fields of={of} form={form} referral={referral} onLeave={onLeave} />;
}

function DecidedForm({ step, referral, lastStepId, onLeave }: Props<keyof typeof DECIDED>) {
  const { today } = useSession();
  const form: Form<Decided> = DECIDED[step];
  const about = { referral, today, lastStepId };
  const { referralId, patientId } = referral;
  const of = useCommandForm({
    draft: stepDraft(step, referral, lastStepId),
    initialValues: { ...EMPTY, ...form.begins?.(about) },
    schema: referralOperations.decideReferral.input,
    fieldNames: FIELDS,
    toInput: (values, stepId) => ({ referralId, patientId, stepId, step: form.step(values, about) }),
    command: useCommand("charting", "decideReferral"),
    onDone: onLeave,
  });
  return <Fields of={of} form={form} referral={referral} onLeave={onLeave} />;
}

interface FieldsProps {
  readonly of: CommandFormControl<Values>;
  readonly form: Pick<Form<unknown>, "title" | "action" | "fields">;
  readonly referral: Referral;
  readonly onLeave: () => void;
}

function Fields({ of, form, referral, onLeave }: FieldsProps) {
  const { today } = useSession();
  const values = of.form.getValues();
  const shown = form.fields.filter(({ when }) => when === undefined || when(values));
  return (
    <CommandForm of={of} label={form.title(referral)} action={form.action(referral)} size="xs" onCancel={onLeave}>
      <div className="rf-fields">
        {shown.map(({ name, label, kind, required = false, max, choices = {} }) => {
          const props = { size: "xs", label, required, ...of.form.getInputProps(name) } as const;
          if (kind === "consent")
            return <ConsentChoice key={name} {...props} patientId={referral.patientId} factIds={factsOf(referral)} />;
          if (kind === "date") return <DateInput key={name} today={today} {...props} />;
          if (kind === "choice") return <ChoiceList key={name} data={choicesOf(choices)} {...props} />;
          // A reason is all that is asked: it is typed at once.
          return <TextInput key={name} {...props} {...(max && { maxLength: max })} autoFocus={shown.length === 1} />;
        })}
      </div>
    </CommandForm>
  );
}

const factsOf = ({ referralId, letter }: Referral) => [referralId, ...(letter ? [letter.letterId] : [])];
const choicesOf = (words: { readonly [value: string]: string }) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
