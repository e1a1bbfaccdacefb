import { Button, Group, Stack } from "@mantine/core";
import { authBodies } from "@practicum/contracts/auth";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { PracticeFields, practiceInput, practiceValues } from "../../forms/practice-fields.tsx";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { foundingCall } from "./founding-call.ts";

/** What the practice is. */
export function PracticeStep({
  practice,
  onDone,
}: {
  readonly practice: PracticeProfile | null;
  readonly onDone: () => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const { form, check, refuse } = useContractForm({
    initialValues: practiceValues(practice),
    schema: authBodies["found-practice"],
    toInput: practiceInput,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const input = check();
    if (!input) return;
    setPending(true);
    const result = await foundingCall("found-practice", input, z.object({}));
    setPending(false);
    if (result.ok) onDone();
    else setProblem(refuse(result.error));
  };
  return (
    <form noValidate aria-label="The practice" onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <PracticeFields form={form} />
        <Group>
          <Button type="submit" loading={pending}>
            Go on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
