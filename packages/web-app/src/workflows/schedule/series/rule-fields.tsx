import { Chip, Group, NumberInput, SegmentedControl, Stack } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useToday } from "../../../session/session-context.ts";
import { weekdaysOf, wholeNumber, type SeriesDraft } from "./series-draft.ts";
import { weekdayNames } from "./series-words.ts";

interface Props {
  readonly draft: SeriesDraft;
  readonly onChange: (next: Partial<SeriesDraft>) => void;
  /** What the service says of the rule, by its field. */
  readonly errorOf: (field: string) => string | undefined;
}

/** How often, on which days, and for how long. */
export function RuleFields({ draft, onChange, errorOf }: Props) {
  const today = useToday();
  const chosen = weekdaysOf(draft);
  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        <NumberInput
          label="Every"
          min={1}
          max={12}
          allowDecimal={false}
          value={draft.every}
          onChange={(every) => onChange({ every })}
          error={wholeNumber(draft.every, 1, 12) === null ? "Enter 1 to 12." : undefined}
        />
        <ChoiceList
          label="Unit"
          data={[
            { value: "day", label: "Days" },
            { value: "week", label: "Weeks" },
            { value: "month", label: "Months" },
          ]}
          value={draft.unit}
          onChange={(unit) => {
            if (unit === "day" || unit === "week" || unit === "month") onChange({ unit, weekdays: [] });
          }}
        />
      </Group>
      {draft.unit === "month" ? (
        <SegmentedControl
          size="xs"
          aria-label="Which day of the month"
          data={[
            { value: "date", label: "Same date" },
            { value: "weekday", label: "Same weekday of the month" },
          ]}
          value={draft.monthly}
          onChange={(monthly) => onChange({ monthly })}
        />
      ) : (
        <Chip.Group
          multiple
          value={chosen.map(String)}
          onChange={(days) => onChange({ weekdays: days.map(Number).toSorted((a, b) => a - b) })}
        >
          <Group gap={4} role="group" aria-label={draft.unit === "day" ? "On these days alone" : "On"}>
            {weekdayNames.map((name, index) => (
              <Chip key={name} size="xs" value={String(index + 1)}>
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <Group grow align="flex-start">
        <ChoiceList
          label="Ends"
          data={[
            { value: "count", label: "After a number of visits" },
            { value: "until", label: "On a day" },
          ]}
          value={draft.endsBy}
          onChange={(endsBy) => {
            if (endsBy === "count" || endsBy === "until") onChange({ endsBy });
          }}
        />
        {draft.endsBy === "count" ? (
          <NumberInput
            data-series-count
            label="Visits"
            min={2}
            max={52}
            allowDecimal={false}
            value={draft.count}
            onChange={(count) => onChange({ count })}
            error={wholeNumber(draft.count, 2, 52) === null ? "Enter 2 to 52." : errorOf("rule.ends.count")}
          />
        ) : (
          <DateInput
            label="Last day"
            today={today}
            sense="future"
            value={draft.until}
            onChange={(until) => onChange({ until })}
            error={errorOf("rule.ends.until")}
          />
        )}
      </Group>
    </Stack>
  );
}
