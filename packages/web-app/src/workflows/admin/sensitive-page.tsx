import { Checkbox, NumberInput, Stack, Switch } from "@mantine/core";
import { sensitiveOperations, type sensitiveSettings } from "@practicum/contracts/charting/sensitive";
import { minorCareKind, type MinorCareKind } from "@practicum/contracts/charting/sensitive-classes";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { Page } from "../../shell/page.tsx";
import { say } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

const kindWords: { readonly [K in MinorCareKind]: string } = {
  reproductive: "Sexual and reproductive health",
  "substance-use": "Alcohol and drug use",
  "mental-health": "Mental health",
};

/** Which law the practice's sensitive records are under: what is proposed in charts follows from it. */
export function SensitivePage() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.charting.getSensitiveSettings.queryOptions({}));
  return (
    <Page title="Sensitive records">
      <AdminTabs />
      {settings.isError && (
        <ErrorState what="The settings" message={errorText(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <LoadingState rows={5} />}
      {settings.data && <SettingsForm key={settings.data.version} settings={settings.data} />}
    </Page>
  );
}

function SettingsForm({ settings }: { readonly settings: z.output<typeof sensitiveSettings> }) {
  const of = useCommandForm({
    draft: "sensitive-settings",
    initialValues: {
      part2Program: settings.part2Program,
      minorsFrom: settings.minorsFrom as number | string,
      minorsKinds: settings.minorsKinds as MinorCareKind[],
    },
    schema: sensitiveOperations.saveSensitiveSettings.input,
    toInput: ({ part2Program, minorsFrom, minorsKinds }) => ({
      part2Program,
      // What is no number is refused at its field.
      minorsFrom: minorsFrom === "" ? Number.NaN : Number(minorsFrom),
      minorsKinds,
      baseVersion: settings.version,
    }),
    words: {
      part2Program: (is: boolean) => (is ? "yes" : "no"),
      minorsKinds: (kinds: readonly MinorCareKind[]) => kinds.map((one) => kindWords[one]).join(", ") || "none",
    },
    command: useCommand("charting", "saveSensitiveSettings"),
    after: "stay",
    onDone: () => say("Saved. Charts follow it from now on."),
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Which law they are under" action="Save">
      <Switch
        label="This practice is, or has, a program for substance use treatment (42 CFR 2.11)"
        description="Then records of alcohol and drug use are kept apart, and go out under the patient's consent alone."
        {...form.getInputProps("part2Program", { type: "checkbox" })}
      />
      <NumberInput
        label="Minors consent by themselves from this age on"
        description="As your state has it; until 18, then nobody else consents anyway"
        required
        w={260}
        min={0}
        max={18}
        allowDecimal={false}
        {...form.getInputProps("minorsFrom")}
      />
      <Checkbox.Group label="To this care" {...form.getInputProps("minorsKinds")}>
        <Stack gap={6} mt={4}>
          {minorCareKind.options.map((one) => (
            <Checkbox key={one} value={one} label={kindWords[one]} size="sm" />
          ))}
        </Stack>
      </Checkbox.Group>
    </CommandForm>
  );
}
