import { Button } from "@mantine/core";
import type { ownRoleOperations } from "@practicum/contracts/identity/own-roles";
import { roleLabels } from "@practicum/contracts/permission";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { z } from "zod";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { startTestAs } from "../../session/test-as.ts";
import { people } from "./own-role-words.ts";

export type ListedRole = z.output<typeof ownRoleOperations.listOwnRoles.output>[number];

/** The practice's own roles: what each is based on, how far it differs, and who has it. */
export function OwnRoles() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const roles = useQuery(trpc.identity.listOwnRoles.queryOptions({}));
  const open = (roleId: string) => void navigate({ to: "/admin/roles/own", search: { role: roleId } });
  return (
    <section aria-label="The practice's own roles" className="a-stack">
      <h2 className="a-heading">The practice&apos;s own roles</h2>
      {roles.isError && (
        <ErrorState what="The own roles" message={errorText(roles.error)} onRetry={() => void roles.refetch()} />
      )}
      {roles.isPending && <LoadingState rows={2} />}
      {roles.data?.length === 0 && (
        <EmptyState title="None yet">
          Where a built-in role gives too much or too little, make one of your own on top of it.
        </EmptyState>
      )}
      {roles.data !== undefined && roles.data.length > 0 && (
        <Worklist
          label="Own roles"
          items={roles.data}
          columns={columns}
          keyOf={keyOf}
          onOpen={(one) => open(one.roleId)}
        />
      )}
    </section>
  );
}

const keyOf = ({ roleId }: ListedRole) => roleId as string;

const columns: readonly WorklistColumn<ListedRole>[] = [
  { id: "name", header: "Role", width: "minmax(140px, 1.5fr)", cell: (one) => <b>{one.name}</b> },
  { id: "base", header: "Based on", width: "minmax(110px, 1fr)", cell: (one) => roleLabels[one.base] },
  {
    id: "differs",
    header: "Differs",
    width: "minmax(120px, 1fr)",
    cell: ({ added, removed }) => `${added.length} added, ${removed.length} taken away`,
  },
  { id: "people", header: "Who has it", width: "110px", cell: (one) => people(one.holders.length) },
  {
    id: "state",
    header: "State",
    width: "130px",
    cell: (one) => (one.retired ? (one.holders.length > 0 ? "Retired, in use" : "Retired") : "In force"),
  },
];

/** What can be done about roles as a whole. */
export function RolesActions() {
  return (
    <>
      <Button size="xs" variant="default" component={Link} to="/admin/roles/unused">
        What nobody uses
      </Button>
      <Button size="xs" component={Link} to="/admin/roles/own">
        Add a role
      </Button>
    </>
  );
}

/** Tries a role on, in this tab. */
export function TryOn({ label, role }: { readonly label: string; readonly role: Parameters<typeof startTestAs>[0] }) {
  return (
    <Button size="compact-xs" variant="subtle" aria-label={`Test as ${label}`} onClick={() => startTestAs(role)}>
      Test as
    </Button>
  );
}
