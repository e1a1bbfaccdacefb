import { Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { allPermissions, mayBeAdded, mayBeRemoved } from "@practicum/contracts/own-role";
import { mayDo, roleLabels, type Permission, type Role } from "@practicum/contracts/permission";
import { IconCheck, IconSearch } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { wordsOf } from "./permission-words.ts";

interface Changes {
  readonly added: Permission[];
  readonly removed: Permission[];
}

/** Of each permission: what the base gives, and what the role does with it. */
export function Matrix(props: {
  readonly base: Role;
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
  readonly error: ReactNode;
  readonly onChange: (next: Changes) => void;
}) {
  const { base, added, removed, error, onChange } = props;
  const [find, setFind] = useState("");
  const [which, setWhich] = useState("all");
  const stateOf = (one: Permission) =>
    added.includes(one) ? "added" : removed.includes(one) ? "removed" : mayDo([base], one) ? "inherited" : "no";
  const shown = allPermissions.filter((one) => {
    const state = stateOf(one);
    if (which === "changed" && state !== "added" && state !== "removed") return false;
    if (which === "may" && state !== "added" && state !== "inherited") return false;
    return wordsOf(one).toLowerCase().includes(find.trim().toLowerCase());
  });
  const set = (one: Permission, may: boolean) => {
    const without = (some: readonly Permission[]) => some.filter((each) => each !== one);
    const given = mayDo([base], one);
    onChange({
      added: may && !given ? [...added, one] : without(added),
      removed: !may && given ? [...removed, one] : without(removed),
    });
  };
  return (
    <section aria-label="What the role may do" className="a-stack" data-field="added">
      <div className="a-sentence">
        <TextInput
          label="Find a permission"
          size="xs"
          w={260}
          autoComplete="off"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Which"
          size="xs"
          value={which}
          onChange={setWhich}
          data={[
            { value: "all", label: "All" },
            { value: "may", label: "What it may" },
            { value: "changed", label: `Changed (${added.length + removed.length})` },
          ]}
        />
      </div>
      {error && <p className="a-denied">{error}</p>}
      {/* It scrolls sideways on narrow screens, and keys must reach that too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="a-roles" tabIndex={0} role="region" aria-label="Permissions of the role">
        <table className="a-table">
          <thead>
            <tr>
              <th scope="col">May</th>
              <th scope="col" style={{ textAlign: "center" }}>
                {roleLabels[base]}
              </th>
              <th scope="col" style={{ textAlign: "center" }}>
                This role
              </th>
              <th scope="col">Which is</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <Row key={one} base={base} permission={one} state={stateOf(one)} onSet={(may) => set(one, may)} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="a-dim">No permission is like that.</p>}
      </div>
    </section>
  );
}

type State = "added" | "removed" | "inherited" | "no";
const stateWords: { readonly [S in State]: string } = {
  added: "Added",
  removed: "Taken away",
  inherited: "Inherited",
  no: "",
};

function Row(props: {
  readonly base: Role;
  readonly permission: Permission;
  readonly state: State;
  readonly onSet: (may: boolean) => void;
}) {
  const { base, permission, state, onSet } = props;
  const given = mayDo([base], permission);
  const fixed = given ? !mayBeRemoved(base, permission) : !mayBeAdded(base, permission);
  const may = state === "added" || state === "inherited";
  const why = given ? "Everybody needs it" : "Goes with a license, with being an owner, or is nobody's";
  return (
    <tr data-state={state} className="a-right">
      <th scope="row" style={{ fontWeight: 400 }}>
        {wordsOf(permission)}
      </th>
      <td>{given ? <IconCheck size={16} aria-label="yes" /> : <span className="p-visually-hidden">no</span>}</td>
      <td>
        <Checkbox
          size="xs"
          aria-label={wordsOf(permission)}
          checked={may}
          disabled={fixed}
          onChange={(event) => onSet(event.currentTarget.checked)}
          styles={{ body: { justifyContent: "center" } }}
        />
      </td>
      <td style={{ textAlign: "left" }} className={fixed ? "a-dim" : undefined}>
        {fixed ? why : stateWords[state]}
      </td>
    </tr>
  );
}
