import { Checkbox, TextInput } from "@mantine/core";
import { payerContractOperations, type PayerContract } from "@practicum/contracts/billing/payer-contracts";
import type { Payer } from "@practicum/contracts/billing/payers";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { ContractClauses } from "./contract-clauses.tsx";
import { ContractCases, ContractTerms } from "./contract-terms.tsx";
import { contentOf, fieldOf, valuesOf, type ContractValues } from "./contract-values.ts";
import { CompareChange } from "./compare-change.tsx";
import { TryContract } from "./try-contract.tsx";

/** The draft of what a contract is to say: of one that is there, or of a new one. */
export function contractDraft(contractId: string | null): string {
  return `payer-contract:${contractId ?? "new"}`;
}

interface Values extends ContractValues {
  readonly payerId: string | null;
}

interface Props {
  /** Null for a new one. */
  readonly contract: PayerContract | null;
  readonly payers: readonly Payer[];
  readonly onSaved: (contractId: string) => void;
  readonly onCancel?: () => void;
}

/** BIL-380: what a contract says from a day on, and what it would make of a claim while it is being written. */
export function ContractForm({ contract, payers, onSaved, onCancel }: Props) {
  const session = useSession();
  const trpc = useTRPC();
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const schedules = useQuery(trpc.billing.listFeeSchedules.queryOptions({ onDate: session.today }));
  const undo = useCommand("billing", "undoContract");
  const initialValues: Values = {
    ...valuesOf(contract?.content ?? null, session.today),
    payerId: contract?.payerId ?? null,
  };
  const of = useContractCommand({ contract, initialValues, onSaved, undo: undo.run });
  const { form } = of;
  const values = form.getValues();
  const billed = payers.filter((one) => one.kind !== "self-pay");
  return (
    <CommandForm
      of={of}
      className="w-panel"
      label={contract ? "What it says" : "New contract"}
      action={contract ? "Save as a new version" : "Add the contract"}
      size="xs"
      onCancel={onCancel}
      foot={contract && <CompareChange contract={contract} content={() => contentOf(form.getValues())} />}
      below={<TryContract content={() => contentOf(form.getValues())} />}
    >
      <h2 style={{ margin: 0, fontSize: 15 }}>{contract ? "What it says from a day on" : "New contract"}</h2>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        {contract === null && (
          <ChoiceList
            size="xs"
            label="Payer"
            style={{ flex: "1 1 160px" }}
            placeholder="Choose a payer"
            data={billed.map((one) => ({ value: one.payerId, label: one.name }))}
            {...form.getInputProps("payerId")}
            onChange={(payerId) => form.setFieldValue("payerId", payerId)}
          />
        )}
        <TextInput
          size="xs"
          label="Name"
          style={{ flex: "1 1 160px" }}
          maxLength={60}
          {...form.getInputProps("name")}
        />
        <DateInput
          size="xs"
          label="From"
          w={120}
          today={session.today}
          {...form.getInputProps("from")}
          onChange={(day) => form.setFieldValue("from", day)}
        />
      </div>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          size="xs"
          label="Plans"
          placeholder="every plan; or names as on the cards"
          style={{ flex: "2 1 180px" }}
          {...form.getInputProps("plans")}
        />
        <TextInput
          size="xs"
          label="Specialties"
          placeholder="every one; or taxonomy, 207Q"
          style={{ flex: "1 1 150px" }}
          {...form.getInputProps("specialties")}
        />
      </div>
      {(sites.data ?? []).length > 1 && (
        <Checkbox.Group
          size="xs"
          label="Places; none chosen means every place"
          value={[...values.locations]}
          onChange={(locations) => form.setFieldValue("locations", locations)}
        >
          <div className="m-row" style={{ paddingTop: 4 }}>
            {(sites.data ?? []).map((one) => (
              <Checkbox key={one.locationId} size="xs" value={one.locationId} label={one.name} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <ContractTerms form={form} schedules={schedules.data ?? []} />
      <ContractCases form={form} />
      <ContractClauses form={form} />
      <TextInput
        size="xs"
        label="Why"
        placeholder="the amendment, the letter"
        maxLength={200}
        {...form.getInputProps("because")}
      />
    </CommandForm>
  );
}

function useContractCommand({
  contract,
  initialValues,
  onSaved,
  undo,
}: Pick<Props, "contract" | "onSaved"> & {
  readonly initialValues: Values;
  readonly undo: (input: { contractId: string; version: number }) => Promise<unknown>;
}) {
  return useCommandForm({
    draft: contractDraft(contract?.contractId ?? null),
    recordId: contract?.contractId ?? null,
    initialValues,
    schema: payerContractOperations.saveContract.input,
    toInput: (values, contractId) => ({
      contractId,
      payerId: values.payerId,
      version: contract?.version ?? 0,
      from: values.from,
      content: contentOf(values),
      because: values.because.trim() || null,
    }),
    fieldOf,
    command: useCommand("billing", "saveContract"),
    after: contract ? "stay" : "close",
    onDone: ({ version }, { contractId, content }) => {
      offerUndo(`${content?.name ?? "The contract"} is saved.`, () => void undo({ contractId, version }));
      onSaved(contractId);
    },
  });
}
