import { Button, Group, PasswordInput, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { authBodies } from "@practicum/contracts/auth";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { foundingCall } from "./founding-call.ts";

/** Who runs the practice. A manager who sees patients too gets that role afterwards, under People. */
export function ManagerStep({ onDone }: { readonly onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const { form, check, refuse } = useContractForm({
    initialValues: { family: "", given: "", credential: "", email: "", password: "" },
    schema: authBodies["found-manager"],
    toInput: (values) => ({ ...values, email: values.email.trim() }),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const input = check();
    if (!input) return;
    setPending(true);
    const result = await foundingCall("found-manager", input, z.object({ session: z.unknown() }));
    setPending(false);
    if (result.ok) onDone();
    else setProblem(refuse(result.error));
  };
  return (
    <form noValidate aria-label="The first manager" onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
          <TextInput label="Given name" required data-autofocus {...form.getInputProps("given")} />
          <TextInput label="Family name" required {...form.getInputProps("family")} />
          <TextInput
            label="E-mail, for sign-in"
            required
            type="email"
            autoComplete="username"
            {...form.getInputProps("email")}
          />
          <TextInput label="Credential" placeholder="MD, PA-C, MBA" {...form.getInputProps("credential")} />
        </SimpleGrid>
        <PasswordInput
          label="Password"
          description="At least 12 characters; three or four words that have nothing to do with each other are best"
          required
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <Group>
          <Button type="submit" loading={pending}>
            Found the practice
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
