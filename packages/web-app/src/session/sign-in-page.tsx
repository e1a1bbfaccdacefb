import { Button, Paper, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { SetPasswordForm } from "./set-password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import type { SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  readonly onSignedIn: () => void;
  readonly children?: ReactNode;
}

/** The first page. */
export function SignInPage({ port, onSignedIn, children }: Props) {
  const [byCode, setByCode] = useState(false);
  return (
    <main className="w-sign-in">
      <Paper withBorder p="xl" w={380} maw="100%" shadow="sm">
        <Title order={1}>Practicum</Title>
        <Text c="dimmed" size="sm" mb="md">
          {byCode ? "Set a password with the code that your practice manager gave you" : "Sign in to your practice"}
        </Text>
        {byCode ? (
          <SetPasswordForm port={port} onDone={() => setByCode(false)} />
        ) : (
          <SignInForm port={port} onSignedIn={onSignedIn} />
        )}
        {port.setPassword && (
          <Button variant="subtle" size="compact-sm" mt="md" onClick={() => setByCode(!byCode)}>
            {byCode ? "Back to sign-in" : "First time here, or password forgotten"}
          </Button>
        )}
        {children}
      </Paper>
    </main>
  );
}
