import { Checkbox, TextInput } from "@mantine/core";
import { fail } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { resourceOperations, type Resource } from "@practicum/contracts/scheduling/resources";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
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

interface Values extends Record<string, unknown> {
  readonly kind: Resource["kind"];
  readonly name: string;
  readonly staffId: string | null;
  readonly locationId: string | null;
  readonly roomKind: string;
  readonly active: boolean;
}

function valuesOf({ kind, name, staffId, locationId, roomKind, active }: Resource): Values {
  return { kind, name, staffId, locationId, roomKind: roomKind ?? "", active };
}

function newColumn(staffId: string | null, locationId: string | null): Values {
  return { kind: "provider", name: "", staffId, locationId, roomKind: "", active: true };
}

function ResourceForm({ resource, forWhom, only, onDone }: FormProps) {
  const trpc = useTRPC();
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const providers =
    staff.data?.filter((one) => one.npi !== null && (one.active || one.staffId === resource?.staffId)) ?? [];
  const save = useCommand("scheduling", "saveResource");
  const of = useCommandForm({
    draft: `resource:${resource?.resourceId ?? `new:${forWhom ?? ""}`}`,
    recordId: resource?.resourceId,
    initialValues: resource ? valuesOf(resource) : newColumn(forWhom, only),
    schema: resourceOperations.saveResource.input,
    toInput: (values, resourceId) => {
      const person = providers.find((one) => one.staffId === values.staffId);
      const provider = values.kind === "provider";
      return {
        ...values,
        resourceId,
        version: resource?.version ?? null,
        locationId: values.locationId ?? "",
        staffId: provider ? values.staffId : null,
        roomKind: values.kind === "room" ? values.roomKind.trim() || null : null,
        name: provider && person ? `${person.given} ${person.family}` : values.name,
      };
    },
    words: {
      kind: (kind: Resource["kind"]) => kindWords[kind],
      staffId: (id: string) => labelOf(providers.find((one) => one.staffId === id)),
      locationId: (id: string) => sites.data?.find((one) => one.locationId === id)?.name ?? "another site",
    },
    command: {
      ...save,
      run: async (input: CommandInput<"scheduling", "saveResource">) =>
        input.kind === "provider" && input.staffId === null
          ? fail("invalid-input", { fields: [{ field: "staffId", message: "Choose one." }] })
          : save.run(input),
    },
    onDone: (_, input) => {
      say(
        resource || input.kind !== "provider"
          ? "Saved."
          : "Added. Set the hours next: without them nobody can be booked.",
      );
      onDone();
    },
  });
  const { form } = of;
  const values = form.getValues();
  return (
    <CommandForm of={of} label="Column of the schedule" action={resource ? "Save" : "Add"}>
      <ChoiceList
        label="Kind"
        required
        disabled={resource !== null}
        data={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps("kind")}
      />
      {values.kind === "provider" ? (
        <ChoiceList
          label="Provider"
          required
          disabled={resource !== null}
          description={resource ? "A column stays with its person." : undefined}
          data={providers.map((one) => ({
            value: one.staffId as string,
            label: labelOf(one),
          }))}
          {...form.getInputProps("staffId")}
        />
      ) : (
        <TextInput label="Name" required maxLength={60} autoComplete="off" {...form.getInputProps("name")} />
      )}
      {values.kind === "room" && (
        <TextInput
          label="Kind of room"
          description="Visit types that need this kind are put into a free one. Empty: none."
          placeholder="Procedure room"
          maxLength={40}
          autoComplete="off"
          {...form.getInputProps("roomKind")}
        />
      )}
      <ChoiceList
        label="Site"
        required
        data={(sites.data ?? [])
          .filter((one) => one.active || one.locationId === resource?.locationId)
          .map((one) => ({ value: one.locationId as string, label: one.name }))}
        {...form.getInputProps("locationId")}
      />
      <Checkbox
        label="Active"
        description="Without it nothing new is booked here; what is booked stays."
        {...form.getInputProps("active", { type: "checkbox" })}
      />
    </CommandForm>
  );
}

function labelOf(person: Pick<StaffMember, "given" | "family" | "credential"> | undefined): string {
  return person ? `${person.given} ${person.family}, ${person.credential}` : "another person";
}
