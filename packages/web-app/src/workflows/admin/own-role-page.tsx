import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { ownRoleOperations, type OwnRole } from "@practicum/contracts/identity/own-roles";
import { bases, mayBeRemoved, rightsOf } from "@practicum/contracts/own-role";
import { roleLabels, type Permission, type Role } from "@practicum/contracts/permission";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { startTestAs } from "../../session/test-as.ts";
import { Page } from "../../shell/page.tsx";
import { say } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { Difference } from "./own-role-difference.tsx";
import { Matrix } from "./own-role-matrix.tsx";
import type { OwnRoleSearch } from "./own-role-search.ts";
import { OwnRoleVersions } from "./own-role-versions.tsx";
import type { ListedRole } from "./own-roles.tsx";
import { wordsOf } from "./permission-words.ts";

/** One of the practice's own roles, or a new one: what it inherits, adds and takes away. */
export function OwnRolePage() {
  const search: OwnRoleSearch = useSearch({ strict: false });
  const trpc = useTRPC();
  const roles = useQuery(trpc.identity.listOwnRoles.queryOptions({}));
  const role = search.role === undefined ? null : roles.data?.find((one) => one.roleId === search.role);
  const missing = roles.isSuccess && role === undefined;
  return (
    <Page title={role ? `Role: ${role.name}` : "New role"}>
      <AdminTabs />
      {roles.isError && (
        <ErrorState what="This role" message={errorText(roles.error)} onRetry={() => void roles.refetch()} />
      )}
      {roles.isPending && <LoadingState />}
      {missing && <Notice tone="warn">This role is not among the practice&apos;s own.</Notice>}
      {roles.isSuccess && !missing && (
        <RoleForm key={`${search.role ?? "new"}/${search.base ?? ""}`} role={role ?? null} search={search} />
      )}
    </Page>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  base: Role;
  added: Permission[];
  removed: Permission[];
  retired: boolean;
}

function beginning(role: OwnRole | null, { base = "front-desk", without = [] }: OwnRoleSearch): Values {
  if (role === null) {
    const removed = without.filter((one) => mayBeRemoved(base, one));
    return { name: "", base, added: [], removed, retired: false };
  }
  const added = role.added.filter((one) => !without.includes(one));
  const more = without.filter((one) => mayBeRemoved(role.base, one) && !role.removed.includes(one));
  const { name, retired } = role;
  return { name, base: role.base, added, removed: [...role.removed, ...more], retired };
}

function RoleForm({ role, search }: { readonly role: ListedRole | null; readonly search: OwnRoleSearch }) {
  const navigate = useNavigate();
  const save = useCommand("identity", "saveOwnRole");
  /** Asked for, and not done before a second person agrees. */
  const [waits, setWaits] = useState(false);
  const list = (some: readonly Permission[]) => some.map(wordsOf).join("; ") || "none";
  const of = useCommandForm({
    draft: `own-role:${role?.roleId ?? `new/${search.base ?? ""}`}`,
    recordId: role?.roleId,
    initialValues: beginning(role, search),
    schema: ownRoleOperations.saveOwnRole.input,
    toInput: ({ name, base, added, removed, retired }, roleId) => ({
      roleId,
      name,
      base,
      added,
      removed,
      retired,
      version: role?.version ?? null,
    }),
    words: { added: list, removed: list, base: (base: Role) => roleLabels[base] },
    command: save,
    // It stays open where a second person has to agree first.
    after: "stay",
    onDone: (saved) => {
      if (saved.waits) return setWaits(true);
      say("Saved. It acts at the next request of everybody who has it.");
      void navigate({ to: "/admin/roles" });
    },
  });
  const { form } = of;
  const { name, base, added, removed, retired } = form.getValues();
  const input = { roleId: of.recordId, name, base, added, removed, retired, version: role?.version ?? null };
  const setBase = (next: string | null) => {
    const found = bases.find((one) => one === next);
    // Another base gives something else: what was added to or taken from the first means nothing there.
    if (found !== undefined && found !== base) form.setValues({ base: found, added: [], removed: [] });
  };
  return (
    <CommandForm
      of={of}
      dataOf={of.recordId}
      label={role ? "Change a role" : "Add a role"}
      action={role ? "Save" : "Add"}
      foot={
        <Button
          variant="default"
          onClick={() =>
            startTestAs({
              label: name.trim() || `${roleLabels[base]}, changed`,
              roles: [base],
              ...rightsOf([base], [input]),
            })
          }
        >
          Test as this role
        </Button>
      }
      below={role && <OwnRoleVersions roleId={role.roleId} />}
    >
      {waits && (
        <Notice tone="warn" role="status">
          Nothing is changed yet. This opens charts or accounts to somebody, so a second manager or a physician has to
          agree first.
        </Notice>
      )}
      <Group align="end" gap="sm">
        <TextInput label="Name" required autoComplete="off" w={260} {...form.getInputProps("name")} />
        <ChoiceList
          label="Based on"
          required
          w={220}
          disabled={role !== null}
          data={bases.map((one) => ({ value: one as string, label: roleLabels[one] }))}
          value={base}
          onChange={setBase}
          error={form.errors["base"]}
        />
        {role && (
          <Checkbox
            label="Retired"
            description="Nobody gets it any more; who has it keeps it until moved."
            {...form.getInputProps("retired", { type: "checkbox" })}
          />
        )}
      </Group>
      {retired && role !== null && role.holders.length > 0 && (
        <Notice tone="warn">
          {role.holders.length === 1 ? "One person has" : `${role.holders.length} people have`} this role and{" "}
          {role.holders.length === 1 ? "keeps" : "keep"} it. Give them another role on the page of people.
        </Notice>
      )}
      <Difference input={input} />
      <Matrix
        base={base}
        added={added}
        removed={removed}
        error={form.errors["added"] ?? form.errors["removed"]}
        onChange={(next) => form.setValues({ added: next.added, removed: next.removed })}
      />
    </CommandForm>
  );
}
