import { Checkbox, SimpleGrid, TextInput } from "@mantine/core";
import { errorTexts } from "@practicum/contracts/error";
import { staffOperations, type StaffMember } from "@practicum/contracts/identity/staff";
import { role, roleLabels, type Role } from "@practicum/contracts/permission";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { taxonomyChoices } from "../../forms/taxonomies.ts";
import { emptyPerson, isProvider, toInput, valuesOf } from "./person-values.ts";
import { OwnRolesField } from "./own-roles-field.tsx";
import { LostFactor } from "./lost-factor.tsx";
import { PersonSessions } from "./own-sessions.tsx";
import { SignInCode } from "./sign-in-code.tsx";

/** One person: name, roles, and how the person gets in. */
export function PersonDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  if (staff.isError)
    return <ErrorState what="The people" message={errorText(staff.error)} onRetry={() => void staff.refetch()} />;
  if (!staff.data) return <LoadingState rows={5} />;
  const person = about === null ? null : (staff.data.find((each) => each.staffId === about) ?? null);
  return <PersonForm key={about ?? "new"} person={person} everybody={staff.data} />;
}

function PersonForm({
  person,
  everybody,
}: {
  readonly person: StaffMember | null;
  readonly everybody: readonly StaffMember[];
}) {
  const session = useSession();
  const dock = useDock();
  const save = useCommand("identity", "saveStaff");
  /** Asked for, and not done before a second person agrees. */
  const [waits, setWaits] = useState(false);
  const of = useCommandForm({
    draft: `person:${person?.staffId ?? "new"}`,
    recordId: person?.staffId,
    initialValues: person ? valuesOf(person) : emptyPerson,
    schema: staffOperations.saveStaff.input,
    toInput: (values, staffId) => toInput(values, staffId, person?.version ?? null),
    words: { roles: (roles: readonly Role[]) => roles.map((one) => roleLabels[one]).join(", ") || "none" },
    command: {
      ...save,
      run: (input: CommandInput<"identity", "saveStaff">) => {
        setWaits(false);
        return save.run(input);
      },
    },
    // It stays open where a second person has to agree first.
    after: "stay",
    onDone: (saved, { staffId }) => {
      if (saved.waits) return setWaits(true);
      say(person ? "Saved." : "Added. Make a sign-in code, so that the person can set a password.");
      if (person) dock.close();
      else dock.open("person", staffId);
    },
  });
  const { form } = of;
  const values = form.getValues();
  const physicians = everybody.filter(
    (each) => each.active && each.roles.includes("physician") && each.staffId !== of.recordId,
  );
  return (
    <CommandForm
      of={of}
      dataOf={of.recordId}
      label={person ? "Change a person" : "Add a person"}
      action={person ? "Save" : "Add"}
      below={person?.active && session.mode === "clinic" && <WaysIn person={person} />}
    >
      {waits && <Waits />}
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label="Last name" required autoComplete="off" {...form.getInputProps("family")} />
        <TextInput label="First name" required autoComplete="off" {...form.getInputProps("given")} />
        <TextInput
          label="Credential"
          placeholder="MD, PA-C, MA"
          autoComplete="off"
          {...form.getInputProps("credential")}
        />
        <TextInput
          label="E-mail, for sign-in"
          required
          type="email"
          autoComplete="off"
          {...form.getInputProps("email")}
        />
      </SimpleGrid>
      <Checkbox.Group label="Roles" required {...form.getInputProps("roles")}>
        <SimpleGrid cols={2} spacing={6} mt={4}>
          {role.options.map((each) => (
            <Checkbox key={each} value={each} label={roleLabels[each]} size="sm" />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <OwnRolesField form={form} roles={values.roles} had={person?.ownRoles ?? []} />
      {isProvider(values.roles) && (
        <SimpleGrid cols={2} spacing="sm">
          <TextInput label="NPI" required inputMode="numeric" autoComplete="off" {...form.getInputProps("npi")} />
          <ChoiceList
            label="Specialty"
            required
            data={taxonomyChoices(values.taxonomy)}
            {...form.getInputProps("taxonomy")}
          />
          <TextInput
            label="DEA number"
            description="Stands on prescriptions of controlled substances alone."
            autoComplete="off"
            {...form.getInputProps("dea")}
          />
        </SimpleGrid>
      )}
      {values.roles.includes("physician-assistant") && (
        <ChoiceList
          label="Supervising physician"
          required
          data={physicians.map((each) => ({
            value: each.staffId as string,
            label: `${each.given} ${each.family}, ${each.credential}`,
          }))}
          {...form.getInputProps("supervisorId")}
        />
      )}
      <Checkbox
        label="Active"
        description="Without it the person can't sign in, and is signed out at once."
        {...form.getInputProps("active", { type: "checkbox" })}
      />
    </CommandForm>
  );
}

function Waits() {
  return (
    <Notice tone="warn" role="status">
      Nothing is changed yet. {errorTexts["second-person"]}
    </Notice>
  );
}

/** How the person gets in, the first time and when something was lost. */
function WaysIn({ person: { staffId, email } }: { readonly person: StaffMember }) {
  return (
    <>
      <SignInCode staffId={staffId} email={email} />
      <LostFactor staffId={staffId} />
      <PersonSessions staffId={staffId} />
    </>
  );
}
