import { permissions, role, roleLabels, type Role } from "@practicum/contracts/permission";
import { IconCheck } from "@tabler/icons-react";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { wordsOf } from "./permission-words.ts";

const table: readonly (readonly [string, readonly Role[]])[] = Object.entries(permissions);

/** Who may do what: the table that the services enforce, as it is. */
export function RolesPage() {
  return (
    <Page title="Roles">
      <AdminTabs />
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
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Page>
  );
}
