import { Button, Group, Stack } from "@mantine/core";
import { practiceOperations, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { Page } from "../../shell/page.tsx";
import { say } from "../../shell/undo.tsx";
import { PracticeFields, practiceInput, practiceValues } from "../../forms/practice-fields.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/** What payers and patients know the practice by. */
export function PracticePage() {
  const trpc = useTRPC();
  const practice = useQuery(trpc.identity.getPractice.queryOptions({}));
  return (
    <Page title="Practice">
      <AdminTabs />
      {practice.isError && (
        <ErrorState
          what="The practice's profile"
          message={errorText(practice.error)}
          onRetry={() => void practice.refetch()}
        />
      )}
      {practice.isPending && <LoadingState />}
      {practice.data && <ProfileForm key={practice.data.version} profile={practice.data} />}
    </Page>
  );
}

function ProfileForm({ profile }: { readonly profile: PracticeProfile }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useCommand("identity", "savePractice");
  const [problem, setProblem] = useState<string | null>(null);
  const { form, check, refuse } = useContractForm({
    initialValues: practiceValues(profile),
    schema: practiceOperations.savePractice.input,
    toInput: (values) => ({ ...practiceInput(values), version: profile.version }),
  });
  const submit = async () => {
    setProblem(null);
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.identity.pathFilter());
    say("Saved. Claims from now on carry it.");
  };
  return (
    <form
      noValidate
      aria-label="Practice"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" maw={760}>
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <PracticeFields form={form} />
        <Group>
          <Button type="submit" loading={save.pending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
