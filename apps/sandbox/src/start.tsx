import { must } from "@practicum/kernel/assert";
import { dateIn, instantFromMs } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { staff, staffByKey } from "@practicum/seed/practice";
import { createApp, type App } from "@practicum/web-app/app/create-app.tsx";
import { dropEverything } from "@practicum/web-app/session/draft-vault.ts";
import { createHashHistory, type RouterHistory } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Board } from "./lessons/board-store.ts";
import { Progress } from "./lessons/progress.ts";
import { NewVersion } from "./offline/new-version.ts";
import { neverOffline } from "./never-offline.ts";
import { ownStorage } from "./own-storage.ts";
import { rolePort, type RolePort } from "./role-port.ts";
import { Sandbox } from "./sandbox.tsx";
import { TrainingBar } from "./training-bar.tsx";
import { watchLeaving } from "./watch-leaving.ts";
import type { WorkerClient } from "./worker-client.ts";
import { workerLink } from "./worker-link.ts";

/** Mounts the staff app on a practice that lives in a worker of this page. */
export function start(worker: WorkerClient): void {
  neverOffline();
  ownStorage();
  // They belong to the practice that this page had before: the notes of a fresh one have the same names.
  const unlisten = worker.onBoot(() => {
    if (worker.boot.state === "booting") return;
    unlisten();
    if (!worker.resumed) dropEverything();
  });
  const role = rolePort(sessionStorage);
  const version = new NewVersion();
  version.watch();
  watchLeaving(worker);
  // Addresses stand behind the #, so that any file server will do.
  const history = createHashHistory();
  // Another practice has other records, under the same names: nothing that was typed here goes there.
  worker.onLeave((next) => {
    dropEverything();
    window.history.replaceState(null, "", "#/");
    if (role.current() !== null) role.choose(next.staffId);
  });
  const progress = new Progress(localStorage, () =>
    dateIn(instantFromMs(Date.now()), Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  const appFor = (staffId: string) => openApp(worker, role, progress, staffId, history);
  createRoot(must(document.getElementById("root"))).render(
    <StrictMode>
      <Sandbox
        worker={worker}
        version={version}
        role={role}
        appFor={appFor}
        progress={progress}
        board={new Board(worker)}
        goTo={(route) => history.push(route)}
        toChooser={() => toChooser(role)}
      />
    </StrictMode>,
  );
}

/** The app as one person of the practice uses it: another person gets another, that knows nothing of this one. */
function openApp(
  worker: WorkerClient,
  role: RolePort,
  progress: Progress,
  staffId: string,
  history: RouterHistory,
): App {
  const app = createApp({
    links: [workerLink(worker, staffId)],
    mode: "sandbox",
    session: {
      // Roles are picked, not signed in to: the chooser stands before the app.
      practices: async () => ({ known: undefined, others: false, founding: false }),
      signIn: async () => ok("signed-in"),
      verifyCode: async () => ok("signed-in"),
      async signOut() {
        toChooser(role);
        // The app goes away with the person; nothing of it may run on.
        await new Promise<never>(() => undefined);
      },
      activity() {},
      // A trainee who reads a lesson is not away.
      idleMinutes: async () => null,
    },
    clock: { now: () => worker.now(), onMoved: (listener) => worker.onMoved(listener) },
    history,
    startLesson: async (id) => {
      const { lessonById } = await import("@practicum/curriculum/lessons");
      await worker.startLesson(progress.begin(id));
      role.choose(staffByKey(lessonById(id).as).staffId);
    },
    banner: (
      <TrainingBar
        worker={worker}
        onMoved={() => void app.refresh()}
        onChooseRole={() => toChooser(role)}
        rolesNow={staff.find((one) => one.staffId === staffId)?.roles ?? []}
        goTo={(route) => history.push(route)}
      />
    ),
  });
  return app;
}

function toChooser(role: RolePort): void {
  window.history.replaceState(null, "", "#/");
  role.choose(null);
}
