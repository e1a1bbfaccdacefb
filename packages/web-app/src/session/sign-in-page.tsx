import { Button, Paper, Text, Title } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type ReactNode } from "react";
import { lazyPage } from "../app/lazy-page.tsx";
import { DemonstrationNotice } from "./demonstration-notice.tsx";
import { usePractices } from "./practice-field.tsx";
import { readInvitation } from "./invitation.ts";
import { SetPasswordForm } from "./set-password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import type { SessionPort } from "./session-port.ts";

interface Props {
  readonly port: SessionPort;
  readonly onSignedIn: () => void;
  readonly children?: ReactNode;
}

const FoundingPage = lazyPage(async () => (await import("./founding/founding-page.tsx")).FoundingPage);

/** The first page. */
export function SignInPage({ port, onSignedIn, children }: Props) {
  const [invitation] = useState(readInvitation);
  const [byCode, setByCode] = useState(invitation !== null);
  const asked = usePractices(port);
  if (location.pathname === "/found") return <FoundingPage />;
  return (
    <main className="w-sign-in">
      <Paper withBorder p="xl" w={380} maw="100%" shadow="sm">
        <Title order={1}>Practicum</Title>
        <Text c="dimmed" size="sm" mb="md">
          {byCode ? "Set a password with the code that your practice manager gave you" : "Sign in to your practice"}
        </Text>
        {asked.data?.founding === true && (
          <Notice tone="info">
            This installation has no practice yet. Open the link that was printed where Practicum was started, or make
            another one there: npm run practicum -- found
          </Notice>
        )}
        {asked.data?.known?.demonstration === true && <DemonstrationNotice />}
        {byCode ? (
          <SetPasswordForm
            port={port}
            invitation={invitation}
            onDone={() => (invitation === null ? setByCode(false) : location.replace("/"))}
          />
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
