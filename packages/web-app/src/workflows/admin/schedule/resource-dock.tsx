import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { resourceOperations, type Resource } from "@practicum/contracts/scheduling/resources";
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
import { kindWords } from "./resource-words.ts";

/** One column of the schedule: a provider at a site, a room, a piece of equipment. A person's id makes a new one for that person. */
export function ResourceDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  if (resources.isError)
    return (
      <ErrorState what="The column" message={errorText(resources.error)} onRetry={() => void resources.refetch()} />
    );
  if (sites.isError)
    return <ErrorState what="The sites" message={errorText(sites.error)} onRetry={() => void sites.refetch()} />;
  if (!resources.data) return <LoadingState rows={4} />;
  const resource = resources.data.find((one) => one.resourceId === about) ?? null;
  if (!sites.data) return <LoadingState rows={4} />;
  const open = sites.data.filter((one) => one.active);
  const only = open.length === 1 ? (open[0]?.locationId ?? null) : null;
  const forWhom = resource ? null : about;
  return <ResourceForm key={about ?? "new"} resource={resource} forWhom={forWhom} only={only} onDone={onDone} />;
}

interface FormProps {
  readonly resource: Resource | null;
  /** Whose column a new one is to be. */
  readonly forWhom: string | null;
  /** The site, where there is one alone. */
  readonly only: string | null;
  readonly onDone: () => void;
}

function ResourceForm({ resource, forWhom, only, onDone }: FormProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useCommand("scheduling", "saveResource");
  const frame = useRef<HTMLFormElement>(null);
  const [seen] = useState(resource);
  const [resourceId] = useState(() => resource?.resourceId ?? newId<"resource">());
  const [problem, setProblem] = useState<string | null>(null);
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const providers =
    staff.data?.filter((one) => one.npi !== null && (one.active || one.staffId === seen?.staffId)) ?? [];
  const { form, check, refuse } = useContractForm({
    initialValues: {
      kind: seen?.kind ?? ("provider" as Resource["kind"]),
      name: seen?.name ?? "",
      staffId: (seen?.staffId ?? forWhom) as string | null,
      locationId: (seen?.locationId ?? only) as string | null,
      active: seen?.active ?? true,
    },
    schema: resourceOperations.saveResource.input,
    toInput: (values) => {
      const person = providers.find((one) => one.staffId === values.staffId);
      const provider = values.kind === "provider";
      return {
        ...values,
        resourceId,
        version: seen?.version ?? null,
        locationId: values.locationId ?? "",
        staffId: provider ? values.staffId : null,
        name: provider && person ? `${person.given} ${person.family}` : values.name,
      };
    },
  });
  const values = form.getValues();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    if (values.kind === "provider" && values.staffId === null) return form.setFieldError("staffId", "Choose one.");
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.scheduling.pathFilter());
    say(seen || input.kind !== "provider" ? "Saved." : "Added. Set the hours next: without them nobody can be booked.");
    onDone();
  };
  return (
    <form ref={frame} noValidate aria-label="Column of the schedule" onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <ChoiceList
          label="Kind"
          required
          disabled={seen !== null}
          data={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps("kind")}
        />
        {values.kind === "provider" ? (
          <ChoiceList
            label="Provider"
            required
            disabled={seen !== null}
            description={seen ? "A column stays with its person." : undefined}
            data={providers.map((one) => ({
              value: one.staffId as string,
              label: `${one.given} ${one.family}, ${one.credential}`,
            }))}
            {...form.getInputProps("staffId")}
          />
        ) : (
          <TextInput label="Name" required maxLength={60} autoComplete="off" {...form.getInputProps("name")} />
        )}
        <ChoiceList
          label="Site"
          required
          data={(sites.data ?? [])
            .filter((one) => one.active || one.locationId === seen?.locationId)
            .map((one) => ({ value: one.locationId as string, label: one.name }))}
          {...form.getInputProps("locationId")}
        />
        <Checkbox
          label="Active"
          description="Without it nothing new is booked here; what is booked stays."
          {...form.getInputProps("active", { type: "checkbox" })}
        />
        <Group>
          <Button type="submit" loading={save.pending}>
            {seen ? "Save" : "Add"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
