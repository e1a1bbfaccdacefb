import { Button, Loader, MantineProvider, Stack, Text, Title } from "@mantine/core";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import type { App } from "@practicum/web-app/app/create-app.tsx";
import { staff, staffByKey } from "@practicum/seed/practice";
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Board } from "./lessons/board-store.ts";
import { CheckPassport } from "./lessons/check-passport.tsx";
import { LessonPanel } from "./lessons/lesson-panel.tsx";
import { OrientationPages } from "./lessons/orientation-pages.tsx";
import type { Progress, Wished } from "./lessons/progress.ts";
import { TeachBoard } from "./lessons/teach-board.tsx";
import { useLesson } from "./lessons/use-lesson.ts";
import { NewVersionNote } from "./offline/new-version-note.tsx";
import type { NewVersion } from "./offline/new-version.ts";
import { RoleChooser } from "./role-chooser.tsx";
import type { RolePort } from "./role-port.ts";
import type { WorldCard } from "./protocol.ts";
import type { WorkerClient } from "./worker-client.ts";

interface Props {
  readonly worker: WorkerClient;
  readonly version: NewVersion;
  readonly role: RolePort;
  readonly appFor: (staffId: string) => App;
  readonly progress: Progress;
  readonly board: Board;
  /** Goes to a place of the application. */
  readonly goTo: (route: string) => void;
  readonly toChooser: () => void;
}

/** The choice of a role, at once: the practice boots meanwhile. Then the app itself, or what is still to wait for. */
export function Sandbox({ worker, version, role, appFor, progress, board, goTo, toChooser }: Props) {
  const boot = useSyncExternalStore(
    (listener) => worker.onBoot(listener),
    () => worker.boot,
  );
  const staffId = useSyncExternalStore(
    (listener) => role.onChange(listener),
    () => role.current(),
  );
  const world = useSyncExternalStore(
    (listener) => worker.onOpened(listener),
    () => worker.world,
  );
  // Another practice is another app: what this one knows is not of that one.
  const app = useMemo(() => (staffId === null || world === null ? null : appFor(staffId)), [staffId, world, appFor]);
  const leave = async () => {
    toChooser();
    await worker.leaveLesson();
  };
  const start = async (lesson: { readonly id: string; readonly as: string }, help?: Wished) => {
    await worker.startLesson(progress.begin(lesson.id, help));
    role.choose(staffByKey(lesson.as).staffId);
  };
  /** A learner's practice, as who worked in it last. */
  const lookIn = async (text: string) => {
    worker.note(await worker.import(text));
    role.choose(worker.world?.staffId ?? staffByKey("brooks").staffId);
  };
  /** A day that was left, as it was left. */
  const goOn = async (card: WorldCard, as: string) => {
    if (!card.isOpen) await worker.openWorld(card.worldId);
    role.choose(card.staffId ?? staffByKey(as).staffId);
  };
  const see = (as: string, route: string) => {
    role.choose(staffByKey(as).staffId);
    goTo(route);
  };
  if (boot.state === "ready" && app !== null)
    return (
      <div className="s-desk">
        {/* Nothing of the app before stays, whatever is the same in both. */}
        <div key={`${staffId}/${world?.worldId}/${world?.openedAt}`} className="s-app">
          {app.element}
        </div>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
          <NewVersionNote version={version} worker={worker} />
          <LessonInHand worker={worker} progress={progress} role={role} goTo={goTo} onStart={start} onLeave={leave} />
        </MantineProvider>
      </div>
    );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <NewVersionNote version={version} worker={worker} />
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
          lessons={
            <section aria-labelledby="s-learn">
              <Title order={2} size="h4" mt="md" id="s-learn" tabIndex={-1}>
                Learn
              </Title>
              <Suspense fallback={null}>
                <FirstWin ready={boot.state === "ready"} onStart={start} />
              </Suspense>
              <Text mb="xs">
                Never worked in a practice, or on paper alone? Then read what a practice is, ten minutes in all.
              </Text>
              <OrientationPages onSee={see} />
              <Text mt="md" fw={650}>
                Then learn by doing
              </Text>
              <Suspense fallback={<Text c="dimmed">The lessons are being fetched…</Text>}>
                <HowLearningWorks />
                <LessonList
                  progress={progress}
                  ready={boot.state === "ready"}
                  worker={worker}
                  onStart={start}
                  onGoOn={goOn}
                />
              </Suspense>
            </section>
          }
          teaching={
            <section aria-labelledby="s-teach">
              <Title order={2} size="h4" mt="lg" mb={6} id="s-teach" tabIndex={-1}>
                Teach
              </Title>
              <Text mb="xs" maw={680}>
                Give your class the address of this page: each learner gets other people and numbers, and nothing leaves
                their browsers. They bring you two kinds of files: a passport of a lesson that was passed, which is
                checked here; and a practice saved under Practices, which you open there, look at step by step, and go
                back in.
              </Text>
              <Suspense fallback={null}>
                <GiveWork today={progress.assigned.today} />
              </Suspense>
              <CheckPassport ready={boot.state === "ready"} onVerify={(text) => worker.verify(text)} />
              <TeachBoard board={board} ready={boot.state === "ready"} onOpen={lookIn} />
            </section>
          }
        />
      )}
    </MantineProvider>
  );
}

const FirstWin = lazy(() => import("./lessons/first-win.tsx"));
const HowLearningWorks = lazy(() => import("./lessons/how-learning-works.tsx"));
const GiveWork = lazy(() => import("./lessons/give-work.tsx"));
const LessonList = lazy(() => import("./lessons/lesson-list.tsx"));

interface LessonInHandProps {
  readonly worker: WorkerClient;
  readonly progress: Progress;
  readonly role: RolePort;
  readonly goTo: (route: string) => void;
  readonly onStart: (lesson: { readonly id: string; readonly as: string }, help?: Wished) => Promise<void>;
  readonly onLeave: () => Promise<void>;
}

function LessonInHand({ worker, progress, role, goTo, onStart, onLeave }: LessonInHandProps) {
  const lesson = useLesson(worker);
  if (lesson === null) return null;
  const { id, as, mode, word } = lesson.sheet;
  return (
    <LessonPanel
      // Another attempt is another lesson: nothing of the last one's answers stays.
      key={JSON.stringify(lesson.sheet.materials)}
      lesson={lesson}
      onFinished={(judgement) => {
        const hinted = lesson.sheet.outcomes.filter((one) => one.hints.length > 0).map((one) => one.id);
        progress.finish(id, { judgement, mode, word, hinted });
      }}
      onAgain={() => onStart({ id, as }, { mode, nonce: word })}
      onNext={(next) => onStart(next, { ...progress.wished, mode })}
      onLeave={onLeave}
      onPassport={(name) => worker.passport({ name, attempts: progress.of(id).attempts })}
      goTo={goTo}
      worker={worker}
      seat={staff.find((one) => one.staffId === role.current())?.key ?? ""}
      onSeat={(key) => {
        role.choose(staffByKey(key).staffId);
        // The page that was open may be none of the other's.
        goTo("/");
      }}
    />
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
      </Stack>
    </main>
  );
}
