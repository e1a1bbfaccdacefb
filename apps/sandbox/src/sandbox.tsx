import { Button, Loader, MantineProvider, Stack, Text, Title } from "@mantine/core";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import type { App } from "@practicum/web-app/app/create-app.tsx";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { RoleChooser } from "./role-chooser.tsx";
import type { RolePort } from "./role-port.ts";
import { forgetJournal } from "./world/journal.ts";
import type { WorkerClient } from "./worker-client.ts";

interface Props {
  readonly worker: WorkerClient;
  readonly role: RolePort;
  readonly appFor: (staffId: string) => App;
}

/** The choice of a role, at once: the practice boots meanwhile. Then the app itself, or what is still to wait for. */
export function Sandbox({ worker, role, appFor }: Props) {
  const boot = useSyncExternalStore(
    (listener) => worker.onBoot(listener),
    () => worker.boot,
  );
  const staffId = useSyncExternalStore(
    (listener) => role.onChange(listener),
    () => role.current(),
  );
  const app = useMemo(() => (staffId === null ? null : appFor(staffId)), [staffId, appFor]);
  if (boot.state === "ready" && app !== null) return app.element;
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      {boot.state === "broken" ? (
        <Broken message={boot.message} />
      ) : boot.state === "booting" && staffId !== null ? (
        <Booting step={boot.step} />
      ) : (
        <RoleChooser
          role={role}
          step={boot.state === "booting" ? boot.step : null}
          kept={worker.kept}
          notice={worker.notice}
        />
      )}
    </MantineProvider>
  );
}

function Booting({ step }: { readonly step: string }) {
  const isSlow = useSlow(step);
  return (
    <main className="s-boot" aria-busy="true">
      <Stack align="center" gap="sm" maw={480}>
        <Loader aria-hidden />
        <Title order={1}>Your practice is being set up</Title>
        <Text c="dimmed" role="status">
          {step}…
          {isSlow && " This takes longer than usual. Some megabytes have to arrive: on a slow line that takes minutes."}
        </Text>
        {isSlow && (
          <Button variant="default" onClick={() => location.reload()}>
            Try again
          </Button>
        )}
      </Stack>
    </main>
  );
}

/** Whether the boot has been at the same step for long: a line can be slow, or dead without saying so. */
function useSlow(step: string): boolean {
  const [slow, setSlow] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSlow(step), SLOW_MS);
    return () => clearTimeout(timer);
  }, [step]);
  return slow === step;
}

const SLOW_MS = 20_000;

function Broken({ message }: { readonly message: string }) {
  return (
    <main className="s-boot">
      <Stack align="center" gap="sm" maw={480}>
        <Title order={1}>The practice could not start</Title>
        <Text role="alert">{message}</Text>
        <Button onClick={() => location.reload()}>Try again</Button>
        <Button variant="subtle" onClick={() => void forgetJournal().then(() => location.reload())}>
          Start over with a fresh practice
        </Button>
      </Stack>
    </main>
  );
}
