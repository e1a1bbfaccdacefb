import { Checkbox, Textarea } from "@mantine/core";
import { referralOperations, type OutsideProvider, type Specialty } from "@practicum/contracts/charting/referrals";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { useChart } from "../../../chart/chart-queries.ts";
import type { EncounterSummary } from "../../../chart/chart-types.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { visitChoices } from "../documents/visit-choices.ts";
import { specialtyChoices } from "../../../chart/referrals/office-form.tsx";
import { OfficePicker } from "./office-picker.tsx";

/** Refers the patient, in one of the open notes. */
export function OrderReferral({ patientId }: { readonly patientId: string }) {
  const { data: chart } = useChart(patientId);
  if (!chart) return null;
  const open = chart.encounters.filter((one) => one.status === "open");
  if (open.length === 0)
    return <Notice tone="info">A referral is ordered in an open note. This patient has none.</Notice>;
  return <OrderForm patientId={patientId} open={open} />;
}

interface FormProps {
  readonly patientId: string;
  readonly open: readonly EncounterSummary[];
}

const urgencies = [
  { value: "routine", label: "Routine" },
  { value: "urgent", label: "Urgent" },
];

function OrderForm({ patientId, open }: FormProps) {
  const order = useCommand("charting", "orderReferral");
  const of = useCommandForm({
    draft: `referral:${patientId}`,
    initialValues: {
      office: null as OutsideProvider | null,
      specialty: null as string | null,
      urgency: "routine" as string | null,
      reason: "",
      diagnosis: "",
      encounterId: visitChoices(open)[0]?.value ?? null,
      withProblems: true,
      withMedications: true,
      withAllergies: true,
    },
    schema: referralOperations.orderReferral.input,
    toInput: (values, referralId) => ({
      referralId,
      patientId,
      encounterId: values.encounterId,
      specialty: values.specialty as Specialty | null,
      toId: values.office?.outsideProviderId ?? null,
      urgency: values.urgency as "routine" | "urgent" | null,
      reason: values.reason,
      diagnosis: values.diagnosis === "" ? null : values.diagnosis,
      withProblems: values.withProblems,
      withMedications: values.withMedications,
      withAllergies: values.withAllergies,
    }),
    command: order,
    after: "again",
    onDone: () => say("The referral is ordered. It waits to be sent."),
  });
  const { form } = of;
  const { encounterId, specialty, office } = form.getValues();
  const diagnoses = open.find((one) => one.encounterId === encounterId)?.diagnoses ?? [];
  return (
    <section className="w-panel" aria-label="Order a referral">
      <header>
        <h2>Order a referral</h2>
      </header>
      {/* Beside the form: an entry that is added to the directory is a form of its own. */}
      <OfficePicker
        chosen={office}
        specialty={(specialty as Specialty | null) ?? "other"}
        onChoose={(chosen) => {
          form.setFieldValue("office", chosen);
          if (chosen && specialty === null) form.setFieldValue("specialty", chosen.specialty);
        }}
      />
      <CommandForm of={of} label="The referral" action="Order the referral" size="xs">
        <div className="rf-fields">
          <ChoiceList
            size="xs"
            label="Specialty"
            required
            data={specialtyChoices}
            {...form.getInputProps("specialty")}
          />
          <ChoiceList size="xs" label="How urgent" required data={urgencies} {...form.getInputProps("urgency")} />
          <ChoiceList
            size="xs"
            label="In the note of"
            data={visitChoices(open)}
            {...form.getInputProps("encounterId")}
          />
          <ChoiceList
            size="xs"
            label="For"
            data={[
              { value: "", label: "No diagnosis yet" },
              ...diagnoses.map(({ code, label }) => ({ value: code, label: `${code} ${label}` })),
            ]}
            {...form.getInputProps("diagnosis")}
          />
        </div>
        <Textarea
          size="xs"
          label="What is asked, and why"
          required
          autosize
          minRows={2}
          maxLength={600}
          {...form.getInputProps("reason")}
        />
        <div className="rf-row" role="group" aria-label="What goes along in the letter">
          <span className="rf-dim">Goes along:</span>
          <Checkbox size="xs" label="Problems" {...form.getInputProps("withProblems", { type: "checkbox" })} />
          <Checkbox size="xs" label="Medications" {...form.getInputProps("withMedications", { type: "checkbox" })} />
          <Checkbox size="xs" label="Allergies" {...form.getInputProps("withAllergies", { type: "checkbox" })} />
        </div>
      </CommandForm>
    </section>
  );
}
