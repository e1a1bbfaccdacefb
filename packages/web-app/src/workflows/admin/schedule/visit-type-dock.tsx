import { Checkbox, Fieldset, Textarea, TextInput } from "@mantine/core";
import { resourceOperations, type VisitType } from "@practicum/contracts/scheduling/resources";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
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

/** The lengths that were filled in; what is no number stays one that the contract refuses. */
function ownOf(own: { readonly [staffId: string]: string }) {
  return Object.entries(own).flatMap(([staffId, minutes]) =>
    minutes.trim() === "" ? [] : [{ staffId, minutes: Number(minutes) }],
  );
}

function beginsAs(type: VisitType | null) {
  const { name = "", minutes = 15, newPatient = false, providerMinutes = [], active = true } = type ?? {};
  const { roomKind = null, preparation = "", preparationEs = "", equipmentResourceId = null } = type ?? {};
  const own: { readonly [staffId: string]: string } = Object.fromEntries(
    providerMinutes.map((one) => [one.staffId as string, String(one.minutes)]),
  );
  return {
    name,
    minutes: String(minutes),
    newPatient,
    own,
    roomKind: roomKind as string | null,
    preparation: preparation ?? "",
    preparationEs: preparationEs ?? "",
    equipmentResourceId: equipmentResourceId as string | null,
    active,
  };
}

function VisitTypeForm({ type, onDone }: { readonly type: VisitType | null; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const equipment = resources.data?.filter((one) => one.kind === "equipment") ?? [];
  const kinds = [...new Set(resources.data?.flatMap((one) => (one.active && one.roomKind) || []))];
  const people = new Map(
    resources.data?.flatMap((one) => (one.staffId !== null && one.active ? [[one.staffId as string, one.name]] : [])),
  );
  // The order in which the own lengths were sent last, for what is said of one of them.
  const sent = useRef<ReturnType<typeof ownOf>>([]);
  const of = useCommandForm({
    draft: `visit-type:${type?.visitTypeId ?? "new"}`,
    recordId: type?.visitTypeId,
    initialValues: beginsAs(type),
    schema: resourceOperations.saveVisitType.input,
    fieldOf: (path) => {
      const place = /^providerMinutes\.(\d+)/.exec(path)?.[1];
      return place === undefined ? null : `own.${sent.current[Number(place)]?.staffId ?? ""}`;
    },
    toInput: ({ own, ...values }, visitTypeId) => ({
      ...values,
      visitTypeId,
      providerMinutes: (sent.current = ownOf(own)),
      version: type?.version ?? null,
      minutes: Number(values.minutes),
    }),
    words: {
      own: (own: { readonly [staffId: string]: string }) =>
        ownOf(own)
          .map(({ staffId, minutes }) => `${people.get(staffId) ?? "another person"}: ${minutes} min`)
          .join("; "),
      equipmentResourceId: (id: string) => equipment.find((one) => one.resourceId === id)?.name ?? "another",
    },
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
      {people.size > 0 && (
        <Fieldset legend="Where somebody takes longer or shorter">
          <div className="a-own-minutes">
            {[...people].map(([staffId, name]) => (
              <TextInput
                key={staffId}
                label={name}
                placeholder={String(form.getValues().minutes)}
                inputMode="numeric"
                {...form.getInputProps(`own.${staffId}`)}
              />
            ))}
          </div>
        </Fieldset>
      )}
      <ChoiceList
        label="Kind of room it needs"
        description={
          kinds.length === 0
            ? "No room has a kind yet. Set it on a room first."
            : "A free one of the site is planned with the booking. Without one nothing is booked then."
        }
        clearable
        placeholder="Any"
        data={kinds.map((kind) => ({ value: kind, label: kind }))}
        {...form.getInputProps("roomKind")}
      />
      <ChoiceList
        label="Equipment it needs"
        description="Two visits that need it are never booked at one time."
        clearable
        placeholder="None"
        data={equipment.map((one) => ({ value: one.resourceId as string, label: one.name }))}
        {...form.getInputProps("equipmentResourceId")}
      />
      <Textarea
        label="What the patient does before"
        description="Told at the booking and sent with the reminder: name no illness. Empty: nothing."
        placeholder="Don't eat or drink anything but water for 8 hours."
        maxLength={200}
        autosize
        {...form.getInputProps("preparation")}
      />
      <Textarea
        label="The same in Spanish"
        description="Empty: patients who speak Spanish get it in English."
        maxLength={200}
        autosize
        {...form.getInputProps("preparationEs")}
      />
      <Checkbox label="For new patients" {...form.getInputProps("newPatient", { type: "checkbox" })} />
      <Checkbox label="Active" {...form.getInputProps("active", { type: "checkbox" })} />
    </CommandForm>
  );
}
