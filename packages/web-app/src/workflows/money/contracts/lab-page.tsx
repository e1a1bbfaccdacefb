import { Button } from "@mantine/core";
import { contractTrialOperations, type ContractTrial } from "@practicum/contracts/billing/contract-trials";
import type { PayerContract } from "@practicum/contracts/billing/payer-contracts";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { sayError } from "../../../shell/undo.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { saveFile } from "../save-file.ts";
import { TrialTables } from "./trial-tables.tsx";

/** BIL-394: two contracts side by side on what the practice has billed. */
export function LabPage() {
  const search: { trial?: string } = useSearch({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const contracts = useQuery(trpc.billing.listContracts.queryOptions({ onDate: session.today }));
  return (
    <Page title="Contract lab">
      <MoneyTabs />
      <p style={{ margin: "0 0 10px" }}>
        <Link to="/money/contracts" className="p-anchor">
          Contracts
        </Link>{" "}
        <span className="m-small">
          What two contracts would have allowed for the practice&apos;s own claims. Nothing is changed by it.
        </span>
      </p>
      {contracts.error && (
        <ErrorState
          what="The contracts"
          message={errorText(contracts.error)}
          onRetry={() => void contracts.refetch()}
        />
      )}
      {contracts.isPending && <LoadingState />}
      <div className="m-stack" style={{ maxWidth: 1100 }}>
        {contracts.data && session.can("payer.manage") && <LabForm contracts={contracts.data} />}
        {search.trial !== undefined && <Trial key={search.trial} trialId={search.trial} />}
      </div>
    </Page>
  );
}

function LabForm({ contracts }: { readonly contracts: readonly PayerContract[] }) {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const payers = useQuery(trpc.billing.listPayers.queryOptions({}));
  const initialValues: {
    left: string | null;
    right: string | null;
    payerId: string | null;
    since: LocalDate | null;
  } = { left: null, right: null, payerId: null, since: null };
  const of = useCommandForm({
    draft: "contract-trial",
    initialValues,
    schema: contractTrialOperations.startContractTrial.input,
    toInput: ({ left, right, payerId, since }) => ({
      // Each comparison is one of its own, also of the same two.
      trialId: newId(),
      left: { kind: "contract" as const, contractId: left },
      right: { kind: "contract" as const, contractId: right },
      payerId,
      since,
    }),
    fieldNames: { "left.contractId": "left", "right.contractId": "right" },
    command: useCommand("billing", "startContractTrial"),
    after: "stay",
    onDone: (_, { trialId }) => navigate({ to: "/money/contracts/lab", search: { trial: trialId } }),
  });
  const { form } = of;
  const named = contracts.map((one) => ({
    value: one.contractId,
    label: `${one.payerName}: ${one.content?.name ?? one.latest.name ?? "not in force"}`,
  }));
  const pick = (side: "left" | "right", label: string) => (
    <ChoiceList
      size="xs"
      label={label}
      style={{ flex: "1 1 220px" }}
      placeholder="Choose a contract"
      data={named}
      {...form.getInputProps(side)}
      onChange={(value) => form.setFieldValue(side, value)}
    />
  );
  return (
    <CommandForm of={of} className="w-panel" label="Compare" action="Compare" size="xs">
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        {pick("left", "This contract")}
        {pick("right", "beside this one")}
        <ChoiceList
          size="xs"
          label="On the claims of"
          style={{ flex: "1 1 160px" }}
          placeholder="every payer"
          clearable
          data={(payers.data ?? [])
            .filter((one) => one.kind !== "self-pay")
            .map((one) => ({ value: one.payerId, label: one.name }))}
          {...form.getInputProps("payerId")}
          onChange={(value) => form.setFieldValue("payerId", value)}
        />
        <DateInput
          size="xs"
          label="Sent since"
          placeholder="a year"
          w={120}
          today={session.today}
          {...form.getInputProps("since")}
          onChange={(day) => form.setFieldValue("since", day)}
        />
      </div>
    </CommandForm>
  );
}

function Trial({ trialId }: { readonly trialId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const query = useQuery(trpc.billing.getContractTrial.queryOptions({ trialId }));
  const save = async () => {
    const file = await client.billing.exportContractTrial.query({ trialId }).catch((error: unknown) => {
      sayError(errorText(error));
      return null;
    });
    if (file) saveFile(file.name, new Blob([file.csv], { type: "text/csv" }));
  };
  if (query.isError)
    return <ErrorState what="The comparison" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState />;
  const trial = query.data;
  return (
    <section className="w-panel m-stack" aria-label="Comparison">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {trial.left} beside {trial.right}
          </h2>
          <span className="m-small" role="status">
            {progress(trial)}
          </span>
        </div>
        <Button size="xs" variant="default" onClick={() => void save()}>
          Save as a file (CSV)
        </Button>
      </header>
      <TrialTables trial={trial} />
    </section>
  );
}

function progress({ state, looked, claims, since }: ContractTrial): string {
  const of = `${looked} of ${claims} claims sent since ${formatDate(since)}`;
  if (state === "running") return `Still comparing: ${of}`;
  return state === "stopped" ? `Stopped, because another one was begun: ${of}` : `Compared: ${of}`;
}
