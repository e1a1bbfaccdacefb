import { TextInput } from "@mantine/core";
import { referralOperations, type Referral } from "@practicum/contracts/charting/referrals";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";

const FIELDS = {
  "step.number": "number",
  "step.period": "from",
  "step.period.from": "from",
  "step.period.until": "until",
};

export const authorizationDraft = ({ referralId, state }: Referral) => `referral-authorization:${referralId}:${state}`;

/**
 * The number that the plan gave for the visit with the other office. It stands with the referral alone: what is recorded with the insurance
 * goes on the practice's own claims, and this visit is not the practice's.
 */
export function AuthorizationForm({
  referral,
  onLeave,
}: {
  readonly referral: Referral;
  readonly onLeave: () => void;
}) {
  const { today } = useSession();
  const record = useCommand("charting", "recordReferralStep");
  const { referralId, patientId } = referral;
  const of = useCommandForm({
    draft: authorizationDraft(referral),
    initialValues: { number: "", from: null as string | null, until: null as string | null },
    schema: referralOperations.recordReferralStep.input,
    fieldNames: FIELDS,
    toInput: ({ number, from, until }, stepId) => ({
      referralId,
      patientId,
      stepId,
      step: {
        kind: "authorization" as const,
        permitId: null,
        number,
        // A letter without a period allows it without an end.
        period: from === null && until === null ? null : { from, until },
      },
    }),
    // An empty number says that the plan asks for none, and has a button of its own.
    hindered: ({ number }) => (number.trim() === "" ? "Enter the number that the plan gave." : null),
    command: record,
    onDone: onLeave,
  });
  return (
    <CommandForm of={of} label="The plan’s number" action="Record the number" size="xs" onCancel={onLeave}>
      <div className="rf-fields">
        <TextInput
          size="xs"
          label="Number, as the plan wrote it"
          required
          autoFocus
          maxLength={50}
          {...of.form.getInputProps("number")}
        />
        <DateInput size="xs" label="Good from" today={today} {...of.form.getInputProps("from")} />
        <DateInput size="xs" label="Good until" today={today} {...of.form.getInputProps("until")} />
      </div>
    </CommandForm>
  );
}
