import { grants, type Scope } from "@practicum/contracts/scope";
import { permissions, role, roleLabels, type Permission, type Role } from "@practicum/contracts/permission";
import { gives, rightsOf } from "@practicum/contracts/own-role";
import { IconCheck, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { OwnRoles, RolesActions, TryOn, type ListedRole } from "./own-roles.tsx";
import { wordsOf } from "./permission-words.ts";

const table: readonly (readonly [string, readonly Role[]])[] = Object.entries(permissions);
/** The same names, as permissions. */
const isKnown = (name: string): name is Permission => name in permissions;

const others = [
  ["patient", "Patient"],
  ["proxy", "Proxy of a patient"],
  ["instructor", "Instructor"],
] as const;
const granted = table.filter(([permission]) => others.some(([kind]) => scopeOf(kind, permission) !== undefined));

const scopeWords: { readonly [S in Scope]: string } = {
  "own-record": "own record",
  "own-panel": "own panel",
  assigned: "assigned records",
  practice: "all",
};

function scopeOf(kind: keyof typeof grants, permission: string): Scope | undefined {
  return Object.entries(grants[kind] ?? {}).find(([name]) => name === permission)?.[1];
}

/** Who may do what: the table that the services enforce, as it is. */
export function RolesPage() {
  const trpc = useTRPC();
  const own = (useQuery(trpc.identity.listOwnRoles.queryOptions({})).data ?? []).filter((one) => !one.retired);
  return (
    <Page title="Roles" actions={<RolesActions />}>
      <AdminTabs />
      <OwnRoles />
      <h2 style={{ fontSize: 15 }}>What each role may do</h2>
      <p className="a-dim">
        The services hold to this table, whatever a screen shows. A person with several roles may do what any of them
        may.
      </p>
      {/* It scrolls sideways on narrow screens, and keys must reach that too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="a-roles" tabIndex={0} role="region" aria-label="Roles and permissions">
        <table className="a-table">
          <thead>
            <tr>
              <th scope="col">May</th>
              {role.options.map((each) => (
                <th key={each} scope="col" style={{ textAlign: "center" }}>
                  {roleLabels[each]}
                  <TryOn label={roleLabels[each]} role={{ label: roleLabels[each], roles: [each] }} />
                </th>
              ))}
              {own.map((each) => (
                <th key={each.roleId} scope="col" style={{ textAlign: "center" }}>
                  {each.name}
                  <TryOn
                    label={each.name}
                    role={{ label: each.name, roles: [each.base], ...rightsOf([each.base], [each]) }}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.map(([permission, allowed]) => (
              <tr key={permission}>
                <th scope="row" style={{ fontWeight: 400 }} title={permission}>
                  {wordsOf(permission)}
                </th>
                {role.options.map((each) => (
                  <td key={each}>
                    {allowed.includes(each) ? (
                      <IconCheck size={16} aria-label="yes" />
                    ) : (
                      <span className="p-visually-hidden">no</span>
                    )}
                  </td>
                ))}
                {own.map((each) => (
                  <td key={each.roleId}>
                    <OwnMark role={each} permission={permission} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2 style={{ fontSize: 15 }}>Who is not on the staff</h2>
      <p className="a-dim">
        Everything that is not listed is refused. A learner may what the practised role may; an application what it was
        given when it was let in.
      </p>
      <table className="a-table" aria-label="Permissions of those who are not on the staff" style={{ maxWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">May</th>
            {others.map(([kind, label]) => (
              <th key={kind} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {granted.map(([permission]) => (
            <tr key={permission}>
              <th scope="row" style={{ fontWeight: 400 }} title={permission}>
                {wordsOf(permission)}
              </th>
              {others.map(([kind]) => {
                const scope = scopeOf(kind, permission);
                return <td key={kind}>{scope ? scopeWords[scope] : <span className="p-visually-hidden">no</span>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}

/** What an own role does with a permission: inherited, added, taken away, or not given. */
function OwnMark({ role: own, permission }: { readonly role: ListedRole; readonly permission: string }) {
  if (!isKnown(permission)) return null;
  if (own.added.includes(permission)) return <IconPlus size={16} aria-label="yes, added" />;
  if (own.removed.includes(permission)) return <IconMinus size={16} aria-label="no, taken away" />;
  return gives(own, permission) ? (
    <IconCheck size={16} aria-label="yes" />
  ) : (
    <span className="p-visually-hidden">no</span>
  );
}
