import { Checkbox, TextInput } from "@mantine/core";
import { resourceOperations, type VisitType } from "@practicum/contracts/scheduling/resources";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";

/** One kind of visit: how long it takes, for whom it is, what it needs. */
export function VisitTypeDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const types = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  if (types.isError)
    return <ErrorState what="The visit type" message={errorText(types.error)} onRetry={() => void types.refetch()} />;
  if (!types.data) return <LoadingState rows={4} />;
  const type = types.data.find((one) => one.visitTypeId === about) ?? null;
  return <VisitTypeForm key={about ?? "new"} type={type} onDone={onDone} />;
}

function VisitTypeForm({ type, onDone }: { readonly type: VisitType | null; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const equipment = resources.data?.filter((one) => one.kind === "equipment") ?? [];
  const of = useCommandForm({
    draft: `visit-type:${type?.visitTypeId ?? "new"}`,
    recordId: type?.visitTypeId,
    initialValues: {
      name: type?.name ?? "",
      minutes: String(type?.minutes ?? 15),
      newPatient: type?.newPatient ?? false,
      equipmentResourceId: (type?.equipmentResourceId ?? null) as string | null,
      active: type?.active ?? true,
    },
    schema: resourceOperations.saveVisitType.input,
    toInput: (values, visitTypeId) => ({
      ...values,
      visitTypeId,
      version: type?.version ?? null,
      minutes: Number(values.minutes),
    }),
    words: { equipmentResourceId: (id: string) => equipment.find((one) => one.resourceId === id)?.name ?? "another" },
    command: useCommand("scheduling", "saveVisitType"),
    onDone: () => {
      say("Saved. What is booked already keeps its length.");
      onDone();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Visit type" action={type ? "Save" : "Add"}>
      <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
      <TextInput
        label="Minutes"
        description="5 to 240, in steps of five"
        required
        inputMode="numeric"
        {...form.getInputProps("minutes")}
      />
      <ChoiceList
        label="Equipment it needs"
        description="Two visits that need it are never booked at one time."
        clearable
        placeholder="None"
        data={equipment.map((one) => ({ value: one.resourceId as string, label: one.name }))}
        {...form.getInputProps("equipmentResourceId")}
      />
      <Checkbox label="For new patients" {...form.getInputProps("newPatient", { type: "checkbox" })} />
      <Checkbox label="Active" {...form.getInputProps("active", { type: "checkbox" })} />
    </CommandForm>
  );
}
