import { Checkbox, SimpleGrid } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { RELEASES, type ClosureDraft } from "./closure-draft.ts";
import { weekdays } from "./week-form.tsx";

interface Props {
  readonly values: ClosureDraft;
  readonly onChange: (next: Partial<ClosureDraft>) => void;
}

/** The practice, a site, or one column. */
export function WhoseField({ values, onChange }: Props) {
  const trpc = useTRPC();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const siteName = (id: string) => sites.data?.find((one) => one.locationId === id)?.name ?? "";
  return (
    <ChoiceList
      label={values.kept ? "Whose time" : "What is closed"}
      data={[
        { value: "practice", label: "The whole practice" },
        ...(sites.data ?? [])
          .filter((one) => one.active)
          .map((one) => ({ value: `site:${one.locationId}`, label: one.name, group: "A site" })),
        ...(resources.data ?? [])
          .filter((one) => one.active)
          .map((one) => ({
            value: `column:${one.resourceId}`,
            label: `${one.name} · ${siteName(one.locationId)}`,
            group: "One column",
          })),
      ]}
      value={values.whose}
      onChange={(whose) => onChange({ whose: whose ?? "practice" })}
    />
  );
}

export function WeekdaysField({ values, onChange }: Props) {
  return (
    <Checkbox.Group
      label="Days of the week"
      description="None ticked: each day"
      value={[...values.weekdays]}
      onChange={(chosen) => onChange({ weekdays: chosen })}
    >
      <SimpleGrid cols={4} spacing={6} mt={4}>
        {weekdays.map(({ name, weekday }) => (
          <Checkbox key={weekday} size="sm" value={String(weekday)} label={name.slice(0, 3)} aria-label={name} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}

/** What a time is kept for, and when it is everybody's. */
export function KeptFields({ values, onChange }: Props) {
  const trpc = useTRPC();
  const kinds = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  return (
    <>
      <Checkbox.Group
        label="Kept for"
        description="Nobody else is booked then without a reason"
        value={[...values.keptFor]}
        onChange={(chosen) => onChange({ keptFor: chosen })}
      >
        <SimpleGrid cols={2} spacing={6} mt={4}>
          {(kinds.data ?? [])
            .filter((one) => one.active)
            .map((one) => (
              <Checkbox key={one.visitTypeId} size="sm" value={one.visitTypeId} label={one.name} />
            ))}
        </SimpleGrid>
      </Checkbox.Group>
      <ChoiceList
        label="Everybody’s again"
        data={RELEASES}
        value={values.released}
        onChange={(released) => onChange({ released: released ?? "never" })}
      />
    </>
  );
}
