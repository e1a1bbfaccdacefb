import { NativeSelect } from "@mantine/core";
import { useSession } from "../../../session/session-context.ts";
import { useWorkers } from "./use-workers.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose work the address asks for: "mine", "nobody", a person, or everybody's where it says nothing that is one of these. */
export function useWhose(owner: string | undefined): string {
  const { staff } = useSession();
  if (owner === "mine") return staff.staffId;
  return owner === "nobody" || (owner !== undefined && UUID.test(owner)) ? owner : "anybody";
}

/** Mine, nobody's or somebody's; the choice stands in the address. */
export function WhoseFilter(props: {
  readonly owner: string | undefined;
  readonly onChange: (owner: string | undefined) => void;
}) {
  const { staff } = useSession();
  const others = useWorkers().filter((one) => one.id !== staff.staffId);
  const whose = useWhose(props.owner);
  return (
    <NativeSelect
      size="xs"
      aria-label="Owner"
      data={[
        { value: "anybody", label: "Everybody's" },
        { value: staff.staffId, label: "Mine" },
        { value: "nobody", label: "Nobody's" },
        ...others.map((one) => ({ value: one.id, label: one.name })),
      ]}
      value={whose}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        props.onChange(chosen === "anybody" ? undefined : chosen === staff.staffId ? "mine" : chosen);
      }}
    />
  );
}
