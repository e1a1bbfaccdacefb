import { SimpleGrid, Switch, TextInput } from "@mantine/core";
import { filingCodes, payerOperations, type Payer } from "@practicum/contracts/billing/payers";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { knownPayers } from "./known-payers.ts";
import { payerKinds } from "./payer-words.ts";

interface Props {
  /** Null adds one. */
  readonly payer: Payer | null;
  readonly onSaved?: (payerId: string) => void;
}

/** Where what is typed about a payer, or a new one, is kept. */
export function payerDraft(payer: Pick<Payer, "payerId"> | null): string {
  return `payer:${payer?.payerId ?? "new"}`;
}

interface Values extends Record<string, unknown> {
  readonly name: string;
  readonly electronicId: string;
  readonly kind: Payer["kind"];
  readonly claimFiling: string;
  readonly filingDays: string;
  readonly memberIdPattern: string;
  readonly capitated: boolean;
  readonly active: boolean;
}

const newPayer: Values = {
  name: "",
  electronicId: "",
  kind: "ppo",
  claimFiling: "CI",
  filingDays: "180",
  memberIdPattern: "",
  capitated: false,
  active: true,
};

function valuesOf({ name, electronicId, kind, claimFiling, filingDays, ...payer }: Payer): Values {
  const { memberIdPattern, capitated, active } = payer;
  return {
    name,
    electronicId,
    kind,
    claimFiling,
    filingDays: String(filingDays),
    memberIdPattern: memberIdPattern ?? "",
    capitated,
    active,
  };
}

/** One payer. Claims that are not sent yet follow it when they are checked again. */
export function PayerForm({ payer, onSaved }: Props) {
  const of = useCommandForm({
    draft: payerDraft(payer),
    recordId: payer?.payerId,
    initialValues: payer ? valuesOf(payer) : newPayer,
    schema: payerOperations.savePayer.input,
    toInput: (values, id) => ({
      ...values,
      payerId: id,
      version: payer?.version ?? null,
      electronicId: values.electronicId.trim().toUpperCase(),
      filingDays: Number(values.filingDays),
      memberIdPattern: values.memberIdPattern.trim() || null,
    }),
    words: { kind: (kind: Payer["kind"]) => payerKinds[kind] },
    command: useCommand("billing", "savePayer"),
    after: payer === null ? "close" : "stay",
    onDone: (_, input) => {
      say("Saved.");
      onSaved?.(input.payerId);
    },
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      className="w-panel"
      dataOf={of.recordId}
      label="Payer"
      action={payer ? "Save" : "Add the payer"}
      size="xs"
    >
      {payer === null && (
        <ChoiceList
          label="Choose from the list"
          description="Payer IDs that payers publish. Your clearinghouse may call one otherwise: its own list decides"
          clearable
          placeholder="Or fill in below"
          data={knownPayers.map((one) => ({ value: one.electronicId, label: one.name, words: [one.electronicId] }))}
          onChange={(id) => {
            const { kind, electronicId, name } = knownPayers.find((one) => one.electronicId === id) ?? {};
            if (kind === undefined) return;
            form.setValues({ name, electronicId, kind, claimFiling: filingCodes[kind][0] ?? "CI" });
          }}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput label="Name" required {...form.getInputProps("name")} />
        <ChoiceList
          label="Kind"
          required
          data={Object.entries(payerKinds).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps("kind")}
          onChange={(kind) => {
            form.setFieldValue("kind", kind as Payer["kind"]);
            // The usual code of that kind, unless the one that is there fits it too.
            const [usual, ...others] = filingCodes[kind as Payer["kind"]] ?? [];
            const fits = [usual, ...others].includes(form.getValues().claimFiling);
            if (usual !== undefined && !fits) form.setFieldValue("claimFiling", usual);
          }}
        />
        <TextInput
          label="Payer ID"
          description="What the clearinghouse calls it"
          required
          {...form.getInputProps("electronicId")}
        />
        <TextInput
          label="Claim filing code"
          description="HM for an HMO, 12 a PPO, MB Medicare, MC Medi-Cal, WC workers' compensation, AM auto, CH TRICARE, CI another insurer (SBR09)"
          required
          {...form.getInputProps("claimFiling")}
        />
        <TextInput
          label="Timely filing limit, in days"
          required
          inputMode="numeric"
          {...form.getInputProps("filingDays")}
        />
        <TextInput
          label="Member ID format"
          description="As a pattern: ^W\d{9}$ is W and nine digits. Empty when the payer gives no rule"
          {...form.getInputProps("memberIdPattern")}
        />
        <Switch label="Pays by capitation" {...form.getInputProps("capitated", { type: "checkbox" })} />
        <Switch label="Active" {...form.getInputProps("active", { type: "checkbox" })} />
      </SimpleGrid>
    </CommandForm>
  );
}
