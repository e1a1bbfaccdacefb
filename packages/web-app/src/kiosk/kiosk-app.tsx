import "@mantine/core/styles.css";
import "@practicum/ui/styles.css";
import { MantineProvider } from "@mantine/core";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import { useEffect, useRef } from "react";
import { CodePage } from "./code-page.tsx";
import { KioskNote } from "./fields.tsx";
import { FillingPage } from "./filling-page.tsx";
import "./kiosk.css";
import { useKiosk } from "./use-kiosk.ts";

/** The tablet of check-in. It knows no session of staff and reaches nothing but its own addresses (GTW-104). */
export function KioskApp() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ""}
    >
      <Kiosk />
    </MantineProvider>
  );
}

function Kiosk() {
  const { phase, words, language, draft, speak, ...tablet } = useKiosk();
  return (
    <div className="k-page">
      <main>
        <div className="k-top">
          <strong>{phase.name === "filling" ? phase.tablet.practiceName : ""}</strong>
          <div className="k-languages" role="group" aria-label="Language, idioma">
            <button type="button" lang="en" aria-pressed={language === "en"} onClick={() => speak("en")}>
              English
            </button>
            <button type="button" lang="es" aria-pressed={language === "es"} onClick={() => speak("es")}>
              Español
            </button>
          </div>
        </div>
        {phase.name === "code" && <CodePage words={words} given={tablet.given} onOpened={tablet.onOpened} />}
        {phase.name === "filling" && draft !== null && (
          <FillingPage
            words={words}
            tablet={phase.tablet}
            draft={draft}
            onChange={tablet.onChange}
            onFilled={(form) => void tablet.onFilled(form)}
            onLeave={tablet.leave}
            onOver={tablet.onOver}
          />
        )}
        {phase.name === "earlier" && <Told title={words.title} tone="warn" text={words.earlier} />}
        {phase.name === "sending" && <Told title={words.sendingTitle} tone="ok" text="" />}
        {phase.name === "waiting" && <Told title={words.waitingTitle} tone="warn" text={words.waiting} />}
        {phase.name === "done" && <Told title={words.doneTitle} tone="ok" text={words.done} />}
        {phase.name === "over" && <Told title={words.overTitle} tone="warn" text={words.over} />}
        {phase.name === "refused" && <Told title={words.overTitle} tone="danger" text={words.refused} />}
        {(phase.name === "done" || phase.name === "over" || phase.name === "refused") && (
          <div className="k-foot">
            <span />
            <button type="button" onClick={() => void tablet.clear("code")}>
              {words.restart}
            </button>
          </div>
        )}
      </main>
    </div>
  );
}

interface ToldProps {
  readonly title: string;
  readonly tone: "warn" | "danger" | "ok";
  readonly text: string;
}

function Told({ title, tone, text }: ToldProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {text !== "" && (
        <KioskNote tone={tone} role="status">
          {text}
        </KioskNote>
      )}
    </>
  );
}
