import { Anchor, SegmentedControl } from "@mantine/core";
import type { RightsReport } from "@practicum/contracts/identity/own-roles";
import { bases, POWERFUL } from "@practicum/contracts/own-role";
import { roleLabels, type Permission } from "@practicum/contracts/permission";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { people } from "./own-role-words.ts";
import { wordsOf } from "./permission-words.ts";

type RoleLine = RightsReport["roles"][number];
type PersonLine = RightsReport["people"][number];

/** What people and roles may do and did not: where a narrower role would do. */
export function UnusedPage() {
  const trpc = useTRPC();
  const report = useQuery(trpc.identity.unusedRights.queryOptions({}));
  const [by, setBy] = useState("role");
  return (
    <Page title="What nobody uses">
      <AdminTabs />
      {report.isError && (
        <ErrorState what="This report" message={errorText(report.error)} onRetry={() => void report.refetch()} />
      )}
      {report.isPending && <LoadingState />}
      {report.data && (
        <>
          <p className="a-dim">
            {report.data.days < 90
              ? `Only ${report.data.days} ${report.data.days === 1 ? "day is" : "days are"} on record, since ${formatDate(report.data.since)}: wait with what is rare.`
              : `Of the last 90 days, since ${formatDate(report.data.since)}.`}{" "}
            Used means that something was changed by it, or somebody&apos;s record was opened: that is what the audit
            trail keeps. What only looks things up that are about nobody is not listed. What is bold opens charts or
            accounts.
          </p>
          <SegmentedControl
            aria-label="By what"
            mb="sm"
            value={by}
            onChange={setBy}
            data={[
              { value: "role", label: "By role" },
              { value: "person", label: "By person" },
            ]}
          />
          {by === "role" ? <ByRole lines={report.data.roles} /> : <ByPerson lines={report.data.people} />}
        </>
      )}
    </Page>
  );
}

function ByRole({ lines }: { readonly lines: readonly RoleLine[] }) {
  const nameOf = useRoleNames();
  const columns: readonly WorklistColumn<RoleLine>[] = [
    { id: "role", header: "Role", width: "minmax(120px, 1fr)", cell: (one) => <b>{nameOf(one)}</b> },
    { id: "people", header: "Who has it", width: "90px", cell: (one) => people(one.holders) },
    ...sharedColumns,
    { id: "step", header: "Next step", width: "120px", cell: (one) => <Narrower line={one} /> },
  ];
  return (
    <Worklist label="Unused by role" items={lines} columns={columns} keyOf={(one) => one.roleId ?? one.role ?? ""} />
  );
}

function ByPerson({ lines }: { readonly lines: readonly PersonLine[] }) {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOf = ({ staffId }: PersonLine) => {
    const person = staff.data?.find((one) => one.staffId === staffId);
    return person ? `${person.given} ${person.family}` : "…";
  };
  const columns: readonly WorklistColumn<PersonLine>[] = [
    { id: "person", header: "Person", width: "minmax(120px, 1fr)", cell: (one) => <b>{nameOf(one)}</b> },
    ...sharedColumns,
    {
      id: "step",
      header: "Next step",
      width: "120px",
      cell: (one) => (
        <Link to="/admin/users" search={{ dock: "person", about: one.staffId } as object} className="p-anchor">
          Change the roles
        </Link>
      ),
    },
  ];
  return <Worklist label="Unused by person" items={lines} columns={columns} keyOf={(one) => one.staffId} />;
}

const sharedColumns: readonly WorklistColumn<Pick<RoleLine, "unused" | "counted">>[] = [
  { id: "used", header: "Used", width: "90px", cell: (one) => `${one.counted - one.unused.length} of ${one.counted}` },
  {
    id: "unused",
    header: "Never used",
    width: "minmax(200px, 3fr)",
    cell: (one) => (one.unused.length === 0 ? "Everything is used" : <Words of={one.unused} />),
  },
];

const SHOWN = 4;

function Words({ of }: { readonly of: readonly Permission[] }) {
  const [all, setAll] = useState(false);
  // limit: a first few; the button under them shows the others.
  const shown = all ? of : of.slice(0, SHOWN);
  return (
    <span>
      {shown.map((one, at) => (
        <span key={one}>
          {at > 0 && "; "}
          {POWERFUL.includes(one) ? <b>{wordsOf(one)}</b> : wordsOf(one)}
        </span>
      ))}
      {of.length > shown.length && (
        <>
          {" "}
          <Anchor component="button" type="button" size="sm" onClick={() => setAll(true)}>
            and {of.length - shown.length} more
          </Anchor>
        </>
      )}
    </span>
  );
}

/** One step to a role without what nobody used: the form of an own role, filled in. */
function Narrower({ line: { role, roleId, unused } }: { readonly line: RoleLine }) {
  if (unused.length === 0) return <>—</>;
  if (roleId !== null)
    return (
      <Link to="/admin/roles/own" search={{ role: roleId, without: [...unused] }} className="p-anchor">
        Make it narrower
      </Link>
    );
  if (role === null || !bases.includes(role)) return <span className="a-dim">An owner&apos;s stays</span>;
  return (
    <Link to="/admin/roles/own" search={{ base: role, without: [...unused] }} className="p-anchor">
      Narrower role
    </Link>
  );
}

function useRoleNames() {
  const trpc = useTRPC();
  const own = useQuery(trpc.identity.listOwnRoles.queryOptions({}));
  return ({ role, roleId }: RoleLine) =>
    role === null ? (own.data?.find((one) => one.roleId === roleId)?.name ?? "…") : roleLabels[role];
}
