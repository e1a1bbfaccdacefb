import { Checkbox, NumberInput, SimpleGrid } from "@mantine/core";
import { accountOperations, type SignInPolicy } from "@practicum/contracts/identity/account";
import { role, roleLabels, type Role } from "@practicum/contracts/permission";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";

/** Which roles sign in with a second factor, and for how long one goes on without. */
export function SignInPolicyDock({ onDone }: DockContentProps) {
  const trpc = useTRPC();
  const policy = useQuery(trpc.identity.getSignInPolicy.queryOptions({}));
  if (policy.isError)
    return <ErrorState what="The policy" message={errorText(policy.error)} onRetry={() => void policy.refetch()} />;
  if (!policy.data) return <LoadingState rows={4} />;
  return <PolicyForm key={policy.data.version ?? 0} policy={policy.data} onDone={onDone} />;
}

function PolicyForm({ policy, onDone }: { readonly policy: SignInPolicy; readonly onDone: () => void }) {
  /** Asked for, and not done before a second person agrees. */
  const [waits, setWaits] = useState(false);
  const of = useCommandForm({
    draft: "sign-in-policy",
    initialValues: { roles: policy.roles as Role[], graceDays: policy.graceDays as number | string },
    schema: accountOperations.saveSignInPolicy.input,
    toInput: ({ roles, graceDays }) => ({
      roles,
      // What is no number is refused at its field.
      graceDays: graceDays === "" ? Number.NaN : Number(graceDays),
      version: policy.version,
    }),
    words: { roles: (roles: readonly Role[]) => roles.map((one) => roleLabels[one]).join(", ") || "none" },
    command: useCommand("identity", "saveSignInPolicy"),
    // It stays open where a second person has to agree first.
    after: "stay",
    onDone: (saved) => (saved.waits ? setWaits(true) : onDone()),
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Second factor by role" action="Save">
      {waits && (
        <Notice tone="warn" role="status">
          This asks for less than now, so a second manager or a physician has to agree first. Until then nothing is
          changed.
        </Notice>
      )}
      <p className="a-dim">
        Who has one of these roles signs in with an authenticator or a passkey, too. Who has none yet is told until when
        that goes on, from the next sign-in; after that, it is set up at sign-in, before anything else opens.
      </p>
      <Checkbox.Group label="Roles that need a second factor" {...form.getInputProps("roles")}>
        <SimpleGrid cols={2} spacing={6} mt={4}>
          {role.options.map((each) => (
            <Checkbox key={each} value={each} label={roleLabels[each]} size="sm" />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <NumberInput
        label="Days of grace"
        description="0: at the next sign-in"
        required
        w={160}
        min={0}
        max={30}
        allowDecimal={false}
        {...form.getInputProps("graceDays")}
      />
    </CommandForm>
  );
}
