import { NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { snoopingOperations, snoopReasonKind, type SnoopPolicy } from "@practicum/contracts/identity/snooping";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { snoopReasonWords } from "./snooping-words.ts";

/** What counts how much in the report of accesses. */
export function SnoopingPolicyDock({ onDone }: DockContentProps) {
  const trpc = useTRPC();
  const policy = useQuery(trpc.identity.getSnoopingPolicy.queryOptions({}));
  if (policy.isError)
    return <ErrorState what="The points" message={errorText(policy.error)} onRetry={() => void policy.refetch()} />;
  if (!policy.data) return <LoadingState rows={6} />;
  return <PolicyForm key={policy.data.version} policy={policy.data} onDone={onDone} />;
}

type Typed = number | string;
/** What is no number is refused at its field. */
const numberOf = (typed: Typed) => (typed === "" ? Number.NaN : Number(typed));

function PolicyForm({ policy, onDone }: { readonly policy: SnoopPolicy; readonly onDone: () => void }) {
  const of = useCommandForm({
    draft: "snooping-policy",
    initialValues: { ...policy, points: { ...policy.points } } as {
      points: { [K in keyof SnoopPolicy["points"]]: Typed };
      listedFrom: Typed;
      opens: string;
      closes: string;
      workDays: Typed;
      manyFrom: Typed;
    },
    schema: snoopingOperations.saveSnoopingPolicy.input,
    toInput: (values) => ({
      points: Object.fromEntries(
        snoopReasonKind.options.map((kind) => [kind, numberOf(values.points[kind])]),
      ) as SnoopPolicy["points"],
      listedFrom: numberOf(values.listedFrom),
      opens: values.opens,
      closes: values.closes,
      workDays: numberOf(values.workDays),
      manyFrom: numberOf(values.manyFrom),
      version: policy.version,
    }),
    command: useCommand("identity", "saveSnoopingPolicy"),
    onDone,
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="What counts how much" action="Save">
      {snoopReasonKind.options.map((kind) => (
        <NumberInput
          key={kind}
          label={snoopReasonWords[kind]}
          suffix=" points"
          min={0}
          max={20}
          allowDecimal={false}
          {...form.getInputProps(`points.${kind}`)}
        />
      ))}
      <SimpleGrid cols={2} spacing="sm">
        <NumberInput label="Listed from (points)" min={1} max={50} {...form.getInputProps("listedFrom")} />
        <NumberInput label="Many at once from (patients)" min={2} max={500} {...form.getInputProps("manyFrom")} />
        <TextInput label="The practice opens" placeholder="07:00" {...form.getInputProps("opens")} />
        <TextInput label="And closes" placeholder="19:00" {...form.getInputProps("closes")} />
        <NumberInput label="Work counts within (days)" min={0} max={90} {...form.getInputProps("workDays")} />
      </SimpleGrid>
    </CommandForm>
  );
}
