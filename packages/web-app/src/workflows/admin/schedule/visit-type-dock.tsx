import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { resourceOperations, type VisitType } from "@practicum/contracts/scheduling/resources";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { useContractForm } from "../../../forms/use-contract-form.ts";
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
  const client = useQueryClient();
  const save = useCommand("scheduling", "saveVisitType");
  const frame = useRef<HTMLFormElement>(null);
  const [seen] = useState(type);
  const [visitTypeId] = useState(() => type?.visitTypeId ?? newId<"visit-type">());
  const [problem, setProblem] = useState<string | null>(null);
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const equipment = resources.data?.filter((one) => one.kind === "equipment") ?? [];
  const { form, check, refuse } = useContractForm({
    initialValues: {
      name: seen?.name ?? "",
      minutes: String(seen?.minutes ?? 15),
      newPatient: seen?.newPatient ?? false,
      equipmentResourceId: (seen?.equipmentResourceId ?? null) as string | null,
      active: seen?.active ?? true,
    },
    schema: resourceOperations.saveVisitType.input,
    toInput: (values) => ({
      ...values,
      visitTypeId,
      version: seen?.version ?? null,
      minutes: Number(values.minutes),
    }),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.scheduling.pathFilter());
    say("Saved. What is booked already keeps its length.");
    onDone();
  };
  return (
    <form ref={frame} noValidate aria-label="Visit type" onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
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
        <Group>
          <Button type="submit" loading={save.pending}>
            {seen ? "Save" : "Add"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
