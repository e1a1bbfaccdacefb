import { Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { clearinghouseOperations, idQualifiers, type TradingPartner } from "@practicum/contracts/billing/clearinghouse";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ClearinghouseLink } from "./clearinghouse-link.tsx";

interface Settings extends TradingPartner {
  readonly version: number;
  readonly folder: string | null;
  readonly simulated: boolean;
}

/** How files name the practice and its clearinghouse, and where they wait. */
export function ClearinghousePage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getClearinghouse.queryOptions({}));
  return (
    <Page title="Clearinghouse">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The clearinghouse" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data && (
        <Stack gap="sm" maw={760}>
          <Where settings={query.data} />
          <SettingsForm settings={query.data} />
          <ClearinghouseLink />
        </Stack>
      )}
    </Page>
  );
}

function Where({ settings: { folder, simulated, version, usage } }: { readonly settings: Settings }) {
  if (simulated)
    return (
      <Notice tone="info">
        Payers are simulated here: they take the files and answer them. Nothing leaves this practice.
      </Notice>
    );
  return (
    <>
      {version === 0 && (
        <Notice tone="warn">
          Nothing is set yet. Enter what your clearinghouse gave you before the first claim goes out.
        </Notice>
      )}
      {version > 0 && usage === "T" && (
        <Notice tone="warn">Files are marked as tests: no payer decides or pays the claims in them.</Notice>
      )}
      <Notice tone="info">
        {folder === null
          ? "No payer is simulated here."
          : `No payer is simulated here. Files to be sent wait in ${folder}/outbound, and what comes back is taken from ${folder}/inbound; the folder is chosen where Practicum runs.`}
      </Notice>
    </>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { folder: _, simulated: __, version, ...partner } = settings;
  const unset = version === 0 && !settings.simulated;
  const of = useCommandForm({
    draft: "clearinghouse",
    recordId: "clearinghouse",
    initialValues: unset ? { ...partner, receiverId: "", receiverName: "" } : partner,
    schema: clearinghouseOperations.saveClearinghouse.input,
    toInput: (values) => ({
      ...values,
      senderId: values.senderId.trim().toUpperCase(),
      receiverId: values.receiverId.trim().toUpperCase(),
      version,
    }),
    words: { usage: (usage: string) => (usage === "T" ? "tests" : "production") },
    command: useCommand("billing", "saveClearinghouse"),
    after: "stay",
    onDone: () => say("Saved. The next file carries it."),
  });
  const { form } = of;
  const qualifiers = Object.entries(idQualifiers).map(([value, label]) => ({ value, label: `${value} · ${label}` }));
  return (
    <CommandForm of={of} className="w-panel" label="Clearinghouse" action="Save">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput label="Submitter ID" description="ISA06: who sends" required {...form.getInputProps("senderId")} />
        <ChoiceList
          label="Submitter ID qualifier"
          description="ISA05"
          required
          data={qualifiers}
          {...form.getInputProps("senderQualifier")}
        />
        <TextInput
          label="Receiver ID"
          description="ISA08: who gets it"
          required
          {...form.getInputProps("receiverId")}
        />
        <ChoiceList
          label="Receiver ID qualifier"
          description="ISA07"
          required
          data={qualifiers}
          {...form.getInputProps("receiverQualifier")}
        />
        <TextInput label="Name of the clearinghouse" required {...form.getInputProps("receiverName")} />
        <TextInput
          label="EDI contact"
          description="At the practice's telephone"
          required
          {...form.getInputProps("contactName")}
        />
      </SimpleGrid>
      <Radio.Group label="Files are" required {...form.getInputProps("usage")}>
        <Stack gap={4} mt={4}>
          <Radio value="T" label="Tests: the clearinghouse checks them, no payer gets them" />
          <Radio value="P" label="Production: payers decide and pay" />
        </Stack>
      </Radio.Group>
    </CommandForm>
  );
}
