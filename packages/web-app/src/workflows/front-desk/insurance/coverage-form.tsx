import { SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { coverageOperations, type Coverage } from "@practicum/contracts/billing/coverage";
import { formatCents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { freePlace } from "../../../patient/first-in-force.ts";
import { sexes } from "../../../patient/sexes.ts";
import { useSession } from "../../../session/session-context.ts";
import { SecondaryReason } from "./secondary-reason.tsx";
import { SubscriberPick } from "./subscriber-pick.tsx";
import { coverageFields, emptyCoverage, toCoverage, valuesOfCoverage, type CoverageValues } from "./coverage-values.ts";

interface Props {
  readonly patientId: string;
  /** The one to change; null adds one, in the first place that is free on its days beside the others. */
  readonly coverage: Coverage | null;
  readonly others: readonly Coverage[];
  readonly onDone: (coverageId: string) => void;
  readonly onLeave: () => void;
}

/** Where what is typed about a coverage is kept, or about a new one of that patient. */
export function coverageDraft(patientId: string, known: Pick<Coverage, "coverageId"> | null): string {
  return known ? `coverage:${known.coverageId}` : `coverage:new:${patientId}`;
}

/** A coverage as it stands on the card. */
export function CoverageForm({ patientId, coverage, others, onDone, onLeave }: Props) {
  const session = useSession();
  const trpc = useTRPC();
  const add = useCommand("billing", "addCoverage");
  const update = useCommand("billing", "updateCoverage");
  const payers = useQuery({ ...trpc.billing.listPayers.queryOptions({}), staleTime: 10 * 60_000 });
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOfPayer = (id: string) => payers.data?.find((one) => one.payerId === id)?.name ?? "another payer";
  const of = useCommandForm({
    draft: coverageDraft(patientId, coverage),
    recordId: coverage?.coverageId,
    initialValues: coverage ? valuesOfCoverage(coverage) : emptyCoverage(`${session.today.slice(0, 4)}-01-01`),
    schema: coverageOperations.addCoverage.input,
    toInput: (values, coverageId) => {
      const entered = toCoverage(values);
      return { ...entered, coverageId, patientId, priority: placeOf(coverage, others, entered) };
    },
    fieldNames: coverageFields,
    words: { payerId: nameOfPayer, copay: formatCents },
    command: {
      run: ({ priority: at, ...rest }: CommandInput<"billing", "addCoverage">) =>
        coverage ? update.run({ ...rest, version: coverage.version }) : add.run({ ...rest, priority: at }),
      refresh: add.refresh,
    },
    onDone: (_, { coverageId }) => onDone(coverageId),
  });
  const { form } = of;
  const values = form.getValues();
  const payer = payers.data?.find((p) => p.payerId === values.payerId);
  const providers = (staff.data ?? []).filter((person) => person.npi !== null && person.active);
  const pcpChoices = providers.map((person) => ({
    value: person.npi ?? "",
    label: `${person.given} ${person.family}, ${person.credential}`,
  }));
  const knownPcp = pcpChoices.some((choice) => choice.value === values.pcpNpi);

  return (
    <CommandForm
      of={of}
      className="w-panel"
      dataOf={of.recordId}
      label={coverage ? `Change ${coverage.payerName}` : "Add a coverage"}
      action={coverage ? "Save" : "Add and check eligibility"}
      onCancel={onLeave}
    >
      {payers.isError && <Notice tone="warn">The payers could not be loaded. {errorText(payers.error)}</Notice>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <ChoiceList
          label="Payer"
          required
          data={(payers.data ?? [])
            .filter((p) => p.active || p.payerId === coverage?.payerId)
            .map((p) => ({ value: p.payerId as string, label: p.name }))}
          {...form.getInputProps("payerId")}
        />
        <TextInput
          label="Member ID"
          description={payer?.memberIdPattern ? "As it stands on the card" : undefined}
          required
          autoComplete="off"
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...form.getInputProps("memberId")}
        />
        <TextInput label="Group number" autoComplete="off" {...form.getInputProps("groupNumber")} />
        <TextInput label="Plan" autoComplete="off" {...form.getInputProps("planName")} />
        <DateInput label="Effective date" required today={session.today} {...form.getInputProps("from")} />
        <DateInput label="Termination date" today={session.today} {...form.getInputProps("to")} />
        <MoneyInput label="Copay" {...form.getInputProps("copay")} />
        <ChoiceList
          {...form.getInputProps("pcpNpi")}
          label="Assigned PCP"
          clearable
          placeholder={payer?.kind === "hmo" ? "As the card names it" : "HMO members only"}
          data={
            values.pcpNpi && !knownPcp
              ? [...pcpChoices, { value: values.pcpNpi, label: `NPI ${values.pcpNpi} (outside)` }]
              : pcpChoices
          }
          value={values.pcpNpi || null}
          onChange={(value) => form.setFieldValue("pcpNpi", value ?? "")}
        />
        <ChoiceList
          label="Patient's relationship to subscriber"
          data={[
            { value: "self", label: "Self" },
            { value: "spouse", label: "Spouse" },
            { value: "child", label: "Child" },
            { value: "other", label: "Other" },
          ]}
          {...form.getInputProps("relationship")}
          onChange={(value) => relate(form, value)}
        />
      </SimpleGrid>
      <SubscriberFields form={form} patientId={patientId} />
      <SecondaryReason
        {...form.getInputProps("secondaryReason")}
        payer={payer}
        place={placeOf(coverage, others, toCoverage(values))}
        value={values.secondaryReason}
        onChange={(value) => form.setFieldValue("secondaryReason", value)}
      />
    </CommandForm>
  );
}

/** Where all places are taken the service says so. */
function placeOf(coverage: Coverage | null, others: readonly Coverage[], days: Pick<Coverage, "from" | "to">): number {
  return coverage?.priority ?? freePlace(others, days) ?? 3;
}

/** Somebody else's name is not the patient's on the card. */
function relate(form: UseFormReturnType<CoverageValues>, value: unknown): void {
  form.getInputProps("relationship").onChange(value);
  if (value === "self")
    form.setValues({ subscriberFamily: "", subscriberGiven: "", subscriberMiddle: null, subscriberSuffix: null });
}

/** The patient's name as the payer has it: for names in other letters, or of before a marriage. */
function NameOnCard({ form }: { readonly form: UseFormReturnType<CoverageValues> }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt="xs">
      <TextInput
        label="Last name on the card, if it differs"
        autoComplete="off"
        {...form.getInputProps("subscriberFamily")}
      />
      <TextInput label="First name on the card" autoComplete="off" {...form.getInputProps("subscriberGiven")} />
    </SimpleGrid>
  );
}

/** Who holds the policy, where it is not the patient. */
function SubscriberFields({
  form,
  patientId,
}: {
  readonly form: UseFormReturnType<CoverageValues>;
  readonly patientId: string;
}) {
  const { today } = useSession();
  if (form.getValues().relationship === "self") return <NameOnCard form={form} />;
  return (
    <>
      <SubscriberPick form={form} patientId={patientId} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt="xs">
        <TextInput
          label="Subscriber's last name"
          required
          autoComplete="off"
          {...form.getInputProps("subscriberFamily")}
        />
        <TextInput
          label="Subscriber's first name"
          required
          autoComplete="off"
          {...form.getInputProps("subscriberGiven")}
        />
        <DateInput
          label="Subscriber's birth date"
          required
          today={today}
          sense="past"
          {...form.getInputProps("subscriberBirthDate")}
        />
        <ChoiceList label="Subscriber's sex" data={sexes} {...form.getInputProps("subscriberSex")} />
      </SimpleGrid>
    </>
  );
}
