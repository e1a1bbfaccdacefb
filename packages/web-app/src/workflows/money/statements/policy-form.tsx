import { SimpleGrid, TextInput } from "@mantine/core";
import { dunningOperations, type DunningPolicy } from "@practicum/contracts/billing/dunning";
import { formatCents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

const DAYS = ["statementDays", "reminderDays", "finalDays", "smallDays", "graceDays"] as const;
type Days = (typeof DAYS)[number];

const labels: { readonly [D in Days]: readonly [label: string, description: string] } = {
  statementDays: ["Days to pay a statement", "Then a reminder goes out"],
  reminderDays: ["Days to pay a reminder", "Then the final notice goes out"],
  finalDays: ["Days to pay a final notice", "Then it may go to collections"],
  smallDays: ["Days until a small balance may be written off", "Owed so long without a break"],
  graceDays: ["Days of grace of a payment plan", "Then a payment counts as missed"],
};

/** How the practice asks for what patients owe. Who may not change it reads it. */
export function PolicyForm() {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.getDunningPolicy.queryOptions({}));
  if (query.isError)
    return <ErrorState what="The policy" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={6} />;
  return session.can("money.approve") ? <Edit key={query.data.version} {...query.data} /> : <Read {...query.data} />;
}

function Read({ policy }: { readonly policy: DunningPolicy }) {
  return (
    <section className="w-panel" aria-label="Statement policy" style={{ maxWidth: 640 }}>
      <dl className="w-facts">
        {DAYS.map((name) => [<dt key={name}>{labels[name][0]}</dt>, <dd key={`${name} is`}>{policy[name]}</dd>])}
        <dt>Least that is asked for</dt>
        <dd>{formatCents(policy.least)}</dd>
        <dt>Small balances up to</dt>
        <dd>{formatCents(policy.smallMax)}</dd>
      </dl>
      <span className="m-small">The practice manager changes it.</span>
    </section>
  );
}

function Edit({ policy, version }: { readonly policy: DunningPolicy; readonly version: number }) {
  const of = useCommandForm({
    draft: "dunning-policy",
    recordId: "dunning-policy",
    initialValues: {
      ...policy,
      ...(Object.fromEntries(DAYS.map((name) => [name, String(policy[name])])) as { readonly [D in Days]: string }),
    },
    schema: dunningOperations.saveDunningPolicy.input,
    toInput: (values) => ({
      version,
      policy: {
        ...values,
        statementDays: Number(values.statementDays),
        reminderDays: Number(values.reminderDays),
        finalDays: Number(values.finalDays),
        smallDays: Number(values.smallDays),
        graceDays: Number(values.graceDays),
      },
    }),
    fieldNames: Object.fromEntries([...DAYS, "least", "smallMax"].map((name) => [`policy.${name}`, name])),
    command: useCommand("billing", "saveDunningPolicy"),
    after: "stay",
    onDone: () => say("Saved. It holds from the next paper on."),
  });
  const { form } = of;
  return (
    <CommandForm of={of} className="w-panel" label="Statement policy" action="Save" size="xs">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        {DAYS.map((name) => (
          <TextInput
            key={name}
            label={labels[name][0]}
            description={labels[name][1]}
            inputMode="numeric"
            required
            {...form.getInputProps(name)}
          />
        ))}
        <MoneyInput
          label="Least that is asked for"
          description="Less waits until there is more"
          required
          {...form.getInputProps("least")}
        />
        <MoneyInput
          label="Small balances up to"
          description="May be written off together, $25.00 at most"
          required
          {...form.getInputProps("smallMax")}
        />
      </SimpleGrid>
    </CommandForm>
  );
}
