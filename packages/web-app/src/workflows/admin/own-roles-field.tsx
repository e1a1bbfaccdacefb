import { Checkbox, SimpleGrid } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { roleLabels, type Role } from "@practicum/contracts/permission";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import type { PersonValues } from "./person-values.ts";

/** The practice's own roles on top of the chosen ones; a retired one only where the person has it. */
export function OwnRolesField(props: {
  readonly form: UseFormReturnType<PersonValues>;
  readonly roles: readonly Role[];
  readonly had: readonly string[];
}) {
  const { form, roles, had } = props;
  const trpc = useTRPC();
  const own = useQuery(trpc.identity.listOwnRoles.queryOptions({}));
  // One that is chosen stays in sight when its base is not chosen any more: it has to be left out too.
  const chosen = form.getValues().ownRoles;
  const choices = (own.data ?? []).filter(
    (one) => chosen.includes(one.roleId) || (roles.includes(one.base) && (!one.retired || had.includes(one.roleId))),
  );
  if (choices.length === 0 && form.errors["ownRoles"] === undefined) return null;
  return (
    <Checkbox.Group
      label="The practice's own roles"
      description="Each stands in the place of the role that it is based on."
      {...form.getInputProps("ownRoles")}
    >
      <SimpleGrid cols={2} spacing={6} mt={4}>
        {choices.map((one) => (
          <Checkbox
            key={one.roleId}
            value={one.roleId}
            label={`${one.name}${one.retired ? " (retired)" : ""}`}
            description={`for ${roleLabels[one.base]}`}
            size="sm"
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
