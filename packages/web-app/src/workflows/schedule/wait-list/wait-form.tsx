import { TextInput } from "@mantine/core";
import { waitListOperations } from "@practicum/contracts/scheduling/wait-list";
import { addDays } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { dayPartWords, priorityWords, type WaitEntry } from "./wait-words.ts";

/** How long one waits where nothing else is said; it stands there to be changed. */
const USUAL_DAYS = 28;

interface Values extends Record<string, unknown> {
  readonly visitTypeId: string | null;
  readonly providerResourceId: string;
  readonly locationId: string;
  readonly dayPart: WaitEntry["dayPart"];
  readonly priority: WaitEntry["priority"];
  readonly from: string | null;
  readonly until: string | null;
  readonly note: string;
}

function begin(entry: WaitEntry | null, today: string): Values {
  return {
    visitTypeId: entry?.visitTypeId ?? null,
    providerResourceId: entry?.providerResourceId ?? "",
    locationId: entry?.locationId ?? "",
    dayPart: entry?.dayPart ?? "any",
    priority: entry?.priority ?? "routine",
    from: entry?.from ?? today,
    until: entry?.until ?? addDays(today, USUAL_DAYS),
    note: entry?.note ?? "",
  };
}

const wishOf = ({ visitTypeId, providerResourceId, locationId, dayPart, priority, from, until, note }: Values) => ({
  visitTypeId,
  providerResourceId: providerResourceId || null,
  locationId: locationId || null,
  dayPart,
  priority,
  from,
  until,
  note,
});

interface AddProps {
  readonly patientId: string;
  /** The visit that the patient would have sooner. */
  readonly appointmentId: string | null;
  readonly disabled: boolean;
  readonly onDone: () => void;
}

/** Puts a patient on the wait list. */
export function AddToWaitList({ patientId, appointmentId, disabled, onDone }: AddProps) {
  const { today } = useSession();
  const add = useCommand("scheduling", "addToWaitList");
  const of = useCommandForm({
    draft: `wait:${patientId}:${appointmentId ?? ""}`,
    initialValues: begin(null, today),
    schema: waitListOperations.addToWaitList.input,
    toInput: (values, entryId) => ({ ...wishOf(values), entryId, patientId, appointmentId }),
    command: add,
    onDone: () => {
      say("The patient is on the wait list.");
      onDone();
    },
  });
  const problem =
    of.refusal?.code === "already-recorded" ? "The patient waits for this kind of visit already." : of.problem;
  return (
    <CommandForm of={of} label="Wait list" action="Add to the wait list" disabled={disabled} problem={problem}>
      <Fields of={of.form} />
    </CommandForm>
  );
}

/** What somebody who waits wants now. */
export function ChangeWaitEntry({ entry, onDone }: { readonly entry: WaitEntry; readonly onDone: () => void }) {
  const { today } = useSession();
  const change = useCommand("scheduling", "changeWaitEntry");
  const of = useCommandForm({
    draft: `wait-entry:${entry.entryId}`,
    initialValues: begin(entry, today),
    schema: waitListOperations.changeWaitEntry.input,
    toInput: (values) => ({ ...wishOf(values), entryId: entry.entryId, version: entry.version }),
    command: change,
    onDone: () => {
      say("The wait list has it as it is now.");
      onDone();
    },
  });
  return (
    <CommandForm of={of} label="Change what is waited for" action="Save" size="xs" onCancel={onDone}>
      <Fields of={of.form} />
    </CommandForm>
  );
}

type FormOf = ReturnType<typeof useCommandForm<Values, typeof waitListOperations.addToWaitList.input, unknown>>["form"];

function Fields({ of }: { readonly of: FormOf }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const types = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const locations = useQuery(trpc.identity.listLocations.queryOptions({}));
  const active = types.data?.filter((one) => one.active) ?? [];
  const providers = resources.data?.filter((one) => one.kind === "provider" && one.active) ?? [];
  const sites = locations.data?.filter((one) => one.active) ?? [];
  const siteOf = (locationId: string) => sites.find((one) => one.locationId === locationId)?.name;
  return (
    <>
      <ChoiceList
        size="xs"
        label="Visit type"
        data={active.map((one) => ({ value: one.visitTypeId as string, label: `${one.name} · ${one.minutes} min` }))}
        {...of.getInputProps("visitTypeId")}
      />
      <ChoiceList
        size="xs"
        label="Provider"
        data={[
          { value: "", label: "Any provider" },
          ...providers.map((one) => ({
            value: one.resourceId as string,
            label: sites.length > 1 ? `${one.name} · ${siteOf(one.locationId) ?? ""}` : one.name,
          })),
        ]}
        {...of.getInputProps("providerResourceId")}
      />
      {sites.length > 1 && (
        <ChoiceList
          size="xs"
          label="Site"
          data={[
            { value: "", label: "Any site" },
            ...sites.map((one) => ({ value: one.locationId as string, label: one.name })),
          ]}
          {...of.getInputProps("locationId")}
        />
      )}
      <div className="s-wait-pair">
        <ChoiceList
          size="xs"
          label="Time of day"
          data={Object.entries(dayPartWords).map(([value, label]) => ({ value, label }))}
          {...of.getInputProps("dayPart")}
        />
        <ChoiceList
          size="xs"
          label="Priority"
          data={Object.entries(priorityWords).map(([value, label]) => ({ value, label }))}
          {...of.getInputProps("priority")}
        />
      </div>
      <div className="s-wait-pair">
        <DateInput size="xs" label="From" today={today} {...of.getInputProps("from")} />
        <DateInput size="xs" label="Until" today={today} {...of.getInputProps("until")} />
      </div>
      <TextInput size="xs" label="Note" maxLength={200} {...of.getInputProps("note")} />
    </>
  );
}
