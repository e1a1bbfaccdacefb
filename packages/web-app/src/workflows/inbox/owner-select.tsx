import { roleLabels } from "@practicum/contracts/permission";
import { useQuery } from "@tanstack/react-query";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useTRPC } from "../../api/trpc.ts";

interface Props {
  readonly label?: string;
  /** "pool:<role>", "staff:<id>", or "" for nobody: see `choiceOf`. */
  readonly value: string;
  readonly onChange: (choice: string) => void;
  readonly error?: string | null;
  readonly disabled?: boolean;
}

/** A pool or a person. Nobody is a choice too, and is called so. */
export function OwnerSelect({ label = "Given to", value, onChange, error = null, disabled = false }: Props) {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const people = (staff.data ?? []).filter((person) => person.active || `staff:${person.staffId}` === value);
  const data = [
    ...Object.entries(roleLabels).map(([role, text]) => ({
      group: "Pools",
      value: `pool:${role}`,
      label: `${text} pool`,
    })),
    ...people.map((person) => ({
      group: "People",
      value: `staff:${person.staffId}`,
      label: `${person.given} ${person.family}${person.credential ? `, ${person.credential}` : ""}`,
    })),
  ];
  return (
    <ChoiceList
      label={label}
      placeholder="Nobody"
      clearable
      disabled={disabled}
      data={data}
      value={value === "" ? null : value}
      onChange={(choice) => onChange(choice ?? "")}
      error={error ?? (staff.isError ? "The people could not be loaded; pools can be chosen." : undefined)}
    />
  );
}
