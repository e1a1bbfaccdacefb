import { Checkbox, Radio, Stack, Textarea } from "@mantine/core";
import {
  restrictionClass,
  restrictionOperations,
  type RestrictionClass,
  type RestrictionShuts,
} from "@practicum/contracts/charting/restrictions";
import { mayDo, role, roleLabels, type Role } from "@practicum/contracts/permission";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { classWords } from "./access-words.ts";

export type Restriction = z.output<typeof restrictionOperations.chartAccess.output>["restrictions"][number];

/** Roles that open charts, or read the signed note of a visit that they bill. */
const roles = role.options.filter((one) => mayDo([one], "note.billed"));

/** Restricts the chart, or changes whom a restriction lets in or keeps out. */
export function RestrictForm(props: {
  readonly patientId: string;
  readonly before: Restriction | null;
  /** Classes that have a restriction: that one is changed instead. */
  readonly taken: readonly RestrictionClass[];
  readonly onClose: () => void;
}) {
  const { patientId, before, taken, onClose } = props;
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const free = restrictionClass.options.filter((one) => !taken.includes(one));
  const of = useCommandForm({
    draft: `restriction:${patientId}:${before?.restrictionId ?? "new"}`,
    initialValues: {
      class: before?.class ?? free[0] ?? "patient-request",
      shuts: before?.shuts ?? ("others" as RestrictionShuts),
      staffIds: before?.people.map((one) => one.staffId) ?? [],
      roles: [...(before?.roles ?? [])] as Role[],
      reason: before?.reason ?? "",
    },
    schema: restrictionOperations.restrictChart.input,
    toInput: (values, restrictionId) => ({
      ...values,
      roles: values.shuts === "named" ? [] : values.roles,
      restrictionId,
      patientId,
      replaces: before?.restrictionId ?? null,
    }),
    words: {
      class: (one: RestrictionClass) => classWords[one],
      staffIds: (ids: readonly string[]) => `${ids.length} people`,
      roles: (some: readonly Role[]) => some.map((one) => roleLabels[one]).join(", ") || "none",
    },
    command: useCommand("charting", "restrictChart"),
    onDone: () => {
      say(before ? "The restriction is changed." : "The chart is restricted.");
      onClose();
    },
  });
  const { form } = of;
  const named = form.getValues().shuts === "named";
  if (staff.isError)
    return <ErrorState what="The people" message={errorText(staff.error)} onRetry={() => void staff.refetch()} />;
  if (!staff.data) return <LoadingState rows={4} />;
  const chosen = form.getValues().staffIds;
  const people = staff.data.filter((one) => one.active || chosen.includes(one.staffId));
  return (
    <CommandForm
      of={of}
      label="Restrict this chart"
      action={before ? "Save the restriction" : "Restrict the chart"}

      onCancel={onClose}
    >
      {before === null && (
        <Radio.Group label="Why it is sensitive" {...form.getInputProps("class")}>
          <Stack gap={6} mt={4}>
            {free.map((one) => (
              <Radio key={one} value={one} label={classWords[one]} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Radio.Group label="Whom it keeps out" {...form.getInputProps("shuts")}>
        <Stack gap={6} mt={4}>
          <Radio value="others" label="All but who treats the patient and whom I name" />
          <Radio value="named" label="Only whom I name, also if they treat the patient" />
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label={named ? "Who may not open it" : "Who may open it beside who treats the patient"}
        {...form.getInputProps("staffIds")}
      >
        <div className="e-people">
          {people.map((one) => (
            <Checkbox
              key={one.staffId}
              value={one.staffId}
              label={`${one.given} ${one.family}${one.credential ? `, ${one.credential}` : ""}`}
            />
          ))}
        </div>
      </Checkbox.Group>
      {!named && (
        <Checkbox.Group label="Whole roles that may open it" {...form.getInputProps("roles")}>
          <div className="e-people">
            {roles.map((one) => (
              <Checkbox key={one} value={one} label={roleLabels[one]} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label="Reason"
        description="Read by who may open the chart, and by who runs the practice."
        required
        autosize
        minRows={2}
        {...form.getInputProps("reason")}
      />
    </CommandForm>
  );
}
