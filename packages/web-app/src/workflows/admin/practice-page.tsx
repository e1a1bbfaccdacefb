import { practiceOperations, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
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
      {practice.data && <ProfileForm profile={practice.data} />}
    </Page>
  );
}

function ProfileForm({ profile }: { readonly profile: PracticeProfile }) {
  const of = useCommandForm({
    draft: "practice",
    recordId: "practice",
    initialValues: practiceValues(profile),
    schema: practiceOperations.savePractice.input,
    toInput: (values) => ({ ...practiceInput(values), version: profile.version }),
    command: useCommand("identity", "savePractice"),
    after: "stay",
    onDone: () => say("Saved. Claims from now on carry it."),
  });
  return (
    <CommandForm of={of} label="Practice" action="Save" style={{ maxWidth: 760 }}>
      <PracticeFields form={of.form} />
    </CommandForm>
  );
}
