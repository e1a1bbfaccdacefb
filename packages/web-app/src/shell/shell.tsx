import { KeyboardHelp, type KeyHelpGroup } from "@practicum/ui/keyboard-help.tsx";
import { isTyping, useWindowKeys } from "@practicum/ui/keys.ts";
import { enableLetters, lettersEnabled } from "@practicum/ui/letter-keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Outlet, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState, type MouseEvent } from "react";
import { lazyPage } from "../app/lazy-page.tsx";
import { workflows } from "../app/workflows.ts";
import { useOnline } from "@practicum/ui/use-online.ts";
import { DemonstrationNotice } from "../session/demonstration-notice.tsx";
import { useSession } from "../session/session-context.ts";
import "./shell.css";
import { BusyNotice } from "./busy-notice.tsx";
import { FactorNotice } from "./factor-notice.tsx";
import { useDock } from "./dock/dock-context.ts";
import { DockHost } from "./dock/dock-host.tsx";
import { useReachField } from "./field-target.ts";
import { TestAsNotice } from "./test-as-notice.tsx";
import { NewVersionNotice } from "./new-version-notice.tsx";
import { PermittedPage } from "./permitted-page.tsx";
import { openPalette } from "./palette/palette-store.ts";
import { usePrinting } from "./paper.ts";
import { Palette } from "./palette/palette.tsx";
import { Rail } from "./rail.tsx";
import { Counters } from "./counters.tsx";
import { nowInRecord, undoLatest } from "./undo.tsx";
import { usePrefetch } from "./use-prefetch.ts";
import { UserMenu } from "./user-menu.tsx";

const everywhere: KeyHelpGroup = {
  title: "Everywhere",
  keys: [
    { keys: ["Ctrl", "K"], does: "Find a patient or a command" },
    { keys: ["Ctrl", "Z"], does: "Undo the last action, while it is offered" },
    { keys: ["J", "K"], does: "Next and previous row of a list" },
    { keys: ["Enter"], does: "Open" },
    { keys: ["X"], does: "Select a row" },
    { keys: ["Esc"], does: "Close or minimise" },
    { keys: ["F1"], does: "What this screen is for" },
    { keys: ["F2"], does: "Take a telephone call, about the patient of the page" },
    { keys: ["?"], does: "These keys" },
  ],
};

const HelpPanel = lazyPage<{ onClose: () => void }>(async () => (await import("./help/help-panel.tsx")).HelpPanel);

/** Rail, top bar, and the page. */
export function Shell() {
  const [help, setHelp] = useState(false);
  const { about, toggle, close, button } = useAbout();
  const [letters, setLetters] = useState(lettersEnabled());
  const online = useOnline();
  const { demonstration } = useSession();
  const takeCall = useTakeCall();
  useWindowKeys({
    "?": () => setHelp(true),
    F1: toggle,
    F2: takeCall,
    // In a text it takes the typing back.
    "mod+z": () => !isTyping(document.activeElement) && undoLatest(),
  });
  useReachField();
  useNoticesOfRecord();
  usePrefetch();
  usePrinting();
  return (
    <div className="w-shell">
      <a href="#page" className="w-skip" onClick={toPage}>
        To the page
      </a>
      <Rail />
      <div className="w-main">
        {demonstration && <DemonstrationNotice />}
        <TestAsNotice />
        <header className="w-top p-no-print">
          <button type="button" className="w-find" data-guide="find" onClick={openPalette}>
            Find a patient or a command <kbd className="p-kbd">Ctrl K</kbd>
          </button>
          <Counters />
          <button type="button" ref={button} className="w-help-button" aria-expanded={about} onClick={toggle}>
            Help <kbd className="p-kbd">F1</kbd>
          </button>
          <UserMenu onKeyboardHelp={() => setHelp(true)} />
        </header>
        {!online && (
          <Notice tone="warn" role="status">
            <strong>No network.</strong> You can read what is open. What you type is kept here and sent when the network
            is back.
          </Notice>
        )}
        <FactorNotice />
        <BusyNotice />
        <NewVersionNotice />
        <div className="w-work">
          {about && <HelpPanel onClose={close} />}
          <main id="page" className="w-page p-page" tabIndex={-1}>
            <PermittedPage>
              <Outlet />
            </PermittedPage>
          </main>
        </div>
      </div>
      <DockHost />
      <Palette />
      <KeyboardHelp
        opened={help}
        onClose={() => setHelp(false)}
        groups={[everywhere, ...workflows.flatMap((workflow) => workflow.keys)]}
        lettersOn={letters}
        onLettersChange={(on) => {
          enableLetters(on);
          setLetters(on);
        }}
      />
    </div>
  );
}

/** Help beside the page, which stays open from screen to screen until it is closed. */
function useAbout() {
  const [about, setAbout] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAbout(false);
    button.current?.focus();
  };
  return { about, toggle: () => (about ? close() : setAbout(true)), close, button };
}

/** The telephone rings wherever one is: the call is about the patient whose page is open, until another one is picked. */
function useTakeCall(): () => unknown {
  const session = useSession();
  const dock = useDock();
  const { patientId }: { patientId?: string } = useParams({ strict: false });
  return () => session.can("message.write") && dock.open("new-call", patientId);
}

/** By hand, because what stands behind the # may be the address of a page. */
function toPage(event: MouseEvent<HTMLAnchorElement>) {
  event.preventDefault();
  document.getElementById("page")?.focus();
}

/** Whose record is open decides which Undo is still offered. */
function useNoticesOfRecord(): void {
  const { patientId }: { patientId?: string } = useParams({ strict: false });
  useEffect(() => {
    nowInRecord(patientId ?? null);
  }, [patientId]);
}
