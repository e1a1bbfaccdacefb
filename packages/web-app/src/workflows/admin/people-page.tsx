import { Button, Checkbox } from "@mantine/core";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { roleLabels } from "@practicum/contracts/permission";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { StateChip } from "../../states/state-chip.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/** The people of the practice and what they may do. */
export function PeoplePage() {
  const trpc = useTRPC();
  const dock = useDock();
  const [former, setFormer] = useState(false);
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const own = useQuery(trpc.identity.listOwnRoles.queryOptions({}));
  const session = useSession();
  const signIns = useQuery({ ...trpc.identity.listSignIns.queryOptions({}), enabled: session.mode === "clinic" });
  const requests = useQuery(trpc.identity.listAccountRequests.queryOptions({}));
  const waiting = (requests.data ?? []).filter((one) => one.status === "open").length;
  const factorOf = ({ staffId }: StaffMember) => {
    if (!signIns.data) return signIns.isError ? "Unknown" : "…";
    const found = signIns.data.find((one) => one.staffId === staffId);
    return found ? (found.twoFactor ? "Yes" : "No") : "No sign-in yet";
  };
  const ownNames = ({ ownRoles = [] }: StaffMember) =>
    ownRoles.flatMap((roleId) => own.data?.find((one) => one.roleId === roleId)?.name ?? []);
  const shown = (staff.data ?? []).filter((person) => person.active || former);
  const columns: WorklistColumn<StaffMember>[] = [
    {
      id: "name",
      header: "Name",
      width: "minmax(110px, 1.5fr)",
      cell: (p) => (
        <b
          style={{ overflowWrap: "anywhere" }}
        >{`${p.family}, ${p.given}${p.credential ? `, ${p.credential}` : ""}`}</b>
      ),
    },
    {
      id: "roles",
      header: "Roles",
      width: "minmax(120px, 2fr)",
      cell: (p) => [...p.roles.map((role) => roleLabels[role]), ...ownNames(p)].join(", "),
    },
    {
      id: "email",
      header: "E-mail",
      width: "minmax(140px, 1.5fr)",
      below: true,
      cell: (p) => <span style={{ overflowWrap: "anywhere" }}>{p.email}</span>,
    },
    ...(session.mode === "clinic"
      ? [{ id: "factor", header: "Second factor", width: "minmax(64px, 0.7fr)", cell: (p: StaffMember) => factorOf(p) }]
      : []),
    { id: "npi", header: "NPI", width: "minmax(84px, 0.7fr)", below: true, cell: (p) => p.npi ?? "—" },
    {
      id: "state",
      header: "State",
      width: "86px",
      cell: (p) => <StateChip kind="active" state={p.active ? "active" : "inactive"} />,
    },
  ];
  return (
    <Page
      title="People"
      actions={
        <>
          <Checkbox
            size="xs"
            label="Show inactive"
            checked={former}
            onChange={(event) => setFormer(event.currentTarget.checked)}
          />
          {waiting > 0 && (
            <Button size="xs" variant="default" onClick={() => dock.open("second-person")}>
              Second person: {waiting}
            </Button>
          )}
          {session.mode === "clinic" && (
            <Button size="xs" variant="default" onClick={() => dock.open("sign-in-policy")}>
              Second factor by role
            </Button>
          )}
          <Button size="xs" onClick={() => dock.open("person")}>
            Add a person
          </Button>
        </>
      }
    >
      <AdminTabs />
      {staff.isError && (
        <ErrorState what="The people" message={errorText(staff.error)} onRetry={() => void staff.refetch()} />
      )}
      {staff.isPending && <LoadingState />}
      {staff.isSuccess && (
        <Worklist
          label="People"
          items={shown}
          columns={columns}
          keyOf={(p) => p.staffId}
          onOpen={(p) => dock.open("person", p.staffId)}
        />
      )}
      {staff.isSuccess && (
        <p className="a-dim">
          {shown.filter((p) => p.active && p.npi !== null).length} providers. The count is shown, and nothing depends on
          it.
        </p>
      )}
    </Page>
  );
}
