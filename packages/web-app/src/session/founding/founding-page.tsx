import { Button, Paper, Text, Title } from "@mantine/core";
import { foundingState, type FoundingState } from "@practicum/contracts/auth";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useEffect, useState } from "react";
import { z } from "zod";
import { foundingCall, untilServicesAnswer } from "./founding-call.ts";
import { ManagerStep } from "./manager-step.tsx";
import { PracticeStep } from "./practice-step.tsx";

/** How a practice begins: what it is, and who runs it. Each step is kept by the server; whoever comes back goes on there. */
export function FoundingPage() {
  const [state, setState] = useState<FoundingState | DomainError | null>(null);
  const [again, setAgain] = useState(false);
  const [starting, setStarting] = useState<"no" | "yes" | "failed">("no");
  const load = async () => {
    const result = await (loading ??= openedState());
    loading = undefined;
    setState(result.ok ? result.value : result.error);
    setAgain(false);
  };
  useEffect(() => {
    document.title = "A practice of your own · Practicum";
    void load();
  }, []);
  const begin = async () => {
    setStarting("yes");
    if (await untilServicesAnswer()) location.replace("/admin/start");
    else setStarting("failed");
  };
  const step = state !== null && "step" in state ? (again ? "practice" : state.step) : null;
  return (
    <main className="w-sign-in">
      <Paper withBorder p="xl" w={680} maw="100%" shadow="sm">
        <Title order={1}>A practice of your own</Title>
        {step !== null && starting === "no" && (
          <Text c="dimmed" size="sm" mb="md">
            {step === "practice"
              ? "Step 1 of 2: the practice. Everything can be changed later."
              : "Step 2 of 2: you, its first manager. What comes after is in the program itself."}
          </Text>
        )}
        {state === null && <LoadingState rows={4} />}
        {state !== null && "code" in state && (
          <Notice tone="danger" role="alert">
            {describeError(state)}{" "}
            {state.code === "founding-link" && (
              <>
                If the practice has a manager already, <a href="/">sign in</a>.
              </>
            )}
          </Notice>
        )}
        {starting === "yes" && (
          <Notice tone="info" role="status">
            The practice is founded. Its services are starting; this takes a few seconds.
          </Notice>
        )}
        {starting === "failed" && (
          <Notice tone="danger" role="alert">
            Not every service answers yet. See `npm run practicum -- doctor` where Practicum runs, then{" "}
            <a href="/admin/start">go on</a>.
          </Notice>
        )}
        {starting === "no" && step === "practice" && state !== null && "step" in state && (
          <PracticeStep practice={state.practice} onDone={() => void load()} />
        )}
        {starting === "no" && step === "manager" && (
          <>
            <ManagerStep onDone={() => void begin()} />
            <Button variant="subtle" size="compact-sm" mt="md" onClick={() => setAgain(true)}>
              Back to the practice
            </Button>
          </>
        )}
      </Paper>
    </main>
  );
}

/** React looks twice in development; the link opens once. */
let loading: Promise<Result<FoundingState, DomainError>> | undefined;

/** The secret stands behind the #, so it is in no log and in no address that is sent; it leaves the page's address at once. */
async function openedState(): Promise<Result<FoundingState, DomainError>> {
  const token = location.hash.slice(1);
  if (token !== "") {
    history.replaceState(null, "", "/found");
    const opened = await foundingCall("found-open", { token }, z.object({}));
    // Who opened it before in this browser goes on by the cookie.
    if (!opened.ok && opened.error.code !== "founding-link") return opened;
  }
  return foundingCall("found-state", {}, foundingState);
}
