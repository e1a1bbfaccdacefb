import { PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import { authBodies } from "@practicum/contracts/auth";
import { z } from "zod";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { foundingCall } from "./founding-call.ts";

/** Who runs the practice. A manager who sees patients too gets that role afterwards, under People. */
export function ManagerStep({ onDone }: { readonly onDone: () => void }) {
  const of = useCommandForm({
    // A password, and nobody is signed in yet.
    draft: null,
    recordId: "manager",
    initialValues: { family: "", given: "", credential: "", email: "", password: "" },
    schema: authBodies["found-manager"],
    toInput: (values) => ({ ...values, email: values.email.trim() }),
    command: { run: (input) => foundingCall("found-manager", input, z.object({ session: z.unknown() })) },
    onDone,
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="The first manager" action="Found the practice">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput label="First name" required data-autofocus {...form.getInputProps("given")} />
        <TextInput label="Last name" required {...form.getInputProps("family")} />
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
    </CommandForm>
  );
}
